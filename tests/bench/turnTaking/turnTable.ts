import { percentile } from '../figure.ts';
import type { AnswerFinding, LineFinding, TurnFindings } from './evaluateTurns.ts';
import { ANSWER_CATEGORIES } from './interviewTruth.ts';

const HEADINGS = ['answers', 'cut off', 'recovered', 'no end', 'end p50', 'p95', 'clip p50', 'p95'] as const;
const NAME_WIDTH = 30;
const WIDTH = 10;

/** A table of results by category; durations in milliseconds. */
export function turnTable({ answers, lines }: TurnFindings): string[] {
  const byCategory = ANSWER_CATEGORIES.map(category => ({
    name: category as string,
    found: answers.filter(answer => answer.category === category),
  })).filter(({ found }) => found.length > 0);
  return [
    row('answers', HEADINGS),
    ...byCategory.map(({ name, found }) => row(name, answerCells(found))),
    row('all', answerCells(answers)),
    row('lines of the recruiter over', ['lines', 'held']),
    ...[...Map.groupBy(lines, ({ over }) => over)].map(([over, found]) => row(over, lineCells(found))),
    row('all', lineCells(lines)),
  ];
}

function answerCells(answers: readonly AnswerFinding[]): string[] {
  const cutOff = answers.filter(({ cutOffByMs }) => cutOffByMs !== undefined);
  const ends = present(answers.map(({ endDelayMs }) => endDelayMs));
  const starts = present(answers.map(({ clipStartMs }) => clipStartMs));
  return [
    answers.length,
    cutOff.length,
    cutOff.filter(({ recovered }) => recovered).length,
    answers.length - cutOff.length - ends.length,
    quantile(ends, 0.5),
    quantile(ends, 0.95),
    quantile(starts, 0.5),
    quantile(starts, 0.95),
  ].map(String);
}

function lineCells(lines: readonly LineFinding[]): string[] {
  return [lines.length, lines.filter(({ wasHeld }) => wasHeld).length].map(String);
}

function quantile(values: readonly number[], share: number): string {
  return values.length === 0 ? '-' : String(Math.round(percentile(values, share)));
}

function row(name: string, cells: readonly string[]): string {
  return [name.padEnd(NAME_WIDTH), ...cells.map(cell => cell.padStart(WIDTH))].join('');
}

export function present(values: readonly (number | undefined)[]): number[] {
  return values.filter(value => value !== undefined);
}
