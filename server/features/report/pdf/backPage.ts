import type { CandidateQuestion } from '../../../../shared/report/candidateReport.ts';
import { isolated } from '../../../printing/printFonts.ts';
import type { TaggedPages, TaggedText } from '../../../printing/TaggedPages.ts';
import { type Density, type Styles, stylesOf } from './density.ts';
import { writeFacts, writeJudged } from './facts.ts';
import { writeLadder } from './ladder.ts';
import type { PrintedReport } from './printedReport.ts';
import { section, writeRest } from './section.ts';
import { clock, day, moment } from './words.ts';

/** What the first page rests on. */
export function writeBackPage(pages: TaggedPages, printed: PrintedReport, density: Density): void {
  const { report, question } = printed;
  writeLadder(pages, report, density);
  writeQuestions(pages, report.questions, density);
  const apart = 24;
  const width = (pages.width - apart) / 2;
  pages.columns([
    { left: 0, width, write: () => writeFacts(pages, report, density) },
    { left: width + apart, width, write: () => writeJudged(pages, report, density) },
  ]);
  if (!question) return;
  const styles = stylesOf(density);
  section(pages, 'Your question', density, () => {
    pages.text(isolated(question.text), styles.muted);
    pages.gap(3 * density.gap);
    if (question.answer === undefined)
      pages.text(`Asked ${day(question.askedAt)}, not answered yet.`, styles.body);
    else pages.text(isolated(question.answer), { ...styles.body, lines: Math.max(4, styles.body.lines) });
  });
}

const NUMBER = 18;
const ANSWER = 64;
const FIRST_WORD = 46;
const APART = 14;

function writeQuestions(pages: TaggedPages, questions: readonly CandidateQuestion[], density: Density): void {
  if (questions.length === 0) return;
  const styles = stylesOf(density);
  const shown = questions.slice(0, density.rows);
  section(pages, 'Question by question', density, () => {
    pages.element('Table', () => {
      const heads = ['No.', 'Question', 'In a line', 'Answer', 'First word'];
      writeRow(
        pages,
        heads.map(text => () => heading(pages, text, styles)),
      );
      for (const question of shown) {
        pages.gap(3.5 * density.gap);
        writeQuestion(pages, question, styles, density.gap >= 1 ? 3 : 1);
      }
    });
    writeRest(pages, questions.length - shown.length, density);
  });
}

/** `lines` of its text at most: it is known from the page. */
function writeQuestion(pages: TaggedPages, question: CandidateQuestion, styles: Styles, lines: number): void {
  const { number, text, firstWordMs, line } = question;
  const answer = answerOf(question);
  const cells: [string, TaggedText][] = [
    [`${number}.`, styles.small],
    [isolated(text), { ...styles.muted, lines, known: true }],
    [line ? isolated(line) : '\u2013', styles.small],
    [answer, styles.small],
    [firstWordMs === undefined ? '\u2013' : moment(firstWordMs), styles.small],
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
  if (answerMs !== undefined) return `${clock(answerMs)} of ${clock(targetMs)}`;
  if (written) return 'In writing';
  return asked ? 'No answer' : 'Not asked';
}

function heading(pages: TaggedPages, text: string, styles: Styles): void {
  pages.element('TH', () => pages.text(text, styles.label), { scope: 'Column' });
}

function writeRow(pages: TaggedPages, cells: readonly (() => void)[]): void {
  const room = pages.width - NUMBER - ANSWER - FIRST_WORD - 3 * APART;
  const widths = [NUMBER, room * 0.4, room * 0.6, ANSWER, FIRST_WORD];
  const lefts = [0, NUMBER, NUMBER + room * 0.4 + APART, NUMBER + room + 2 * APART, pages.width - FIRST_WORD];
  pages.element('TR', () =>
    pages.columns(
      cells.map((write, index) => ({ left: lefts[index] ?? 0, width: widths[index] ?? 0, write })),
    ),
  );
}
