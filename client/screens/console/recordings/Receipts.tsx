import { Copy, ShieldCheck } from 'lucide-react';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { ErasureReceipt } from '../../../../shared/protocol/recordingRoutes.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';
import { CopyTextButton } from '../CopyTextButton.tsx';

const texts = recordingTexts.receipts;
const WHILE_PENDING_MS = 3_000;
const OTHERWISE_MS = 60_000;

/** The proofs of what was deleted of an interview, the newest first. */
export function Receipts({ interviewId }: { interviewId: InterviewId }) {
  const { data } = useRouteQuery(
    'recording.receipts',
    { interviewId },
    {
      refetchIntervalMs: ({ state }) =>
        state.data?.receipts.some(({ completedAt }) => completedAt === undefined)
          ? WHILE_PENDING_MS
          : OTHERWISE_MS,
    },
  );
  if (!data || data.receipts.length === 0) return null;
  return (
    <section aria-label={texts.title} className="flex flex-col gap-3 text-sm">
      {data.receipts.map(receipt => (
        <Receipt key={receipt.receiptId} receipt={receipt} />
      ))}
    </section>
  );
}

function Receipt({ receipt }: { receipt: ErasureReceipt }) {
  const now = useNow(60_000);
  const { bytes, cause, completedAt, digest, files, lostPlaces, receiptId, requestedAt } = receipt;
  return (
    <div className="flex items-start gap-3" data-receipt={receiptId}>
      <ShieldCheck className="mt-0.5 size-4 shrink-0 text-success-ink" aria-hidden="true" />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium">{recordingTexts.section.erased(completedAt ?? requestedAt, now)}</p>
        <p className="text-muted">
          {texts.causes[cause]} · {texts.line(files, recordingTexts.size(bytes))}
        </p>
        <p className="text-muted">
          {completedAt === undefined ? texts.pending : texts.completed(completedAt, now)}
        </p>
        {lostPlaces > 0 && <p className="text-muted">{texts.lost(lostPlaces)}</p>}
        <p className="text-xs text-faint">
          <span className="block wrap-anywhere">
            {texts.id} {receiptId}
          </span>
          {digest && (
            <span className="block">
              {texts.digest} {digest.slice(0, 16)}…
            </span>
          )}
        </p>
        <CopyTextButton
          small
          text={JSON.stringify(receipt, null, 2)}
          icon={<Copy className="size-4" aria-hidden="true" />}
        >
          {texts.copy}
        </CopyTextButton>
      </div>
    </div>
  );
}
