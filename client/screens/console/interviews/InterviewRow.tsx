import { Bot, CircleAlert, CircleCheck } from 'lucide-react';
import { type Attendance, missedOf } from '../../../../shared/interview/attendance.ts';
import { formatList } from '../../../../shared/intl.ts';
import type { InterviewSummary } from '../../../../shared/protocol/interviewList.ts';
import type { ListedRole } from '../../../../shared/roles.ts';
import { classNames } from '../../../components/ui/classNames.ts';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { recruiterSetup } from '../../../texts/recruiterSetup.ts';
import {
  formatDayAlone,
  formatDistance,
  formatMoment,
  formatTime,
  startOfDay,
} from '../../../texts/times.ts';
import { ListRow, type ListRowProps } from '../ListPage.tsx';
import { InterviewStatusBadge } from './InterviewStatusBadge.tsx';
import { dayOf, timeOf } from './listedTime.ts';
import { SelectBox } from './SelectBox.tsx';
import type { Selection } from './useSelection.ts';

type InterviewRowProps = Omit<ListRowProps, 'onKeyDown'> & {
  interview: InterviewSummary;
  /** Search part of the address, which the link keeps. */
  search: string;
  /** Present while rows can be selected. */
  selection?: Selection | undefined;
};

export function InterviewRow({ interview, now, search, selection, ...row }: InterviewRowProps) {
  const names = formatList(interview.candidateNames) || interviewListTexts.list.noCandidate;
  const day = dayOf(interview, now);
  const isToday = startOfDay(interview.scheduledAt) === startOfDay(now);
  return (
    <ListRow
      {...row}
      before={selection && <SelectBox interview={interview} selection={selection} />}
      to={{ pathname: `/console/interviews/${interview.interviewId}`, search }}
      className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3"
    >
      <span className="flex flex-col text-sm tabular-nums">
        <span className="font-medium">{timeOf(interview)}</span>
        <span className="text-xs leading-5 text-muted">
          {isToday && interview.status !== 'unscheduled'
            ? interviewPageTexts.detail.minutes(interview.plannedMinutes)
            : day}
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
              <Bot className="size-3.5 shrink-0 text-accent-ink" />
              <span className="shrink-0 font-medium text-accent-ink">{recruiterSetup.held}</span>
            </>
          )}
          <span className="truncate">{interview.title}</span>
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
          <InterviewStatusBadge status={interview.status} />
          <Steps interview={interview} now={now} />
        </span>
      </span>
    </ListRow>
  );
}

const TASK_STYLES: Record<InterviewTask['urgency'], string> = {
  attention: 'text-warning-ink font-medium',
  live: 'text-success-ink font-medium',
  good: 'text-success-ink',
  quiet: 'text-muted',
};

export function TaskLine({ task }: { task: InterviewTask | undefined }) {
  if (!task) return null;
  return (
    <span
      className={classNames('flex min-w-0 items-center gap-1.5 text-xs leading-5', TASK_STYLES[task.urgency])}
    >
      {task.urgency === 'attention' && <CircleAlert className="size-3.5 shrink-0" />}
      {task.urgency === 'good' && <CircleCheck className="size-3.5 shrink-0" />}
      <span className="min-w-0">{task.text}</span>
    </span>
  );
}

/** What is left to do, and with which interview this one overlaps. */
export function Steps({ interview, now }: { interview: InterviewSummary; now: number }) {
  return (
    <>
      <TaskLine task={stepOf(interview, now)} />
      <TaskLine task={overlapOf(interview)} />
    </>
  );
}

export function overlapOf({ overlap }: Pick<InterviewSummary, 'overlap'>): InterviewTask | undefined {
  if (!overlap) return undefined;
  const { title, scheduledAt, person } = overlap;
  return {
    urgency: 'attention',
    text: interviewListTexts.next.overlaps(title, formatTime(scheduledAt), person),
  };
}

const texts = interviewListTexts.tasks;
const SOON_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
type InterviewTask = { urgency: 'attention' | 'live' | 'good' | 'quiet'; text: string };

