import type { Competency } from '../../../../shared/kit/kit.ts';
import { type Consensus, type ConsensusRow, consensusOf } from '../../../../shared/rubric/consensus.ts';
import type { RatingValue } from '../../../../shared/rubric/rating.ts';
import type { Note, Recommendation } from '../../../../shared/rubric/scorecard.ts';
import { isolated } from '../../../printing/printFonts.ts';
import { TaggedPages, type TaggedText } from '../../../printing/TaggedPages.ts';
import { INK } from '../../../printing/Typesetter.ts';
import type { ReportedRater, ScoringReport } from '../scoringReport.ts';
import {
  anchorOf,
  comparisonOf,
  mediaClock,
  notesOn,
  type RatedAnswer,
  ratedAnswers,
} from './ratedAnswers.ts';

const RECOMMENDATIONS: Record<Recommendation, string> = {
  'strong-no': 'Strong no',
  no: 'No',
  yes: 'Yes',
  'strong-yes': 'Strong yes',
};

const ROLES: Record<string, string> = { interviewer: 'Interviewer', evaluator: 'Evaluator' };
const MUTED = { color: INK.muted, size: 9 } as const;
const ANSWER_INDENT = 14;
const VALUE_WIDTH = 44;
const ANSWER_GAP = 4;
const QUESTION = { ...MUTED, indent: ANSWER_INDENT } as const;
const ANCHOR = { indent: ANSWER_INDENT + VALUE_WIDTH } as const;
/** Space in points for a heading and its first lines, so that they stay on one page. */
const HEADING_COMPANY = 96;

/** Lays out scorecards as PDF. Takes up to several hundred milliseconds, so call it in a worker thread. */
export async function scorecardsPdf(report: ScoringReport): Promise<Buffer> {
  const pages = new TaggedPages({ title: `Scorecards: ${report.title}`, paper: 'a4' });
  const consensus = consensusOf(
    report.chosen.kit,
    report.raters.map(({ card }) => card),
  );
  pages.flow(() => {
    writeHead(pages, report);
    writeHeadline(pages, consensus);
    writeRecommendations(pages, report);
    heading(pages, 'Competencies', 'Widest spread first; in each the lowest score first.');
    for (const row of consensus.rows) writeCompetency(pages, report, row);
    writeNotes(pages, report);
  });
  return pages.finish({ footer: `${isolated(report.title)} \u00B7 confidential` });
}

function writeHead(pages: TaggedPages, report: ScoringReport): void {
  const { title, jobRole, heldAt, candidates, chosen, raters, earlyOpening } = report;
  writeText(pages, 'SCORECARDS', { font: 'strong', size: 9, color: INK.accent });
  pages.gap(4);
  writeText(pages, candidates.map(({ name }) => isolated(name)).join(', ') || isolated(title), {
    tag: 'H1',
    font: 'strong',
    size: 22,
  });
  pages.gap(6);
  writeText(pages, [isolated(title), isolated(jobRole), utc(heldAt)].join(' \u00B7 '), { color: INK.muted });
  writeText(
    pages,
    `Kit: ${isolated(chosen.kit.role)}, ${isolated(chosen.kit.level)}, version ${chosen.version} \u00B7 ${count(raters.length, 'rater')}`,
    { color: INK.muted },
  );
  if (!earlyOpening) return;
  pages.gap(6);
  const { byName, at, reason } = earlyOpening;
  writeText(pages, `Opened early by ${isolated(byName)}, ${utc(at)}: ${isolated(reason)}`);
}

function writeHeadline(pages: TaggedPages, { headline, revised, ratings, raters }: Consensus): void {
  pages.gap(18);
  pages.rule();
  pages.gap(14);
  const basis =
    raters === 1
      ? 'one rater only'
      : `independent ratings by ${count(raters, 'rater')}, before any talk about them`;
  const changed = revised !== headline && revised !== undefined;
  writeRow(pages, [
    { text: points(headline), style: { font: 'strong', size: 30, width: 84 } },
    {
      text: [
        `of 5. Plain mean of ${count(ratings, 'locked rating')}: ${basis}. \u201CNo evidence\u201D is no number and does not count.`,
        ...(changed ? [`After revisions in the consensus: ${points(revised)}.`] : []),
      ].join('\n'),
      style: { indent: 92 },
    },
  ]);
}

function writeRecommendations(pages: TaggedPages, { raters, practice }: ScoringReport): void {
  heading(pages, practice ? 'Summaries' : 'Recommendations');
  for (const { name, role, card } of raters) {
    const { recommendation } = card.lock;
    writeRow(pages, [
      { text: `${isolated(name)}\n${ROLES[role] ?? role}`, style: { width: 150 } },
      ...(recommendation === undefined
        ? []
        : [
            {
              text: RECOMMENDATIONS[recommendation],
              style: { font: 'strong', indent: 160, width: 80 } as const,
            },
          ]),
      { text: `Locked ${utc(card.lock.at)}`, style: { ...MUTED, indent: 250 } },
    ]);
    if (card.lock.summary) {
      pages.gap(2);
      writeText(pages, isolated(card.lock.summary), { indent: 160 });
    }
    pages.gap(10);
  }
}

