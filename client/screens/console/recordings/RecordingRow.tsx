import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RecordingSummary } from '../../../../shared/protocol/recordingRoutes.ts';
import { Badge, StatusDot } from '../../../components/ui/Badge.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { reviewPath } from '../../../core/review/momentAddress.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { formatClock } from '../../../texts/clock.ts';
import { formatList } from '../../../texts/intl.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';
import { reviewTexts } from '../../../texts/review.ts';
import { formatDay, formatDayTime } from '../../../texts/times.ts';
import { RECORDING_LOOKS } from './recordingLook.ts';

const texts = recordingTexts.list;

/** One recording: a row, and on phones a card. */
export function RecordingRow({ recording }: { recording: RecordingSummary }) {
  const now = useNow(60_000);
  const { bytes, candidateNames, durationMs, interviewId, retainUntil, startedAt, state, title } = recording;
  const to = state === 'ready' ? reviewPath(interviewId) : `/console/interviews/${interviewId}`;
  return (
    <tr
      data-recording={recording.recordingId}
      className="border-line transition-colors max-md:flex max-md:flex-col max-md:rounded-card max-md:border max-md:bg-surface max-md:p-4 md:border-b md:last:border-b-0 md:hover:bg-hover"
    >
      <th scope="row" className="text-left font-normal md:py-2.5 md:pr-3 md:pl-4">
        <Link
          to={to}
          className="inline-flex min-h-6 items-center font-medium underline-offset-2 hover:underline"
        >
          {title}
        </Link>
        <p className="text-muted">{formatList(candidateNames)}</p>
      </th>
      <Cell label={texts.columns.state}>
        <State recording={recording} />
      </Cell>
      <Cell label={texts.columns.when}>{nowrap(formatDayTime(startedAt, now))}</Cell>
      <Cell label={texts.columns.length}>{durationMs !== undefined && formatClock(durationMs)}</Cell>
      <Cell label={texts.columns.size}>{bytes > 0 && nowrap(recordingTexts.size(bytes))}</Cell>
      <Cell label={texts.columns.kept}>
        {state !== 'erased' &&
          nowrap(retainUntil === undefined ? texts.forever : formatDay(retainUntil, now))}
      </Cell>
    </tr>
  );
}

/** With what it is at, and why it does not go on. */
function State({ recording: { jobs, state } }: { recording: RecordingSummary }) {
  const { tone, dot } = RECORDING_LOOKS[state];
  const running = jobs.find(job => job.state === 'running');
  const failed = jobs.find(job => job.state === 'failed');
  return (
    <div className="flex flex-col items-start gap-0.5 max-md:items-end max-md:text-right">
      <Badge tone={tone} icon={<StatusDot tone={dot} />}>
        {recordingTexts.states[state]}
      </Badge>
      {failed ? (
        <p className="text-xs text-warning-ink">{reviewTexts.jobs[failed.kind].failed}</p>
      ) : (
        running && (
          <p className="text-xs text-muted tabular-nums">
            {reviewTexts.jobs[running.kind].running}, {reviewTexts.job.percent(running.progress)}
          </p>
        )
      )}
    </div>
  );
}

function nowrap(text: string) {
  return <span className="whitespace-nowrap">{text}</span>;
}

/** `false` is what is not known yet, or not any more: a dash in the table, and no line of a card. */
function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td
      className={classNames(
        'tabular-nums max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:pt-1.5 md:px-2 md:py-2.5 lg:px-3',
        children === false ? 'max-md:hidden' : 'max-md:flex',
      )}
    >
      <span className="text-muted md:hidden">{label}</span>
      {children === false ? texts.unknown : children}
    </td>
  );
}
