import type { ClaimOutcome } from '../../server/store/evaluationClaimStore.ts';
import { evaluationRow, type NewEvaluation } from '../../server/store/evaluationStore.ts';
import type { Store } from '../../server/store/store.ts';
import type { InterviewId, SeatId, UserId } from '../../shared/ids.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { newInterviewId, newSeatId } from './interviewLog.ts';

const HOUR_MS = 3_600_000;
/** Most rows that one statement can insert. */
const AT_ONCE = 500;

/** Returns rows of waiting interviews, due in the hours around `now`, some at the same moment. */
export function waitingEvaluations(count: number, now: number): NewEvaluation[] {
  return Array.from({ length: count }, (_, index) => {
    const promisedAt = now + ((index * 7) % 96) * HOUR_MS - 24 * HOUR_MS;
    return {
      interviewId: newInterviewId(),
      kind: 'practice',
      kitId: KitId.parse(`kit-${index % 12}`),
      role: `Role ${index % 12}`,
      locale: index % 3 === 0 ? 'de' : 'en',
      length: 'short',
      questions: 3,
      minutes: 12,
      candidate: 'Candidate 7F3',
      endedAt: promisedAt - 48 * HOUR_MS,
      promisedAt,
      promised: true,
      report: true,
      stage: 'rate',
      closedBecause: undefined,
      closedDetail: undefined,
      asked: true,
      ratable: true,
      raters: 1,
      locked: 0,
      waitsFor: [],
      seenSeq: 1,
    };
  });
}

/** Inserts the rows with the columns of their interviews that the database requires. */
export async function addWaiting({ database }: Store, rows: readonly NewEvaluation[]): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE);
    await database.kysely
      .insertInto('interviews')
      .values(
        part.map(({ interviewId, kitId, role, endedAt, seenSeq }) => ({
          interviewId,
          kitId,
          lastSeq: seenSeq,
          followedSeq: seenSeq,
          title: role,
          jobRole: role,
          scheduledAt: endedAt,
          plannedMinutes: 15,
          phase: 'ended',
          presentCandidate: 0,
          presentInterviewer: 0,
          presentEvaluator: 0,
          presentObserver: 0,
          heldByRecruiter: 1,
          scorecardsOpen: 0,
          practice: 'evaluation',
          answers: 3,
        })),
      )
      .execute();
    await database.kysely.insertInto('evaluations').values(part.map(evaluationRow)).execute();
  }
}

/** Inserts one waiting interview, due a day before `now` if the changes don't say otherwise. */
export async function addEvaluation(
  store: Store,
  now: number,
  changes: Partial<NewEvaluation> = {},
): Promise<InterviewId> {
  const interviewId = newInterviewId();
  const rows = waitingEvaluations(1, now).map(row => ({ ...row, locale: 'en', interviewId, ...changes }));
  await addWaiting(store, rows);
  return interviewId;
}

/** Claims an interview for a member on a new seat. */
export function claimEvaluation(store: Store, interviewId: InterviewId, userId: UserId, changes = {}) {
  return store.evaluationClaims.claim({
    interviewId,
    userId,
    seatId: newSeatId(),
    shadow: false,
    invited: 0,
    ...changes,
  });
}

/** Returns the seat of a claim. Throws if the interview wasn't claimed. */
export function claimedSeat(outcome: ClaimOutcome): SeatId {
  if (outcome.outcome !== 'claimed') throw new Error(`It is ${outcome.outcome}.`);
  return outcome.seatId;
}
