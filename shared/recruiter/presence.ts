import type { SeatId } from '../ids.ts';
import { interrupted, type Moment, type Step, say, unchanged } from './course.ts';
import { isAcknowledgement, stopped } from './floor.ts';
import { lineKeys } from './lines.ts';
import { isInterruptible, type RecruiterContext, type RecruiterState } from './recruiterState.ts';

/** The candidate drops, leaves or comes back. A short drop changes nothing. */
export function onCandidate(
  state: RecruiterState,
  here: RecruiterContext['candidate']['here'],
  moment: Moment,
): Step {
  const { droppedSince: _over, ...whole } = state;
  switch (here) {
    case 'reconnecting':
      return unchanged({ ...state, droppedSince: state.droppedSince ?? moment.at });
    case 'gone':
      return unchanged(leave(state, moment.at));
    case 'inside':
      return comeBack(whole, moment);
  }
}

/** The interview waits for the candidate where it stood. */
export function leave(state: RecruiterState, at: number): RecruiterState {
  const { droppedSince: _known, ...rest } = state;
  const { stage } = rest;
  if (stage.name === 'before') return { ...rest, stage: { name: 'before' } };
  if (!isInterruptible(stage)) return rest;
  return { ...stopped(interrupted(rest, at), at), stage: { name: 'away', since: at, resume: stage } };
}

function comeBack(state: RecruiterState, moment: Moment): Step {
  const { stage, topic } = state;
  if (stage.name !== 'away') return unchanged(state);
  const { resume: before } = stage;
  // What was being said before the question, or after the answer, is said from its beginning.
  if (before.name === 'speaking' && (before.then !== 'listen' || !topic)) {
    const rest = before.lines.filter(line => !isAcknowledgement(line));
    const lines = [lineKeys.standard('welcomeBackHere'), ...rest];
    return say(state, lines, before.then, moment);
  }
  if (!topic) return say(state, [lineKeys.standard('welcomeBackHere')], 'next', moment);
  return say(state, [lineKeys.standard('welcomeBack'), topic.prompt], 'listen', moment);
}

/** The person who took over leaves or comes back. */
export function onPerson(
  state: RecruiterState,
  { seatId, inside }: { readonly seatId: SeatId; readonly inside: boolean },
  at: number,
): RecruiterState {
  const { stage } = state;
  if (stage.name !== 'person' || stage.seatId !== seatId) return state;
  const { leftSince, ...present } = stage;
  return { ...state, stage: inside ? present : { ...present, leftSince: leftSince ?? at } };
}
