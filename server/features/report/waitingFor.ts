import type { InterviewState } from '../../../shared/interview/state.ts';
import type { OpenedReport } from '../../../shared/protocol/reportRoutes.ts';
import {
  hasSomethingToRate,
  isRater,
  lockedScorecards,
  scorecardsOpen,
} from '../../../shared/rubric/scorecardOpening.ts';
import type { ListedAttempt } from '../../store/practiceStore.ts';

interface Wait {
  state: InterviewState | undefined;
  attempt: ListedAttempt | undefined;
  queue: { promisedAt: number | undefined; stage: string } | undefined;
  /** Hours from the interview's end to the promised report. Undefined if nothing is promised. */
  promiseHours: number | undefined;
  now: number;
}

const HOUR_MS = 60 * 60 * 1_000;

export function waitingFor({ state, attempt, queue, promiseHours, now }: Wait): OpenedReport {
  const role = attempt?.role ?? state?.rubric?.chosen.kit.role ?? state?.jobRole ?? '';
  const reason = reasonAgainst(state, attempt, queue?.stage);
  if (reason) return { state: 'impossible', role, reason };
  const defaultPromise =
    promiseHours === undefined ? undefined : (state?.endedAt ?? now) + promiseHours * HOUR_MS;
  const promisedAt = queue ? queue.promisedAt : defaultPromise;
  return { state: 'waiting', role, ...(promisedAt !== undefined && { promisedAt }), step: stepOf(state) };
}

function reasonAgainst(
  state: InterviewState | undefined,
  attempt: ListedAttempt | undefined,
  stage: string | undefined,
): Extract<OpenedReport, { state: 'impossible' }>['reason'] | undefined {
  if (attempt?.purpose === 'self') return 'not-asked';
  if (!state || (state.phase !== 'ended' && state.phase !== 'cancelled')) return undefined;
  if (lockedScorecards(state).length > 0) return undefined;
  const { recording, rubric } = state;
  const wasRatedLive = Object.values(state.seats).some(seat => isRater(seat) && seat.tookPart);
  const answered = Object.keys(rubric?.questions ?? {}).length > 0;
  if (stage !== 'closed' && answered && (wasRatedLive || hasSomethingToRate(state))) return undefined;
  return (recording?.erased.length ?? 0) > 0 ? 'erased' : 'nothing-recorded';
}

function stepOf(state: InterviewState | undefined): Extract<OpenedReport, { state: 'waiting' }>['step'] {
  if (!state) return 'queued';
  if (scorecardsOpen(state)) return 'written';
  const claims = Object.entries(state.evaluation?.claims ?? {});
  const isRated =
    lockedScorecards(state).length > 0 || claims.some(([, { shadow, released }]) => !shadow && !released);
  return isRated ? 'rated' : 'queued';
}
