import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { formatList } from '../../../shared/intl.ts';
import { type BulkProgress, UNDO_MS } from '../../../shared/protocol/bulkRoutes.ts';
import type { RouteName } from '../../../shared/protocol/http.ts';
import { Button } from '../../components/ui/Button.tsx';
import { ButtonLink } from '../../components/ui/ButtonLink.tsx';
import { Dialog } from '../../components/ui/Dialog.tsx';
import { IconButton } from '../../components/ui/IconButton.tsx';
import { ProgressBar } from '../../components/ui/ProgressBar.tsx';
import { AboveToasts } from '../../components/ui/ToastRegion.tsx';
import { localData } from '../../core/safeStorage.ts';
import { undoneNotes } from '../../core/undoneNotes.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useRouteMutation, withToasts } from '../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../hooks/useRouteQuery.ts';
import { bulkTexts } from '../../texts/bulk.ts';
import { interviewListTexts } from '../../texts/interviewList.ts';
import { formatDayTime, formatMoment } from '../../texts/times.ts';
import { refusalText } from './interviews/refusalText.ts';

const texts = bulkTexts.status;
const BUSY_MS = 1_000;
const IDLE_MS = 5 * 60_000;
/** A change without failures disappears after this time. */
const SHOWN_MS = 8_000;
const CLOSED = 'bulk.closed';

const isOver = ({ state }: BulkProgress) => state === 'done' || state === 'undone';
const CHANGED: readonly RouteName[] = [
  'interviews.list',
  'interviews.read',
  'interviews.calendar',
  'home.read',
  'recording.list',
];

/**
 * Changes of many interviews that this member has started: with Undo until they start, with their progress,
 * and with what couldn't be changed. The server carries them out, also when the page is closed.
 */
export function BulkStatus() {
  const client = useQueryClient();
  const query = useRouteQuery(
    'bulk.recent',
    {},
    { refetchIntervalMs: ({ state }) => (state.data?.actions.every(isOver) === false ? BUSY_MS : IDLE_MS) },
  );
  const [closed, setClosed] = useState(() => new Set(localData.read(CLOSED)?.split(' ')));
  const [failed, setFailed] = useState<BulkProgress>();
  const actions = query.data?.actions ?? [];
  const done = actions.reduce((sum, action) => sum + action.done, 0);
  const seen = useRef(done);
  useEffect(() => {
    if (done === seen.current) return;
    seen.current = done;
    for (const route of CHANGED) void client.invalidateQueries({ queryKey: [route] });
  }, [done, client]);
  const close = (bulkId: string) => {
    const known = new Set([...closed, bulkId]);
    setClosed(known);
    localData.write(CLOSED, [...known].slice(-20).join(' '));
  };
  const shown = actions.filter(({ bulkId, state }) => state !== 'undone' && !closed.has(bulkId));
  return (
    <>
      <AboveToasts>
        <section aria-label={texts.label} className="flex flex-col gap-2 empty:hidden">
          {shown.map(action => (
            <BulkCard
              key={action.bulkId}
              action={action}
              startsAt={query.dataUpdatedAt + (action.startsInMs ?? 0)}
              onShow={() => setFailed(action)}
              onClose={() => close(action.bulkId)}
            />
          ))}
        </section>
      </AboveToasts>
      {failed && <FailuresDialog action={failed} onClose={() => setFailed(undefined)} />}
    </>
  );
}

interface BulkCardProps {
  action: BulkProgress;
  startsAt: number;
  /** Shows what couldn't be changed. */
  onShow: () => void;
  onClose: () => void;
}

const CARD =
  'pointer-events-auto flex flex-col gap-2 rounded-card border border-line bg-raised py-2.5 pr-2.5 pl-4 text-sm shadow-float';

function BulkCard({ action, startsAt, ...on }: BulkCardProps) {
  switch (action.state) {
    case 'waiting':
      return <WaitingCard action={action} startsAt={startsAt} />;
    case 'running':
      return <RunningCard action={action} />;
    default:
      return <DoneCard action={action} {...on} />;
  }
}

