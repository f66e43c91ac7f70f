import type { SeatId } from '../../shared/ids.ts';
import type { NewEvent } from '../../shared/interview/events.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import type { NewLink } from '../store/interviewStore.ts';

/** What a command comes to: the facts to write and the answer. Links change in the same transaction as the log. */
export interface Decision<T> {
  events: NewEvent[];
  result: T;
  revokeLinksOf?: SeatId[];
  newLinks?: NewLink[];
  /** Begins the log of a practice attempt, which must still be wanted. */
  ofAttempt?: true;
}

/**
 * Pure: looks at the state, throws an `AppError` or says what happens. It may run more than once, on newer states, when
 * others write at the same time.
 */
export type Decide<T> = (state: InterviewState, now: number) => Decision<T>;
