import type { InterviewEvent } from '../interview/events.ts';
import type { InterviewState } from '../interview/state.ts';
import { candidateOf, hereOf, recruiterContextOf } from './recruiterContextOf.ts';
import { newRecruiter, type RecruiterState } from './recruiterState.ts';
import { type RoomInput, step } from './step.ts';

/** Returns the recruiter's state after an event. Drops steps' effects, which the log has as events. */
export function reduceRecruiter(
  before: InterviewState,
  after: InterviewState,
  event: InterviewEvent,
): RecruiterState | undefined {
  if (event.kind === 'recruiter.assigned') {
    const { settings } = event.payload;
    // Changing the settings keeps the progress of the interview.
    return settings && { ...(before.recruiter ?? newRecruiter(settings)), settings };
  }
  const { recruiter } = after;
  const context = recruiter && recruiterContextOf(after);
  if (!recruiter || !context) return recruiter;
  if (event.kind === 'recruiter.stepped') {
    const { input, rules } = event.payload;
    return step(recruiter, input, event.at, context, rules).state;
  }
  if (event.kind === 'answer.written') {
    const { questionId, text } = event.payload;
    // A written answer to a follow-up is appended to the answer to the question.
    const before = recruiter.written[questionId]?.text;
    const whole = before === undefined ? text : `${before}\n\n${text}`;
    return { ...recruiter, written: { ...recruiter.written, [questionId]: { text: whole, at: event.at } } };
  }
  return roomInputs(before, after, recruiter).reduce(
    (current, input) => step(current, input, event.at, context).state,
    recruiter,
  );
}

function roomInputs(before: InterviewState, after: InterviewState, recruiter: RecruiterState): RoomInput[] {
  const inputs: RoomInput[] = [];
  if (after.phase !== before.phase && (after.phase === 'ended' || after.phase === 'cancelled'))
    inputs.push({ type: 'session.ended' });
  const here = hereOf(candidateOf(after));
  if (here !== hereOf(candidateOf(before))) inputs.push({ type: 'candidate', here });
  if (recruiter.stage.name === 'person') {
    const { seatId } = recruiter.stage;
    const inside = isHere(after, seatId);
    if (inside !== isHere(before, seatId)) inputs.push({ type: 'person', seatId, inside });
  }
  return inputs;
}

function isHere(state: InterviewState, seatId: InterviewState['leadSeatId'] & string): boolean {
  const presence = state.seats[seatId]?.presence;
  return presence === 'inside' || presence === 'reconnecting';
}
