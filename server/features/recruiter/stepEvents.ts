import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { RecruiterInput } from '../../../shared/recruiter/inputs.ts';
import { recruiterContextOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { RecruiterState } from '../../../shared/recruiter/recruiterState.ts';
import { step } from '../../../shared/recruiter/step.ts';
import { ENGINE_RULES, OLDEST_RUNNING_RULES } from '../../../shared/recruiter/timing.ts';

/** Returns the events for an input at time `at`: the input and its effects. Empty if nothing changes. */
export function stepEvents(state: InterviewState, input: RecruiterInput, at: number): NewEvent[] {
  const { recruiter, phase } = state;
  const context = recruiter && recruiterContextOf(state);
  if (!recruiter || !context || phase !== 'open') return [];
  const rules = Math.max(recruiter.rules ?? ENGINE_RULES, OLDEST_RUNNING_RULES);
  const next = step(recruiter, input, at, context, rules);
  if (next.state === recruiter && next.effects.length === 0) return [];
  const payload = { input: withReading(input, recruiter, next.state, at), rules };
  return [{ kind: 'recruiter.stepped', payload }, ...next.effects];
}

/** Adds a line's reading time to an input if it has no clip, because later versions may change the text. */
function withReading(
  input: RecruiterInput,
  before: RecruiterState,
  { stage }: RecruiterState,
  at: number,
): RecruiterInput {
  if (input.type !== 'time' && input.type !== 'play.failed') return input;
  if (stage.name !== 'speaking' || stage.readUntil === undefined || stage === before.stage) return input;
  return { ...input, readingMs: stage.readUntil - at };
}
