import type { InterviewEvent } from '../../../../shared/interview/events.ts';
import { reduce } from '../../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';

/** One event of a log, with the interview before and after it. */
export interface LogStep {
  readonly event: InterviewEvent;
  readonly before: InterviewState;
  readonly after: InterviewState;
}

/** A whole log, step by step. */
export function logStepsOf(events: readonly InterviewEvent[]): LogStep[] {
  const steps: LogStep[] = [];
  let before: InterviewState | undefined;
  for (const event of events) {
    const after: InterviewState = reduce(before, event);
    if (before) steps.push({ event, before, after });
    before = after;
  }
  return steps;
}
