import type { InterviewState } from '../../../shared/interview/state.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { ToldFacts, ToldSeat, ToldSeatStore } from '../../store/toldSeatStore.ts';
import { type DueLetter, dueLetters, isSame } from './dueLetters.ts';

/** A letter that is due, with what its recipient was told before. */
export interface Due {
  state: InterviewState;
  letter: DueLetter;
  before: ToldSeat | undefined;
}

export function dueOf(state: InterviewState, letter: DueLetter, known: readonly ToldSeat[]): Due {
  return { state, letter, before: known.find(({ seatId }) => seatId === letter.seatId) };
}

/**
 * Returns the letters that one message tells, in order. A candidate is told together about rounds that were created
 * together, as far as the letters are due and say the same: all invite, or all tell of a move or cancellation by the
 * same person with the same note (`newsOf`).
 */
export async function withOtherRounds(
  own: Due,
  { told, interviews }: { told: ToldSeatStore; interviews: Pick<Interviews, 'read'> },
  { newsOf, now }: { newsOf: (due: Due) => Promise<string>; now: number },
): Promise<Due[]> {
  const { interviewId, loop } = own.state;
  if (!loop || !isOfRounds(own)) return [own];
  const { reason, address } = own.letter;
  const rounds = [own];
  for (const other of await told.roundsOf(loop.loopId)) {
    if (other === interviewId) continue;
    // In this order, so that the state isn't older than what was told.
    const known = await told.of(other);
    const state = await interviews.read(other);
    if (state.hasNewerEvents) continue;
    const due = dueLetters(known, state, now).map(letter => dueOf(state, letter, known));
    for (const one of due.filter(isOfRounds))
      if (
        one.letter.reason === reason &&
        one.letter.address === address &&
        (await newsOf(one)) === (await newsOf(own))
      )
        rounds.push(one);
  }
  return rounds.toSorted((a, b) => (a.state.loop?.number ?? 0) - (b.state.loop?.number ?? 0));
}

/** True for what a candidate is told about a round as a whole, if its time is set by staff. */
function isOfRounds({ state, letter: { seatId, reason, facts, before } }: Due): boolean {
  const isSet = !facts.choose && facts.changeableUntil === undefined;
  if (!isSet || state.seats[seatId]?.role !== 'candidate') return false;
  if (reason === 'invitation') return true;
  if (reason === 'cancellation') return state.phase === 'cancelled';
  return before !== undefined && isOnlyMoved(before, facts);
}

function isOnlyMoved(before: ToldFacts, facts: ToldFacts): boolean {
  const { scheduledAt } = facts;
  return before.scheduledAt !== scheduledAt && isSame({ ...before, scheduledAt }, facts);
}
