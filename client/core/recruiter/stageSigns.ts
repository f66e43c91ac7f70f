import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';

export interface ShownCaption {
  text: string;
  /** The whole line, because nothing is heard of it. */
  whole: boolean;
}

/** What stands over the recruiter's picture at one moment, and when to look again. */
interface CaptionMoment {
  shown?: ShownCaption;
  /** Server time from which something else is shown; absent where only another view changes it. */
  until?: number;
}

/** The last words stay this long after they were heard, unless others follow. */
const LINGER_MS = 1_200;

/** `now` is the server's time, epoch milliseconds, as all times in a view are. */
export function captionAt({ caption, turn }: RecruiterView, now: number): CaptionMoment {
  if (!caption) return {};
  const { spoken, text } = caption;
  // No one hears it, so it stands there for as long as the recruiter takes for it.
  if (!spoken) return turn === 'speaking' ? { shown: { text, whole: true } } : {};
  const { startedAt, fromMs, cues } = spoken;
  if (startedAt === undefined) return turn === 'speaking' ? heldAt(cues, fromMs) : {};
  const atMs = fromMs + Math.max(0, now - startedAt);
  const { shown, untilMs } = cueAt(cues, atMs);
  return {
    ...(shown && { shown }),
    ...(untilMs !== undefined && { until: startedAt + untilMs - fromMs }),
  };
}

/** The words at which it stands still, or with which it will begin. */
function heldAt(cues: Cues, atMs: number): CaptionMoment {
  const cue = cues.findLast(({ fromMs }) => fromMs <= atMs) ?? cues[0];
  return cue ? { shown: { text: cue.text, whole: false } } : {};
}

type Cues = NonNullable<NonNullable<RecruiterView['caption']>['spoken']>['cues'];

/** The words at one position of the clip, in milliseconds, and the position at which they change. */
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

/** How far the ring has closed at `now`, 0 to 1. All times are the server's, epoch milliseconds. */
export function ringFraction({ since, at }: { since: number; at: number }, now: number): number {
  if (at <= since) return 1;
  return Math.min(1, Math.max(0, (now - since) / (at - since)));
}
