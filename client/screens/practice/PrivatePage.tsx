import { MessagesSquare } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { PracticePage, PracticeReceipt } from '../../../shared/protocol/practiceRoutes.ts';
import { AddressLink } from '../../components/practice/AddressLink.tsx';
import { AttemptCard } from '../../components/practice/AttemptCard.tsx';
import { KeepAddress } from '../../components/practice/KeepAddress.tsx';
import { PracticeFrame } from '../../components/practice/PracticeFrame.tsx';
import { AttemptReceipt } from '../../components/practice/Receipt.tsx';
import { YourData } from '../../components/practice/YourData.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Card } from '../../components/ui/Card.tsx';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { comparisonsOf } from '../../core/practice/attempts.ts';
import { usePracticePage } from '../../hooks/practice/usePageSession.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { practice } from '../../texts/practice.ts';
import { practicePage } from '../../texts/practicePage.ts';

/** What a stranger keeps of their practice: every attempt, newest first, and the way back to it. */
export function PrivatePage({ page }: { page: PracticePage }) {
  usePageTitle(practicePage.title);
  const session = usePracticePage();
  const cutOff = useStore(session.cutOff);
  const comparisons = useMemo(() => comparisonsOf(page.attempts), [page.attempts]);
  const [deleted, setDeleted] = useState<PracticeReceipt>();
  return (
    <PracticeFrame>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 gap-y-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_auto_1fr]">
        <div className="flex flex-col gap-1 lg:col-span-2">
          <PageHeading className="text-2xl!">
            {page.name ? practicePage.titleOf(page.name) : practicePage.title}
          </PageHeading>
          <p className="text-muted">{practicePage.private}</p>
        </div>
        <div className="flex min-w-0 flex-col gap-5 lg:col-start-2 lg:row-start-2">
          <KeepAddress page={page} />
        </div>
        <section
          aria-label={practicePage.attempts}
          className="flex min-w-0 flex-col gap-4 lg:col-start-1 lg:row-span-2 lg:row-start-2"
        >
          {cutOff && <Banner tone="warning">{practicePage.cutOff}</Banner>}
          {deleted && <AttemptReceipt key={deleted.receiptId} receipt={deleted} />}
          {page.attempts.map((attempt, index) => (
            <AttemptCard
              key={attempt.interviewId}
              attempt={attempt}
              newest={index === 0}
              comparisons={comparisons}
              onDeleted={setDeleted}
            />
          ))}
          {page.attempts.length === 0 && <NoAttempts />}
        </section>
        <div className="flex min-w-0 flex-col gap-5 lg:col-start-2 lg:row-start-3">
          <YourData attempts={page.attempts.length} expiresAt={page.expiresAt} />
        </div>
      </div>
    </PracticeFrame>
  );
}

function NoAttempts() {
  const { empty } = practicePage;
  return (
    <Card>
      <EmptyState
        icon={<MessagesSquare className="size-6" />}
        title={empty.title}
        action={
          <AddressLink href="/roles" variant="primary">
            {practice.roles}
          </AddressLink>
        }
      >
        {empty.body}
      </EmptyState>
    </Card>
  );
}