function WaitingCard({
  action: { bulkId, kind, total },
  startsAt,
}: Pick<BulkCardProps, 'action' | 'startsAt'>) {
  const now = useNow(250);
  const undo = useRouteMutation('bulk.undo', ['bulk.recent']);
  const button = useRef<HTMLButtonElement>(null);
  // The dialog's button is gone, and Undo is wanted next, if anything is.
  useLayoutEffect(() => button.current?.focus(), []);
  const leftMs = Math.min(UNDO_MS, Math.max(0, startsAt - now));
  const text = texts.waiting[kind](total);
  return (
    <div className={CARD}>
      <div className="flex items-center gap-3">
        <p role="status" className="min-w-0 flex-1 font-medium">
          {text}
        </p>
        <Button
          ref={button}
          size="sm"
          aria-label={texts.undo}
          className="tabular-nums"
          pending={undo.isPending}
          onClick={() => {
            undoneNotes.noteUndo(bulkId);
            undo.mutate({ bulkId }, withToasts(texts.undone, texts.undoFailed));
          }}
        >
          {texts.undoIn(Math.ceil(leftMs / 1_000))}
        </Button>
      </div>
      <ProgressBar slim label={text} share={leftMs / UNDO_MS} valueText={texts.undo} />
    </div>
  );
}

function RunningCard({ action: { kind, total, done, unchanged, failed } }: { action: BulkProgress }) {
  const over = done + unchanged + failed;
  const text = texts.progress(over, total);
  return (
    <div className={CARD}>
      <p className="flex items-baseline justify-between gap-3 pr-1.5">
        <span className="font-medium">{texts.running[kind]}</span>
        <span className="text-muted tabular-nums">{text}</span>
      </p>
      <ProgressBar slim label={texts.running[kind]} share={over / total} valueText={text} />
    </div>
  );
}

function DoneCard({ action, onShow, onClose }: Omit<BulkCardProps, 'startsAt'>) {
  const { kind, total, done, unchanged, failed, failures } = action;
  const now = useNow(60_000);
  const only = total === 1 ? failures[0] : undefined;
  const hasFailures = failed > 0;
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (hasFailures) return;
    const timer = window.setTimeout(() => close.current(), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [hasFailures]);
  return (
    <div className={CARD}>
      <div className="flex items-start gap-3">
        <span className="flex h-8 items-center">
          {hasFailures ? (
            <CircleAlert className="size-4 text-warning-ink" />
          ) : (
            <CircleCheck className="size-4 text-success-ink" />
          )}
        </span>
        <div role="status" className="flex min-w-0 flex-1 flex-col py-1.5">
          <p className="font-medium">{only ? texts.notDone[kind] : texts.done[kind](done)}</p>
          {unchanged > 0 && <p className="text-muted">{texts.unchanged(unchanged)}</p>}
          {only ? (
            <p className="text-muted">
              {refusalText(only.refusal)} {texts.startsNow(formatMoment(only.scheduledAt, now))}
            </p>
          ) : (
            hasFailures && <p className="text-warning-ink">{texts.failed(failed)}</p>
          )}
        </div>
        {only && (
          <ButtonLink size="sm" to={`/console/interviews/${only.interviewId}`}>
            {texts.open}
          </ButtonLink>
        )}
        {hasFailures && !only && (
          <Button size="sm" onClick={onShow}>
            {texts.show}
          </Button>
        )}
        <IconButton size="sm" label={texts.close} icon={X} onClick={onClose} />
      </div>
    </div>
  );
}

function FailuresDialog({
  action: { failures, failed },
  onClose,
}: {
  action: BulkProgress;
  onClose: () => void;
}) {
  const now = useNow(60_000);
  const hidden = failed - failures.length;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={texts.failures}
      size="md"
      footer={<Button onClick={onClose}>{texts.close}</Button>}
    >
      <ul className="divide-y divide-line rounded-card border border-line">
        {failures.map(({ interviewId, candidateNames, title, scheduledAt, refusal }) => (
          <li key={interviewId} className="flex flex-col gap-0.5 px-3 py-2 text-sm">
            <a
              href={`/console/interviews/${interviewId}`}
              className="font-medium text-accent-ink hover:underline"
            >
              {formatList(candidateNames) || interviewListTexts.list.noCandidate}, {title}
            </a>
            <span className="text-xs text-muted">{formatDayTime(scheduledAt, now)}</span>
            <span className="text-xs text-warning-ink">{refusalText(refusal)}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="pt-2 text-sm text-muted">{texts.hidden(hidden)}</p>}
    </Dialog>
  );
}
