import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { Span } from '../../../../shared/recording/finished.ts';
import type { RecordingClock } from '../../../../shared/recording/recordingClock.ts';
import type { Caption } from '../../../../shared/recording/review.ts';
import { spanAt } from '../../../../shared/recording/spans.ts';
import { textOfLine } from '../../../../shared/recruiter/lines.ts';
import type { Said } from '../../../../shared/recruiter/recruiterState.ts';
import type { LogStep } from './logSteps.ts';

/** A time in which one clip ran without a break. Server time, epoch milliseconds. */
interface Run {
  said: Said;
  startedAt: number;
}

/**
 * What the virtual recruiter said, word for word, when it was heard. A line that was interrupted ends there, and goes on where it was taken
 * up again. A line without a clip is there for as long as it could be read. Only what was recorded is here.
 */
export function recruiterCaptions(
  steps: readonly LogStep[],
  stretches: readonly Span[],
  clock: RecordingClock,
): Caption[] {
  const captions: Caption[] = [];
  let run: Run | undefined;
  for (const { event, before, after } of steps) {
    const said = saidIn(after);
    if (run && said && isSameRun(run.said, said)) continue;
    if (run) captions.push(...captionsOf(run, event.at, before));
    run = said && { said, startedAt: said.startedAt ?? event.at };
  }
  const last = steps.at(-1);
  if (run && last) captions.push(...captionsOf(run, Number.POSITIVE_INFINITY, last.after));
  return captions.flatMap(caption => onTimeline(caption, stretches, clock));
}

/** The line that is being said or shown right now. */
function saidIn({ recruiter }: InterviewState): Said | undefined {
  const said = recruiter?.said;
  if (!said || recruiter.stage.name !== 'speaking') return undefined;
  return said.clip === 'missing' || (said.clip === 'playing' && said.startedAt !== undefined)
    ? said
    : undefined;
}

function isSameRun(a: Said, b: Said): boolean {
  return a.utterance === b.utterance && a.startedAt === b.startedAt;
}

/** In server time. */
function captionsOf({ said, startedAt }: Run, endedAt: number, state: InterviewState): Caption[] {
  if (said.clip === 'missing') {
    const text = (state.rubric && textOfLine(state.rubric.chosen.kit, said.line)) ?? '';
    const stage = state.recruiter?.stage;
    const readUntil = stage?.name === 'speaking' ? stage.readUntil : undefined;
    return [{ fromMs: startedAt, toMs: Math.min(endedAt, readUntil ?? endedAt), text }];
  }
  return said.cues
    .filter(({ toMs }) => toMs > said.fromMs)
    .map(({ fromMs, toMs, text }) => ({
      fromMs: Math.max(startedAt, startedAt + fromMs - said.fromMs),
      toMs: Math.min(endedAt, startedAt + toMs - said.fromMs),
      text,
    }))
    .filter(({ fromMs, toMs }) => toMs > fromMs);
}

function onTimeline(caption: Caption, stretches: readonly Span[], { zeroAt }: RecordingClock): Caption[] {
  const fromMs = Math.round(caption.fromMs - zeroAt);
  const stretch = spanAt(stretches, fromMs);
  if (!stretch) return [];
  return [
    {
      fromMs,
      toMs: Math.max(fromMs, Math.min(Math.round(caption.toMs - zeroAt), stretch.toMs)),
      text: caption.text,
    },
  ];
}
