import type { Caption } from '../../../shared/recruiter/recruiterView.ts';

interface SpokenWords {
  /** What the recruiter has said of the line so far. */
  text: string;
  /** True when the whole line was said. */
  whole: boolean;
  /** Server time of the next words. Absent if the view changes first. */
  until?: number;
}

/** Returns the words of the virtual recruiter's line up to `now` (server time), exactly as written. */
export function spokenWords({ spoken, text }: Caption, now: number): SpokenWords {
  if (!spoken) return { text, whole: true };
  const { startedAt, fromMs, cues } = spoken;
  const atMs = startedAt === undefined ? fromMs : fromMs + Math.max(0, now - startedAt);
  const said = cues.filter(cue => cue.fromMs <= atMs);
  if (said.length === cues.length) return { text, whole: true };
  const next = cues[said.length];
  return {
    text: said.map(cue => cue.text).join(' '),
    whole: false,
    ...(next && startedAt !== undefined && { until: startedAt + next.fromMs - fromMs }),
  };
}
