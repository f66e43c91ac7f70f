import type { InterviewState } from '../../../shared/interview/state.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { ToldSeat, ToldSeatStore } from '../../store/toldSeatStore.ts';
import { type DueLetter, dueLetters } from './dueLetters.ts';

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
 * Returns the letters that one message tells, in order: candidates are invited together to rounds that were
 * created together, as far as these invitations are due.
 */
export async function withOtherRounds(
  own: Due,
  { told, interviews }: { told: ToldSeatStore; interviews: Pick<Interviews, 'read'> },
  now: number,
): Promise<Due[]> {
  const { interviewId, loop } = own.state;
  if (!loop || !isOfRounds(own)) return [own];
  const rounds = [own];
  for (const other of await told.roundsOf(loop.loopId)) {
    if (other === interviewId) continue;
    // In this order, so that the state isn't older than what was told.
    const known = await told.of(other);
    const state = await interviews.read(other);
    if (state.hasNewerEvents) continue;
    const due = dueLetters(known, state, now).map(letter => dueOf(state, letter, known));
    rounds.push(...due.filter(one => isOfRounds(one) && one.letter.address === own.letter.address));
  }
  return rounds.toSorted((a, b) => (a.state.loop?.number ?? 0) - (b.state.loop?.number ?? 0));
}

/** True for an invitation of a candidate to an interview whose time is set by staff. */
function isOfRounds({ state, letter: { seatId, reason, facts } }: Due): boolean {
  const isSet = !facts.choose && facts.changeableUntil === undefined;
  return reason === 'invitation' && isSet && state.seats[seatId]?.role === 'candidate';
}
