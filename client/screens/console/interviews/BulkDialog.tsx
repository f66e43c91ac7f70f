import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { BulkId } from '../../../../shared/ids.ts';
import { LIMITS } from '../../../../shared/interview/fields.ts';
import { formatList } from '../../../../shared/intl.ts';
import { BULK_MAX, type BulkPreview, type InterviewAction } from '../../../../shared/protocol/bulkRoutes.ts';
import type { RouteInput, RouteResult } from '../../../../shared/protocol/http.ts';
import { ownZone } from '../../../../shared/time/zones.ts';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { TextArea } from '../../../components/ui/TextArea.tsx';
import { callRoute } from '../../../core/api.ts';
import { isWeekend } from '../../../core/plannedTime.ts';
import { undoneNotes } from '../../../core/undoneNotes.ts';
import { useDebounced } from '../../../hooks/useDebounced.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { bulkTexts as texts } from '../../../texts/bulk.ts';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import { formatDayTime, formatElsewhere, formatWeekday } from '../../../texts/times.ts';
import { workloadTexts } from '../../../texts/workload.ts';
import { Loaded } from '../Loaded.tsx';
import { Conflict } from '../people/MemberField.tsx';
import { MoveFields, type MoveValues, moveOf } from './MoveFields.tsx';
import { refusalText } from './refusalText.ts';

const TYPING_MS = 300;
/** Rows of a section that are shown at first. */
const FEW = 50;

type Preview = RouteResult<'bulk.preview'>;

interface BulkDialogProps {
  kind: InterviewAction['kind'];
  count: number;
  selection: RouteInput<'bulk.preview'>['selection'];
  /** True for the rounds of one candidate, who gets one email about all of them. */
  rounds?: boolean;
  onClose: () => void;
  onStarted: () => void;
}

