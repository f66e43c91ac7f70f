import type { InterviewSummary } from '../../../../shared/protocol/interviewList.ts';
import { unscheduledTexts } from '../../../texts/hours.ts';
import { formatDay, formatDayTime, formatTime } from '../../../texts/times.ts';

type Listed = Pick<InterviewSummary, 'status' | 'scheduledAt'>;

/** Returns the time, or words for an interview that has none yet. */
export function timeOf({ status, scheduledAt }: Listed): string {
  return status === 'unscheduled' ? unscheduledTexts.noTime : formatTime(scheduledAt);
}

/** Returns the day and the time, or until when the candidate can choose one. */
export function dayTimeOf(interview: Listed, now: number): string {
  const { status, scheduledAt } = interview;
  return status === 'unscheduled' ? dayOf(interview, now) : formatDayTime(scheduledAt, now);
}

/** Returns the day, or until when the candidate can choose one. */
export function dayOf({ status, scheduledAt }: Listed, now: number): string {
  const day = formatDay(scheduledAt, now);
  return status === 'unscheduled' ? unscheduledTexts.until(day) : day;
}
