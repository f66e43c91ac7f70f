import type { PracticeLength, PracticePurpose } from '../../shared/practice/practice.ts';

export const practiceLengths: Record<PracticeLength, string> = {
  question: 'One question',
  short: 'Short practice',
  full: 'Full interview',
};

/** Who can watch a recording. */
export const watchers: Record<PracticePurpose, string> = {
  self: 'Only people who have your page’s address can watch.',
  evaluation: 'You can watch, and so can the people who evaluate practice interviews here.',
};

/** For how many days recordings are kept; `forever`: until they are deleted; undefined where that is not known here. */
export type Kept = number | 'forever' | undefined;

/** How long recordings stay. */
export function keptWords(kept: Kept): string {
  if (kept === undefined) return 'You can delete the recording at any time.';
  if (kept === 'forever') return 'Recordings stay until you delete them.';
  return `Recordings are deleted after ${kept} ${kept === 1 ? 'day' : 'days'}, or earlier if you delete them.`;
}
