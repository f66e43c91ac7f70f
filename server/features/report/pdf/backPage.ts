import { type DeliveryFacts, spokenMs } from '../../../../shared/recording/review.ts';
import {
  type CandidateQuestion,
  type CandidateReport,
  disagreements,
} from '../../../../shared/report/candidateReport.ts';
import { isolated } from '../../../printing/printFonts.ts';
import type { TaggedPages, TaggedText } from '../../../printing/TaggedPages.ts';
import { printedReport as texts } from '../../../texts/printedReport.ts';
import { writeLevels } from './levels.ts';
import {
  type Density,
  type PrintedReport,
  type Styles,
  section,
  stylesOf,
  writeRest,
} from './reportLayout.ts';

export function writeBackPage(pages: TaggedPages, printed: PrintedReport, density: Density): void {
  const { report, question } = printed;
  writeLevels(pages, report, density);
  writeQuestions(pages, report.questions, density);
  const gap = 24;
  const width = (pages.width - gap) / 2;
  pages.columns([
    { left: 0, width, write: () => writeFacts(pages, report, density) },
    { left: width + gap, width, write: () => writeJudged(pages, report, density) },
  ]);
  if (!question) return;
  const styles = stylesOf(density);
  section(pages, texts.ownQuestion.title, density, () => {
    pages.text(isolated(question.text), styles.muted);
    pages.gap(3 * density.gap);
    if (question.answer === undefined)
      pages.text(texts.ownQuestion.unanswered(question.askedAt), styles.body);
    else pages.text(isolated(question.answer), { ...styles.body, lines: Math.max(4, styles.body.lines) });
  });
}

const NONE = '\u2013';
const NUMBER = 18;
const ANSWER = 64;
const FIRST_WORD = 46;
const COLUMN_GAP = 14;

function writeQuestions(pages: TaggedPages, questions: readonly CandidateQuestion[], density: Density): void {
  if (questions.length === 0) return;
  const styles = stylesOf(density);
  const shown = questions.slice(0, density.rows);
  section(pages, texts.questions.title, density, () => {
    pages.element('Table', () => {
      writeRow(
        pages,
        texts.questions.heads.map(text => () => heading(pages, text, styles)),
      );
      for (const question of shown) {
        pages.gap(3.5 * density.gap);
        writeQuestion(pages, question, styles, density.gap >= 1 ? 3 : 1);
      }
    });
    writeRest(pages, questions.length - shown.length, density);
  });
}

function writeQuestion(pages: TaggedPages, question: CandidateQuestion, styles: Styles, lines: number): void {
  const { number, text, firstWordMs, line } = question;
  const answer = answerOf(question);
  const cells: [string, TaggedText][] = [
    [`${number}.`, styles.small],
    [isolated(text), { ...styles.muted, lines, known: true }],
    [line ? isolated(line) : NONE, styles.small],
    [answer, styles.small],
    [firstWordMs === undefined ? NONE : texts.precise(firstWordMs), styles.small],
  ];
  writeRow(
    pages,
    cells.map(
      ([words, style]) =>
        () =>
          pages.element('TD', () => pages.text(words, style)),
    ),
  );
}

function answerOf({ asked, answerMs, targetMs, written }: CandidateQuestion): string {
  const { alsoWritten, length, written: inWriting, noAnswer, notAsked } = texts.questions;
  if (answerMs !== undefined)
    return written ? alsoWritten(length(answerMs, targetMs)) : length(answerMs, targetMs);
  if (written) return inWriting;
  return asked ? noAnswer : notAsked;
}

function heading(pages: TaggedPages, text: string, styles: Styles): void {
  pages.element('TH', () => pages.text(text, styles.label), { scope: 'Column' });
}

function writeRow(pages: TaggedPages, cells: readonly (() => void)[]): void {
  const room = pages.width - NUMBER - ANSWER - FIRST_WORD - 3 * COLUMN_GAP;
  const widths = [NUMBER, room * 0.4, room * 0.6, ANSWER, FIRST_WORD];
  const lefts = [
    0,
    NUMBER,
    NUMBER + room * 0.4 + COLUMN_GAP,
    NUMBER + room + 2 * COLUMN_GAP,
    pages.width - FIRST_WORD,
  ];
  pages.element('TR', () =>
    pages.columns(
      cells.map((write, index) => ({ left: lefts[index] ?? 0, width: widths[index] ?? 0, write })),
    ),
  );
}

/** Writes the facts about delivery next to the facts of the previous attempt. */
function writeFacts(pages: TaggedPages, { delivery }: CandidateReport, density: Density): void {
  const facts = delivery.at(-1)?.facts;
  if (!facts) return;
  const before = delivery.at(-2)?.facts;
  const styles = stylesOf(density);
  const words = texts.delivery;
  const value = 62;
  const row = (tag: 'TH' | 'TD', cells: readonly string[]) =>
    pages.element('TR', () =>
      pages.columns(
        cells.map((text, index) => ({
          left: index === 0 ? 0 : pages.width - (cells.length - index) * value,
          width: index === 0 ? pages.width - (cells.length - 1) * value : value,
          write: () =>
            pages.element(
              index === 0 ? 'TH' : tag,
              () => pages.text(text, tag === 'TH' ? styles.label : styles.small),
              index === 0 || tag === 'TH' ? { scope: tag === 'TH' ? 'Column' : 'Row' } : {},
            ),
        })),
      ),
    );
  section(pages, words.title, density, () =>
    pages.element('Table', () => {
      row('TH', [words.fact, words.attempt, ...(before ? [words.before] : [])]);
      const earlier = before && rowsOf(before);
      for (const [index, [name, text]] of rowsOf(facts).entries()) {
        pages.gap(1.5 * density.gap);
        row('TD', [name, text, ...(earlier ? [earlier[index]?.[1] ?? NONE] : [])]);
      }
    }),
  );
}

function rowsOf(facts: DeliveryFacts): [name: string, text: string][] {
  const { talkRatio, pauses, longestPauseMs, longestMonologueMs, timeToAnswerMs } = facts;
  const { duration, precise, delivery: words } = texts;
  return [
    [words.speaking, duration(spokenMs(facts))],
    [words.share, talkRatio === undefined ? NONE : words.percent(talkRatio)],
    [words.pauses, words.number(pauses)],
    [words.longestPause, pauses > 0 ? precise(longestPauseMs) : NONE],
    [words.longestSpeech, duration(longestMonologueMs)],
    [words.firstWord, timeToAnswerMs === undefined ? NONE : precise(timeToAnswerMs)],
  ];
}

function writeJudged(pages: TaggedPages, report: CandidateReport, density: Density): void {
  const { evaluators, judged } = report;
  const words = texts.judged;
  const differences = disagreements(report).map(one => words.disagreement(one, judged.competencies));
  section(pages, words.title, density, () => {
    for (const sentence of [
      [words.ratings(evaluators.count, judged.ratings, judged.competencies), ...differences].join(' '),
      words.what,
      judged.keptUntil === undefined ? words.keptForever : words.keptUntil(judged.keptUntil),
    ]) {
      pages.text(sentence, { ...stylesOf(density).small, lines: Math.max(3, density.lines) });
      pages.gap(3 * density.gap);
    }
  });
}
