import type { InterviewEvent } from '../../../../shared/interview/events.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { VoiceState } from '../../../../shared/media/voice.ts';
import type { Span } from '../../../../shared/recording/finished.ts';
import type { Review } from '../../../../shared/recording/review.ts';
import { deliveryOf } from './delivery.ts';
import { chaptersOf, type LogStep, logStepsOf, recruiterCaptions } from './reviewTimeline.ts';

/**
 * Returns the candidate's delivery in a finished interview that wasn't recorded, by the voice that the
 * virtual recruiter heard live. Undefined if it heard none.
 */
export function liveDeliveryOf(
  { endedAt, openedAt, rubric }: InterviewState,
  events: readonly InterviewEvent[],
): Review['delivery'] {
  if (openedAt === undefined || endedAt === undefined || !rubric) return undefined;
  const clock = { zeroAt: openedAt, durationMs: endedAt - openedAt };
  const whole = { fromMs: 0, toMs: clock.durationMs };
  const steps = logStepsOf(events);
  const voice = voiceIn(steps, clock);
  const candidate = spansOf(voice, 'speaking');
  if (candidate.length === 0) return undefined;
  const recruiter = recruiterCaptions(steps, [whole], clock);
  const heard = { candidate, others: [recruiter], unheard: spansOf(voice, 'absent') };
  return deliveryOf(heard, chaptersOf(steps, rubric.chosen.kit, clock), clock.durationMs);
}

type VoiceSpan = Span & { state: VoiceState };

/** Returns what was heard of the candidate from the opening to the end, without gaps. */
function voiceIn(
  steps: readonly LogStep[],
  { zeroAt, durationMs }: { zeroAt: number; durationMs: number },
): VoiceSpan[] {
  const spans: VoiceSpan[] = [];
  let current: VoiceSpan = { fromMs: 0, toMs: durationMs, state: 'absent' };
  for (const { event } of steps) {
    if (event.kind !== 'recruiter.stepped' || event.payload.input.type !== 'voice') continue;
    const { agoMs, state } = event.payload.input;
    const fromMs = Math.min(durationMs, Math.max(current.fromMs, event.at - agoMs - zeroAt));
    spans.push({ ...current, toMs: fromMs });
    current = { fromMs, toMs: durationMs, state };
  }
  return [...spans, current].filter(({ fromMs, toMs }) => toMs > fromMs);
}

function spansOf(voice: readonly VoiceSpan[], wanted: VoiceState): Span[] {
  return voice.filter(({ state }) => state === wanted).map(({ fromMs, toMs }) => ({ fromMs, toMs }));
}