/** Shows what would happen to each selected interview, and starts it. */
export function BulkDialog({ kind, count, selection, rounds = false, onClose, onStarted }: BulkDialogProps) {
  const client = useQueryClient();
  // The same id when it is tried again, so that it starts only once.
  const [bulkId] = useState(() => BulkId.parse(uuidv7()));
  const [values, setValues] = useState<MoveValues>({
    how: 'by',
    later: true,
    days: '1',
    hours: '0',
    minutes: '0',
    date: '',
  });
  const [note, setNote] = useState(() => undoneNotes.find(kind, selection));
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<unknown>();
  const move = moveOf(values);
  const action: InterviewAction | undefined = kind === 'move' ? move && { kind, move } : { kind };
  const settled = useDebounced(JSON.stringify(action), TYPING_MS);
  const isSettled = settled === JSON.stringify(action);
  const query = useRouteQuery(
    'bulk.preview',
    { action: (settled ? JSON.parse(settled) : { kind: 'cancel' }) as InterviewAction, selection },
    { enabled: settled !== undefined, staleTimeMs: 0, keepPrevious: true },
  );
  const isCurrent = action !== undefined && isSettled && !query.isPlaceholderData && !query.isFetching;
  const changed = query.data ? sectionsOf(query.data).changed : [];
  const start = async () => {
    if (!action || starting) return;
    setStarting(true);
    setError(undefined);
    const interviews = changed.map(({ interviewId, scheduledAt }) => ({ interviewId, seenAt: scheduledAt }));
    const input = { bulkId, interviews };
    try {
      const noted = note.trim() && { note };
      if (action.kind === 'move') await callRoute('bulk.move', { ...input, move: action.move, ...noted });
      else if (action.kind === 'remind') await callRoute('bulk.remind', input);
      else await callRoute('bulk.cancel', { ...input, ...noted });
      undoneNotes.noteStart(bulkId, kind, selection, note);
      await client.invalidateQueries({ queryKey: ['bulk.recent'] });
      onStarted();
      onClose();
    } catch (failure) {
      setError(failure);
      setStarting(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={texts.titles[kind](count)}
      description={texts.undoHint}
      size="md"
      beginsAt="first-field"
      footer={
        <>
          <Button onClick={onClose}>{texts.keep(kind, count)}</Button>
          <Button
            variant={kind === 'cancel' ? 'danger' : 'primary'}
            disabled={!isCurrent || changed.length === 0}
            pending={starting}
            onClick={() => void start()}
          >
            {texts.confirm[kind](isCurrent ? changed.length : count)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {kind === 'move' && <MoveFields values={values} onChange={setValues} />}
        {kind !== 'remind' && changed.some(({ told }) => told.length > 0) && (
          <TextArea
            label={texts.note}
            hint={texts.noteHint}
            optional
            rows={2}
            maxLength={LIMITS.cancelNote}
            value={note}
            onChange={event => setNote(event.target.value)}
          />
        )}
        <ErrorBanner title={texts.failed} error={error} />
        {action === undefined ? (
          <p className="text-sm text-muted">{texts.how.missing[values.how]}</p>
        ) : (
          <Loaded query={query} failed={texts.previewFailed} skeleton={<PreviewSkeleton />}>
            {preview => (
              <div
                aria-busy={!isCurrent || undefined}
                className={classNames('flex flex-col gap-4', !isCurrent && 'opacity-60')}
              >
                <PreviewList kind={kind} preview={preview} rounds={rounds} />
              </div>
            )}
          </Loaded>
        )}
      </div>
    </Dialog>
  );
}

function sectionsOf({ interviews }: Preview) {
  return {
    refused: interviews.filter(({ refusal }) => refusal),
    unchanged: interviews.filter(({ isUnchanged }) => isUnchanged),
    changed: interviews.filter(({ refusal, isUnchanged }) => !refusal && !isUnchanged),
  };
}

interface PreviewListProps extends Pick<BulkDialogProps, 'kind' | 'rounds'> {
  preview: Preview;
}

function PreviewList({ kind, preview, rounds = false }: PreviewListProps) {
  const { interviews, total, sendsMail } = preview;
  const { refused, unchanged, changed } = sectionsOf(preview);
  const busy = changed.filter(one => one.busy).length;
  const told = changed.flatMap(one => one.told);
  const candidates = told.filter(({ role }) => role === 'candidate').length;
  const mails = rounds && kind !== 'remind' && candidates > 0 ? told.length - candidates + 1 : told.length;
  return (
    <>
      <p role="status" className="text-sm font-medium">
        {changed.length > 0 ? texts.summary.will(kind, changed.length, mails) : texts.summary.nothing}
      </p>
      {total > interviews.length && <Banner>{texts.summary.tooMany(BULK_MAX, total)}</Banner>}
      {!sendsMail && kind !== 'remind' && changed.length > 0 && (
        <Banner tone="warning">{texts.summary.noMail}</Banner>
      )}
      {busy > 0 && <Banner tone="warning">{texts.summary.busy(busy)}</Banner>}
      <Section title={texts.sections.refused(kind, refused.length)} rows={refused} sendsMail={sendsMail} />
      <Section title={texts.sections.changed[kind](changed.length)} rows={changed} sendsMail={sendsMail} />
      <Section title={texts.sections.unchanged(unchanged.length)} rows={unchanged} sendsMail={sendsMail} />
    </>
  );
}

interface SectionProps {
  title: string;
  rows: readonly BulkPreview[];
  sendsMail: boolean;
}

function Section({ title, rows, sendsMail }: SectionProps) {
  const [all, setAll] = useState(false);
  const now = useNow(60_000);
  if (rows.length === 0) return null;
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      <ul className="divide-y divide-line rounded-card border border-line">
        {(all ? rows : rows.slice(0, FEW)).map(row => (
          <PreviewRow key={row.interviewId} row={row} now={now} sendsMail={sendsMail} />
        ))}
      </ul>
      {!all && rows.length > FEW && (
        <Button variant="quiet" size="sm" className="self-start" onClick={() => setAll(true)}>
          {texts.showAll(rows.length)}
        </Button>
      )}
    </section>
  );
}

function PreviewRow({ row, now, sendsMail }: { row: BulkPreview; now: number; sendsMail: boolean }) {
  const { candidateNames, title, scheduledAt, to, told, untold = [], refusal, isTwice, isUnchanged } = row;
  const elsewhere = formatElsewhere(to ?? scheduledAt, row.timeZone);
  return (
    <li className="flex flex-col gap-0.5 px-3 py-2 text-sm">
      <span className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 flex-1 basis-40 truncate">
          <span className="font-medium">
            {formatList(candidateNames) || interviewListTexts.list.noCandidate}
          </span>
          <span className="text-muted">, {title}</span>
        </span>
        <span className="text-xs text-muted tabular-nums">
          {to === undefined || isUnchanged ? (
            formatDayTime(scheduledAt, now)
          ) : (
            <>
              <span className="sr-only">{texts.from(formatDayTime(scheduledAt, now))}. </span>
              <span aria-hidden className="line-through">
                {formatDayTime(scheduledAt, now)}
              </span>
            </>
          )}
        </span>
      </span>
      {to !== undefined && !isUnchanged && (
        <span className="tabular-nums">
          {texts.to(formatDayTime(to, now))}
          {elsewhere && <span className="text-muted">, {elsewhere}</span>}
        </span>
      )}
      {to !== undefined && !isUnchanged && isWeekend(to, row.timeZone) && (
        <span className="text-xs text-warning-ink">{texts.weekend(formatWeekday(to, row.timeZone))}</span>
      )}
      {isTwice && <span className="text-xs text-warning-ink">{texts.twice}</span>}
      {row.busy?.map(({ name, from, to: until, title: other }) => (
        <Conflict key={name}>{workloadTexts.busyPerson(name, from, until, ownZone(), other)}</Conflict>
      ))}
      {refusal ? (
        <span className="text-xs text-warning-ink">{refusalText(refusal)}</span>
      ) : (
        sendsMail &&
        !isUnchanged && (
          <>
            <span className="text-xs text-muted">{told.length > 0 ? texts.told(told) : texts.notTold}</span>
            {untold.length > 0 && <span className="text-xs text-warning-ink">{texts.untold(untold)}</span>}
          </>
        )
      )}
    </li>
  );
}

function PreviewSkeleton() {
  return (
    <Skeletons className="gap-3">
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-40 w-full" />
    </Skeletons>
  );
}
