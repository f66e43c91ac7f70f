import { FileX2, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { PracticeReceipt } from '../../../shared/protocol/practiceRoutes.ts';
import { PracticeFrame, RolesLink, SimplePage } from '../../components/practice/PracticeFrame.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { backoffMs } from '../../core/backoff.ts';
import { callPractice } from '../../core/practice/practiceApi.ts';
import { useRequest } from '../../hooks/useRequest.ts';
import { practicePage } from '../../texts/practicePage.ts';

const texts = practicePage.receipt;

/** Shows the receipt of a deletion. The receipt names no person. */
export function ReceiptPage({ receiptId }: { receiptId: string }) {
  const { request, retry } = useRequest(
    useCallback(
      (signal: AbortSignal) => callPractice('practice.receipt', { receiptId }, signal),
      [receiptId],
    ),
  );
  if (request.state === 'loading') return <PageLoading />;
  if (request.state === 'done') return <Receipt receipt={request.value.receipt} />;
  if (request.error.code === 'not-found')
    return (
      <SimplePage icon={FileX2} title={texts.unknown} body={<p>{texts.keep}</p>}>
        <RolesLink variant="secondary" />
      </SimplePage>
    );
  return (
    <PracticeFrame width="narrow">
      <ErrorState title={texts.unread} error={request.error} onRetry={retry} />
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
      <RolesLink variant="secondary" />
    </SimplePage>
  );
}

export function AttemptReceipt({ receipt }: { receipt: PracticeReceipt }) {
  const latest = useReceipt(receipt);
  const done = latest.completedAt !== undefined;
  return (
    <Banner tone={done ? 'success' : 'info'} title={done ? texts.attemptDone : texts.attemptGoing}>
      <ReceiptFacts receipt={latest} />
    </Banner>
  );
}

function ReceiptFacts({ receipt }: { receipt: PracticeReceipt }) {
  const { attempts, bytes, files, lostPlaces, receiptId } = receipt;
  return (
    <dl className="flex flex-wrap gap-x-4 text-sm tabular-nums" data-receipt>
      <div className="flex min-w-0 gap-1.5">
        <dt>{texts.number}</dt>
        <dd className="min-w-0 font-mono text-xs leading-5 wrap-anywhere">{receiptId}</dd>
      </div>
      <div>
        <dt className="sr-only">{texts.what}</dt>
        <dd>{texts.counts(attempts, files, bytes)}</dd>
        {lostPlaces > 0 && <dd>{texts.lost(lostPlaces)}</dd>}
      </div>
    </dl>
  );
}

const FIRST_MS = 1_000;
const MAX_MS = 15_000;

/** Returns the newest receipt, and polls until everything has been deleted. */
function useReceipt(receipt: PracticeReceipt): PracticeReceipt {
  const [latest, setLatest] = useState(receipt);
  const { receiptId } = receipt;
  const complete = latest.completedAt !== undefined;
  useEffect(() => {
    if (complete) return undefined;
    const controller = new AbortController();
    let timer = 0;
    let polls = 0;
    const poll = () => {
      callPractice('practice.receipt', { receiptId }, controller.signal).then(
        answer => {
          setLatest(answer.receipt);
          again();
        },
        // Polls again after an error. The deletion itself doesn't depend on this page.
        () => again(),
      );
    };
    const again = () => {
      if (!controller.signal.aborted) timer = window.setTimeout(poll, backoffMs(polls++, FIRST_MS, MAX_MS));
    };
    again();
    return () => {
      controller.abort();
      window.clearTimeout(timer);
    };
  }, [receiptId, complete]);
  return latest;
}
