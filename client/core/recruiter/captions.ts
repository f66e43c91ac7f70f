import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';

export type ShownCaption = { text: string; whole: boolean };

interface CaptionMoment {
  shown?: ShownCaption;
  /** Server time of the next change; absent if the caption stays until the view changes. */
  until?: number;
}

/** True if the caption's line is a question that the answer panel shows. */
export function isShownQuestion({ caption, question }: RecruiterView): boolean {
  const { text, probe, otherWords } = question ?? {};
  return caption !== undefined && [text, probe, otherWords].includes(caption.text);
}

const LINGER_MS = 1_200;

export function captionAt({ caption, turn }: RecruiterView, now: number): CaptionMoment {
  if (!caption) return {};
  const { spoken, text } = caption;
  // A line without sound is shown for as long as the recruiter's turn lasts.
  if (!spoken) return turn === 'speaking' ? { shown: { text, whole: true } } : {};
  const { startedAt, fromMs, cues } = spoken;
  if (startedAt === undefined) return turn === 'speaking' ? pausedAt(cues, fromMs) : {};
  const atMs = fromMs + Math.max(0, now - startedAt);
  const { shown, untilMs } = cueAt(cues, atMs);
  return { ...(shown && { shown }), ...(untilMs !== undefined && { until: startedAt + untilMs - fromMs }) };
}

function pausedAt(cues: Cues, atMs: number): CaptionMoment {
  const cue = cues.findLast(({ fromMs }) => fromMs <= atMs) ?? cues[0];
  return cue ? { shown: { text: cue.text, whole: false } } : {};
}

type Cues = NonNullable<NonNullable<RecruiterView['caption']>['spoken']>['cues'];

function cueAt(cues: Cues, atMs: number): { shown?: ShownCaption; untilMs?: number } {
  const index = cues.findLastIndex(({ fromMs }) => fromMs <= atMs);
  const next = cues[index + 1]?.fromMs;
  const cue = cues[index];
  const goneMs = cue && cue.toMs + LINGER_MS;
  if (!cue || goneMs === undefined || atMs >= goneMs) return next === undefined ? {} : { untilMs: next };
  return {
    shown: { text: cue.text, whole: false },
    untilMs: next === undefined ? goneMs : Math.min(next, goneMs),
  };
}
