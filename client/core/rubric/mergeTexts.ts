import { rubricTexts } from '../../texts/rubric.ts';
import { mergeTexts as merge } from '../mergeTexts.ts';

/** Stands between what was written here and what another device wrote into the same note. */
export const NOTE_DIVIDER = `\n\n${rubricTexts.notes.divider}\n`;

/** Two versions of one note; see `client/core/mergeTexts.ts`. */
export function mergeTexts(base: string, mine: string, theirs: string): string {
  return merge(base, mine, theirs, NOTE_DIVIDER);
}
