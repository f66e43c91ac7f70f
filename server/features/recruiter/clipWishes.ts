import type { InterviewState } from '../../../shared/interview/state.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import { SilentClip } from '../../../shared/recruiter/clip.ts';
import type { LineKey } from '../../../shared/recruiter/lineKey.ts';
import { linesOf, PRACTICE_LINES } from '../../../shared/recruiter/lines.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { Pace, RecruiterVoice } from '../../../shared/recruiter/settings.ts';
import type { ClipWish } from './clips/clipWish.ts';

/** A person's recordings for lines of a kit: SHA-256 of the file by the line's words. */
export type Recordings = ReadonlyMap<string, string>;

/** How the lines of one interview are to sound. */
export interface Manner {
  kit: InterviewKit;
  voice: RecruiterVoice;
  pace: Pace;
  /** Whether it begins with a practice question. */
  practice: boolean;
}

/** Undefined where the virtual recruiter does not hold the interview. */
export function mannerOf(state: InterviewState): Manner | undefined {
  const { recruiter, rubric } = state;
  if (!recruiter || !rubric) return undefined;
  const { voice, pace, practice } = recruiter.settings;
  return {
    kit: rubric.chosen.kit,
    voice,
    pace: candidateOf(state)?.accommodations?.pace ?? pace,
    practice,
  };
}

/** Every line with the clip it wants, in the order in which they are likely to be needed. */
export function wishesOf(manner: Manner, recordings: Recordings): Map<LineKey, ClipWish> {
  const lines = linesOf(manner.kit).filter(({ key }) => manner.practice || !PRACTICE_LINES.has(key));
  return new Map(lines.map(({ key, text }) => [key, wishFor(text, manner, recordings)]));
}

/** A person's voice goes before any other. */
export function wishFor(text: string, { voice, pace }: Manner, recordings: Recordings): ClipWish {
  const fileSha256 = recordings.get(text);
  if (fileSha256 !== undefined) return { kind: 'recording', fileSha256, text };
  return { kind: 'line', text, voice, pace };
}

export const SILENT_WISHES: readonly ClipWish[] = SilentClip.options.map(clip => ({ kind: 'silent', clip }));