function writeCompetency(pages: TaggedPages, { chosen, raters }: ScoringReport, row: ConsensusRow): void {
  const competency = chosen.kit.competencies.find(({ id }) => id === row.competencyId);
  if (!competency) return;
  pages.keepTogether(HEADING_COMPANY);
  writeRow(pages, [
    { text: isolated(competency.name), style: { font: 'strong', size: 12, width: 320 } },
    { text: comparisonOf(row), style: { ...MUTED, indent: 330, align: 'right' } },
  ]);
  pages.gap(6);
  for (const { seatId, mean } of row.cells) {
    const rater = raters.find(one => one.seatId === seatId);
    if (!rater) continue;
    const answers = ratedAnswers(chosen.kit, rater.card).filter(
      answer => answer.competency.id === competency.id,
    );
    const lead = `${isolated(rater.name)}: ${mean === undefined ? 'no number' : points(mean)}`;
    const [first] = answers;
    pages.keepTogether(
      heightOf(pages, lead, { font: 'strong' }) + (first ? heightOfAnswer(pages, competency, first) : 0),
    );
    writeText(pages, lead, { font: 'strong' });
    for (const answer of answers) writeAnswer(pages, competency, answer);
    pages.gap(8);
  }
  pages.gap(4);
  pages.rule();
  pages.gap(12);
}

function writeAnswer(pages: TaggedPages, competency: Competency, answer: RatedAnswer): void {
  pages.keepTogether(heightOfAnswer(pages, competency, answer));
  pages.gap(ANSWER_GAP);
  writeText(pages, isolated(answer.question.text), QUESTION);
  writeRow(pages, [
    { text: valueText(answer.value), style: { font: 'strong', indent: ANSWER_INDENT, width: VALUE_WIDTH } },
    { text: anchorText(competency, answer), style: ANCHOR },
  ]);
  for (const note of answer.evidence) writeNote(pages, note, ANSWER_INDENT + VALUE_WIDTH);
  for (const { value, reason } of answer.revisions)
    writeText(pages, `Revised to ${valueText(value)}: ${isolated(reason)}`, {
      indent: ANSWER_INDENT + VALUE_WIDTH,
    });
}

function heightOfAnswer(pages: TaggedPages, competency: Competency, answer: RatedAnswer): number {
  return (
    ANSWER_GAP +
    heightOf(pages, isolated(answer.question.text), QUESTION) +
    heightOf(pages, anchorText(competency, answer), ANCHOR)
  );
}

function anchorText(competency: Competency, { value }: RatedAnswer): string {
  return isolated(anchorOf(competency, value) || 'No evidence in this answer.');
}

function writeNotes(pages: TaggedPages, { chosen, raters }: ScoringReport): void {
  const questions = chosen.kit.questions
    .map(question => ({
      question,
      notes: raters.map(rater => ({ rater, list: notesOn(rater.card, question) })),
    }))
    .filter(({ notes }) => notes.some(({ list }) => list.length > 0));
  if (questions.length === 0) return;
  heading(pages, 'Notes', 'Times count from the opening of the call.');
  for (const { question, notes } of questions) {
    pages.keepTogether(HEADING_COMPANY / 2);
    writeText(pages, isolated(question.text), { font: 'strong' });
    pages.gap(3);
    for (const { rater, list } of notes) writeNotesOf(pages, rater, list);
    pages.gap(8);
  }
}

function writeNotesOf(pages: TaggedPages, { name }: ReportedRater, list: readonly Note[]): void {
  if (list.length === 0) return;
  writeText(pages, isolated(name), { ...MUTED, indent: ANSWER_INDENT });
  for (const note of list) writeNote(pages, note, ANSWER_INDENT);
}

function writeNote(pages: TaggedPages, { kind, text, stamp }: Note, indent: number): void {
  const label = kind === 'flag' ? 'Flag' : 'Note';
  writeText(pages, `${mediaClock(stamp.mediaTimeMs)}  ${isolated(text || label)}`, { indent });
}

function heading(pages: TaggedPages, title: string, explanation?: string): void {
  pages.gap(18);
  pages.keepTogether(HEADING_COMPANY);
  writeText(pages, title, { tag: 'H2', font: 'strong', size: 14 });
  if (explanation) writeText(pages, explanation, MUTED);
  pages.gap(8);
}

interface CellStyle extends TaggedText {
  /** Distance from the left edge, in points. */
  indent?: number;
  width?: number;
}

/** Writes texts next to one another, on one page. */
function writeRow(pages: TaggedPages, cells: readonly { text: string; style: CellStyle }[]): void {
  pages.keepTogether(Math.max(...cells.map(({ text, style }) => heightOf(pages, text, style))));
  pages.columns(
    cells.map(({ text, style: { indent = 0, width = pages.width - indent, ...style } }) => ({
      left: indent,
      width,
      write: () => writeText(pages, text, style),
    })),
  );
}

function writeText(pages: TaggedPages, text: string, { indent = 0, ...style }: CellStyle = {}): void {
  pages.indent(indent, () => pages.text(text, { align: 'left', ...style }));
}

function heightOf(
  pages: TaggedPages,
  text: string,
  { indent = 0, width = pages.width - indent, ...style }: CellStyle,
): number {
  return pages.heightOf(text, style, width);
}

function valueText(value: RatingValue | undefined): string {
  if (value === undefined) return '\u2013';
  return value === 'N' ? 'N' : `${value} of 5`;
}

/** Formats points with one decimal, as on the screen. The other file formats have exact values. */
function points(value: number | undefined): string {
  return value === undefined ? '\u2013' : value.toFixed(1);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** Formats a time with its zone, because a print can be read in any time zone. */
function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
