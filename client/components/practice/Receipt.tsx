import type { PracticeReceipt } from '../../../shared/protocol/practiceRoutes.ts';
import { useReceipt } from '../../hooks/practice/useReceipt.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { Banner } from '../ui/Banner.tsx';

const texts = practicePage.receipt;

/** What became of an attempt that was deleted here, as it goes on. */
export function AttemptReceipt({ receipt }: { receipt: PracticeReceipt }) {
  const latest = useReceipt(receipt);
  const done = latest.completedAt !== undefined;
  return (
    <Banner tone={done ? 'success' : 'info'} title={done ? texts.attemptDone : texts.attemptGoing}>
      <ReceiptFacts receipt={latest} />
    </Banner>
  );
}

export function ReceiptFacts({ receipt }: { receipt: PracticeReceipt }) {
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
