import { Bot, CircleAlert, CircleCheck } from 'lucide-react';
import type { KeyboardEventHandler } from 'react';
import { Link } from 'react-router';
import type { InterviewSummary } from '../../../shared/protocol/http.ts';
import { StatusDot } from '../../components/ui/Badge.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { consoleTexts } from '../../texts/console.ts';
import { formatList } from '../../texts/intl.ts';
import { recruiterSetup } from '../../texts/recruiterSetup.ts';
import { formatDay, formatTime, startOfDay } from '../../texts/times.ts';
import { type InterviewTask, taskOf } from './interviewTask.ts';

interface InterviewRowProps {
  interview: InterviewSummary;
  now: number;
  chosen: boolean;
  /** The one row that the Tab key reaches; arrows reach the others. */
  tabStop: boolean;
  onKeyDown: KeyboardEventHandler<HTMLElement>;
}

export function InterviewRow({ interview, now, chosen, tabStop, onKeyDown }: InterviewRowProps) {
  const names = formatList(interview.candidateNames) || consoleTexts.list.noCandidate;
  const day = formatDay(interview.scheduledAt, now);
  const isToday = startOfDay(interview.scheduledAt) === startOfDay(now);
  const over = interview.phase === 'ended' || interview.phase === 'cancelled';
  return (
    <li>
      <Link
        data-row
        to={`/console/interviews/${interview.interviewId}`}
        aria-current={chosen ? 'true' : undefined}
        tabIndex={tabStop ? 0 : -1}
        onKeyDown={onKeyDown}
        className={classNames(
          'grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 rounded-control px-3 py-2.5 transition-colors',
          'focus-visible:outline-offset-[-2px]',
          chosen ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <span className="flex flex-col text-sm tabular-nums">
          <span className="font-medium">{formatTime(interview.scheduledAt)}</span>
          <span className="text-xs leading-5 text-muted">
            {isToday ? consoleTexts.detail.minutes(interview.plannedMinutes) : day}
          </span>
        </span>
        <span className="flex min-w-0 flex-col">
          <span
            className={classNames(
              'truncate text-sm font-medium',
              interview.phase === 'cancelled' && 'text-muted line-through',
            )}
          >
            {names}
          </span>
          <span className="flex min-w-0 items-center gap-1.5 text-xs leading-5 text-muted">
            {interview.heldByRecruiter && (
              <>
                <Bot className="size-3.5 shrink-0 text-accent-ink" aria-hidden="true" />
                <span className="shrink-0 font-medium text-accent-ink">{recruiterSetup.held}</span>
              </>
            )}
            <span className="truncate">{interview.title}</span>
          </span>
          <TaskLine task={taskOf(interview, now)} faint={over} />
        </span>
      </Link>
    </li>
  );
}

const TASK_STYLES: Record<InterviewTask['urgency'], string> = {
  attention: 'text-warning-ink font-medium',
  live: 'text-success-ink font-medium',
  good: 'text-success-ink',
  quiet: 'text-muted',
};

function TaskLine({ task, faint }: { task: InterviewTask; faint: boolean }) {
  return (
    <span
      className={classNames('mt-0.5 flex items-center gap-1.5 text-xs leading-5', TASK_STYLES[task.urgency])}
    >
      {task.urgency === 'attention' && <CircleAlert className="size-3.5 shrink-0" aria-hidden="true" />}
      {task.urgency === 'good' && <CircleCheck className="size-3.5 shrink-0" aria-hidden="true" />}
      {task.urgency === 'live' && <StatusDot tone="ok" />}
      <span className={classNames('min-w-0', faint && 'text-muted')}>{task.text}</span>
    </span>
  );
}