/** Returns what is left to do, or undefined when nothing is. */
export function stepOf(interview: InterviewSummary, now: number): InterviewTask | undefined {
  const trouble = troubleOf(interview, now);
  if (trouble) return trouble;
  const { due, locked } = interview.rating;
  switch (interview.status) {
    case 'unscheduled':
      return choiceOf(interview, now);
    case 'scheduled':
    case 'waiting':
    case 'live':
      return taskOf(interview, now);
    case 'rating-due':
      return { urgency: 'attention', text: interviewListTexts.next.ratingsMissing(due) };
    case 'rated':
    case 'decided':
      return locked > 0 ? { urgency: 'quiet', text: interviewListTexts.next.ratingsIn(locked) } : undefined;
    default:
      return undefined;
  }
}

/** Warns that the candidate may not know of the interview, until its start is what matters. */
function troubleOf(
  { status, invitation, scheduledAt }: InterviewSummary,
  now: number,
): InterviewTask | undefined {
  if (!invitation || (status !== 'unscheduled' && scheduledAt - now <= 0)) return undefined;
  return { urgency: 'attention', text: interviewListTexts.next.invitation[invitation] };
}

/** The time of an interview without one is the latest that the candidate can choose. */
function choiceOf({ scheduledAt }: InterviewSummary, now: number): InterviewTask {
  const { chooses, choseNothing } = interviewListTexts.next;
  return now < scheduledAt
    ? { urgency: 'quiet', text: chooses(formatDayAlone(scheduledAt, now)) }
    : { urgency: 'attention', text: choseNothing };
}

export function taskOf(interview: InterviewSummary, now: number): InterviewTask {
  const { phase, scheduledAt } = interview;
  if (phase === 'cancelled') return { urgency: 'quiet', text: texts.cancelled };
  const missed = missedOf(attendanceOf(interview), now);
  if (missed) return { urgency: 'quiet', text: interviewListTexts.missed[missed] };
  if (phase === 'ended') return { urgency: 'quiet', text: texts.ended };
  if (phase === 'open') return { urgency: 'live', text: texts.live(presentCount(interview.present)) };
  if (interview.candidateNames.length === 0) return { urgency: 'attention', text: texts.addCandidate };
  if (interview.heldByRecruiter) return recruiterTask(interview, now);
  const candidate = interview.present.candidate > 0;
  const interviewer = interview.present.interviewer > 0;
  if (candidate && interviewer) return { urgency: 'good', text: texts.ready };
  if (candidate) return { urgency: 'attention', text: texts.candidateAlone };
  if (interviewer) return { urgency: 'quiet', text: texts.interviewerOnly };
  if (interview.candidateJoined) return { urgency: 'quiet', text: texts.onBreak };
  const untilStart = scheduledAt - now;
  if (untilStart <= 0)
    return { urgency: 'attention', text: texts.overdue(Math.floor(-untilStart / MINUTE_MS)) };
  if (untilStart <= SOON_MS) {
    return { urgency: 'attention', text: texts.nobodySoon(Math.ceil(untilStart / MINUTE_MS)) };
  }
  return { urgency: 'quiet', text: texts.planned(formatDistance(scheduledAt, now)) };
}

function recruiterTask(
  { present, scheduledAt, window, candidateJoined }: InterviewSummary,
  now: number,
): InterviewTask {
  const words = recruiterSetup.tasks;
  if (present.candidate > 0) return { urgency: 'good', text: words.candidateHere };
  if (candidateJoined) return { urgency: 'quiet', text: texts.onBreak };
  const untilStart = scheduledAt - now;
  if (untilStart <= 0) {
    const text = window ? words.overdueUntil(formatMoment(window.closesAt, now)) : words.overdue;
    return { urgency: 'attention', text };
  }
  if (untilStart <= SOON_MS)
    return { urgency: 'quiet', text: words.noCandidateSoon(Math.ceil(untilStart / MINUTE_MS)) };
  return { urgency: 'quiet', text: texts.planned(formatDistance(scheduledAt, now)) };
}

function attendanceOf(interview: InterviewSummary): Attendance {
  const { present, candidateNames } = interview;
  return {
    ...interview,
    hasCandidate: candidateNames.length > 0,
    candidateHere: present.candidate > 0,
    interviewerHere: present.interviewer > 0,
  };
}

function presentCount(present: Record<ListedRole, number>): number {
  return Object.values(present).reduce((sum, count) => sum + count, 0);
}
