import type { ConsensusRow, SpreadLevel } from '../../shared/rubric/consensus.ts';
import type { RatingValue } from '../../shared/rubric/rating.ts';
import type { NoteKind } from '../../shared/rubric/scorecard.ts';
import { formatMoment } from './times.ts';

const SPREADS: Record<'near' | 'far', string> = {
  near: 'Apart',
  far: 'Far apart',
};
const NOTE_KINDS: Record<NoteKind, string> = { note: 'Note', evidence: 'Evidence', flag: 'Flagged moment' };

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
const percent = (share: number) => `${Math.round(share * 100)}%`;
const points = (spread: number) => `${spread} ${spread === 1 ? 'point' : 'points'}`;
const value = (rating: RatingValue | undefined) => (rating === undefined ? '–' : String(rating));

function numbersOf(level: Exclude<SpreadLevel, 'none'>, spread: number): string {
  if (level === 'single') return 'One rating';
  if (level === 'unshared') return 'Different answers rated';
  if (level === 'agreed') return 'All the same';
  return `${points(spread)} · ${SPREADS[level]}`;
}

/** How the raters of one competency compare. N is no number, so it is never close to anything. */
function comparison({ level, spread, withoutEvidence }: ConsensusRow): string {
  if (level === 'none') return withoutEvidence > 0 ? 'No evidence' : 'Not rated';
  const numbers = numbersOf(level, spread ?? 0);
  if (withoutEvidence === 0) return numbers;
  return `${numbers}, ${withoutEvidence === 1 ? 'one' : withoutEvidence} without evidence`;
}

/** The words of locked scorecards side by side. */
export const consensusTexts = {
  title: 'Consensus',
  intro:
    'You each rated on your own first. Start with the largest differences; lowest rater speaks first: what did each of you hear?',
  introSingle: 'One person rated this interview.',
  /** One decimal, always: 3 and 3.0 are told apart nowhere else on the page. */
  mean: (mean: number | undefined) => (mean === undefined ? '–' : mean.toFixed(1)),
  value,
  comparison,
  score: {
    headline: 'Locked ratings',
    outOf: 'of 5',
    from: (ratings: number, raters: number) =>
      `Mean of ${count(ratings, 'rating', 'ratings')} by ${count(raters, 'rater', 'raters')}, each with the same weight`,
    none: 'No answer was rated with a number.',
    single: 'Single rater',
    revised: 'After revisions',
    revisedNote: (revisions: number) =>
      revisions === 0 ? 'Nothing has been revised.' : `${count(revisions, 'rating', 'ratings')} revised`,
  },
  agreement: {
    title: 'How close the raters were',
    exact: 'Same rating',
    withinOne: 'Within one point',
    difference: 'Points apart on average',
    percent,
    points: (points: number) => points.toFixed(1),
    from: (pairs: number) => `${count(pairs, 'pair', 'pairs')} of ratings of the same answer, as locked`,
    none: 'No answer was rated with a number by two raters.',
    noEvidence: (split: number) =>
      split === 0
        ? undefined
        : `Not counted: ${count(split, 'answer', 'answers')} that one rater rated and another found without evidence`,
  },
  recommendations: {
    title: 'Overall recommendations',
    /** Practice has no recommendations. */
    summaries: 'Summaries',
    lockedAt: (at: number, now: number) => `locked ${formatMoment(at, now)}`,
    noSummary: 'No summary was written.',
  },
  noEvidence: 'N means the answer gave no evidence. It is not a number and enters no mean.',
  order: { label: 'Rows', spread: 'Widest apart first', kit: 'In the order of the kit' },
  table: {
    label: 'Competencies by rater',
    competency: 'Competency',
    spread: 'Spread',
    onlyN: 'N',
    missing: '–',
    missingSpoken: 'not rated',
    revised: 'revised',
    open: (name: string) => `Open ${name}`,
    ratings: (number: number) => count(number, 'answer', 'answers'),
  },
  details: {
    anchors: 'What each rating means',
    raters: 'Lowest first',
    question: (number: number) => `Q${number}`,
    notRated: 'Not rated',
    noEvidence: 'No evidence in this answer',
    at: (clock: string) => `at ${clock}`,
    noteKinds: NOTE_KINDS,
    history: 'Changes',
    locked: (rating: RatingValue | undefined) => `${value(rating)} as locked`,
    changed: (from: RatingValue | undefined, to: RatingValue) => `${value(from)} → ${value(to)}`,
  },
  revise: {
    button: 'Revise',
    buttonOf: (question: number, competency: string) =>
      `Revise your rating of question ${question}, ${competency}`,
    legend: 'New rating',
    reason: 'Why',
    reasonHint: 'It stands beside your locked rating, which stays.',
    save: 'Save revision',
    cancel: 'Cancel',
    same: 'Choose another rating than the present one.',
    none: 'Choose the new rating.',
    failed: 'The revision was not saved',
    conflictTitle: 'Revised on another page of yours meanwhile',
    conflict: (rating: RatingValue, reason: string) =>
      `It is ${rating} now: “${reason}” What you typed is kept. Save it to put it on top, or cancel.`,
    noEvidence: 'N, no evidence',
    saved: 'Revised',
  },
  early: (name: string, reason: string, at: number, now: number) =>
    `${name} opened the scorecards early, ${formatMoment(at, now)}: “${reason}” Who had not locked by then is missing here until they do.`,
} as const;
