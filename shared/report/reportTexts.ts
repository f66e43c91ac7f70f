import type { LockedScorecard } from '../rubric/scorecard.ts';
import type { ReportContent, ReportPoint } from './reportContent.ts';

/** A text of a report. `path`: keys and indexes from the top of the content. */
export interface ReportText {
  path: readonly (string | number)[];
  text: string;
}

/** Returns the author's own texts, in reading order. */
export function ownTexts({ headline, keep, change, lines, tasks }: ReportContent): ReportText[] {
  const texts: ReportText[] = [
    { path: ['headline'], text: headline },
    ...keep.flatMap((point, index) => textsOfPoint(point, ['keep', index])),
    ...change.flatMap((point, index) => textsOfPoint(point, ['change', index])),
    ...Object.entries(lines).map(([questionId, text]) => ({ path: ['lines', questionId], text })),
    ...tasks.map(({ text }, index) => ({ path: ['tasks', index, 'text'], text })),
  ];
  return texts.filter(({ text }) => text.trim() !== '');
}

export function quotations({ keep, change }: ReportContent): ReportText[] {
  const of = (points: readonly ReportPoint[], kind: string) =>
    points.flatMap(({ moment }, index) =>
      moment?.kind === 'quotation' && moment.text.trim() !== ''
        ? [{ path: [kind, index, 'moment'], text: moment.text }]
        : [],
    );
  return [...of(keep, 'keep'), ...of(change, 'change')];
}

/** Returns words as a quotation for a text of the report. */
export function quotationIn(words: string, speaker: string, clock: string): string {
  const quoted = words.replaceAll('“', '‘').replaceAll('”', '’').replaceAll('"', '’');
  return `“${quoted}” (${speaker}, ${clock})`;
}

const QUOTATION = /“[^”]*” \([^()]*, (?:\d+:)?\d{1,2}:\d{2}\)/g;

/** Removes quotations with a time, as from `quotationIn`. */
export function withoutQuotations(text: string): string {
  return text.replace(QUOTATION, '…');
}

/** Returns texts that evaluators wrote and the candidate must not see. */
export function privateTexts(scorecards: readonly LockedScorecard[]): string[] {
  return scorecards
    .flatMap(({ notes, lock, revisions }) => [
      ...Object.values(notes).flatMap(({ text, removed }) => (removed ? [] : [text])),
      lock.summary,
      ...Object.values(revisions).flatMap(list => list.map(({ reason }) => reason)),
    ])
    .filter(text => text.trim() !== '');
}

function textsOfPoint({ seen, action }: ReportPoint, path: readonly (string | number)[]): ReportText[] {
  return [
    { path: [...path, 'seen'], text: seen },
    { path: [...path, 'action'], text: action },
  ];
}

/** Minimum number of equal words in a row that count as a copy. */
const RUN_WORDS = 6;

/** Finds words copied from private texts, unless they are also in `openTexts`, such as the kit. */
export class CopiedNotes {
  readonly #runs = new Set<string>();

  constructor(privateTexts: readonly string[], openTexts: readonly string[]) {
    const open = new Set(openTexts.flatMap(runsOf));
    for (const run of privateTexts.flatMap(runsOf)) if (!open.has(run)) this.#runs.add(run);
  }

  /** Returns the first copied words, in lowercase and without punctuation. */
  in(text: string): string | undefined {
    return runsOf(text).find(run => this.#runs.has(run));
  }
}

function runsOf(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘']/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return words.slice(RUN_WORDS - 1).map((_last, at) => words.slice(at, at + RUN_WORDS).join(' '));
}
