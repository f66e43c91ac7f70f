import { FileX2, Trash2 } from 'lucide-react';
import { useCallback } from 'react';
import type { PracticeReceipt } from '../../../shared/protocol/practiceRoutes.ts';
import { AddressLink } from '../../components/practice/AddressLink.tsx';
import { PracticeFrame } from '../../components/practice/PracticeFrame.tsx';
import { ReceiptFacts } from '../../components/practice/Receipt.tsx';
import { SimplePage } from '../../components/practice/SimplePage.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { askPractice } from '../../core/practice/askPractice.ts';
import { useAsked } from '../../hooks/practice/useAsked.ts';
import { useReceipt } from '../../hooks/practice/useReceipt.ts';
import { practice } from '../../texts/practice.ts';
import { practicePage } from '../../texts/practicePage.ts';

const texts = practicePage.receipt;

/** What is left of a page that was deleted: the proof, which names no one. */
export function ReceiptPage({ receiptId }: { receiptId: string }) {
  const { asked, retry } = useAsked(
    useCallback((signal: AbortSignal) => askPractice('practice.receipt', { receiptId }, signal), [receiptId]),
  );
  if (asked.state === 'asking') return <PageLoading />;
  if (asked.state === 'answered') return <Receipt receipt={asked.value.receipt} />;
  if (asked.error.code === 'not-found')
    return (
      <SimplePage icon={FileX2} title={texts.unknown} body={<p>{texts.keep}</p>}>
        <Roles />
      </SimplePage>
    );
  return (
    <PracticeFrame width="narrow">
      <ErrorState title={texts.unread} error={asked.error} onRetry={retry} />
    </PracticeFrame>
  );
}

function Receipt({ receipt }: { receipt: PracticeReceipt }) {
  const latest = useReceipt(receipt);
  const { completedAt, scope } = latest;
  const body = (
    <>
      {scope === 'page' && <p>{texts.body}</p>}
      <p role="status">{completedAt === undefined ? texts.going : texts.done(completedAt, Date.now())}</p>
      <div className="text-ink">
        <ReceiptFacts receipt={latest} />
      </div>
      <p className="text-sm">{texts.keep}</p>
    </>
  );
  return (
    <SimplePage icon={Trash2} title={scope === 'page' ? texts.title : texts.attemptTitle} body={body}>
      <Roles />
    </SimplePage>
  );
}

function Roles() {
  return (
    <AddressLink href="/roles" size="lg">
      {practice.roles}
    </AddressLink>
  );
}
