import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { ENGINE_RULES, type RecruiterInput } from '../../../shared/recruiter/inputs.ts';
import { recruiterContextOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { step } from '../../../shared/recruiter/step.ts';

/** What has to be written when an input reaches the recruiter at `at`: the input, and what follows. Nothing where it changes nothing. */
export function stepEvents(state: InterviewState, input: RecruiterInput, at: number): NewEvent[] {
  const { recruiter, phase } = state;
  const context = recruiter && recruiterContextOf(state);
  if (!recruiter || !context || phase !== 'open') return [];
  const next = step(recruiter, input, at, context);
  if (next.state === recruiter && next.effects.length === 0) return [];
  return [{ kind: 'recruiter.stepped', payload: { input, rules: ENGINE_RULES } }, ...next.effects];
}
