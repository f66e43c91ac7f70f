import { csvText } from '../../../../shared/csv.ts';
import { consensusOf } from '../../../../shared/rubric/consensus.ts';
import type { RatingValue } from '../../../../shared/rubric/rating.ts';
import type { Note } from '../../../../shared/rubric/scorecard.ts';
import type { ReportedRater, ScoringReport } from '../scoringReport.ts';
import {
  anchorOf,
  comparisonOf,
  mediaClock,
  notesOn,
  type RatedAnswer,
  ratedAnswers,
} from './ratedAnswers.ts';

type Row = { report: ScoringReport; rater: ReportedRater; answer: RatedAnswer; comparison: string };

/** Title of a column that is left out for practice. */
const RECOMMENDATION = 'Recommendation';

const COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  'Interview id': ({ report }) => report.interviewId,
  Interview: ({ report }) => report.title,
  'Role applied for': ({ report }) => report.jobRole,
  Candidate: ({ report }) => report.candidates.map(({ name }) => name).join(', '),
  Date: ({ report }) => iso(report.heldAt),
  Kit: ({ report: { chosen } }) => `${chosen.kit.role}, ${chosen.kit.level}`,
  'Kit version': ({ report }) => String(report.chosen.version),
  Rater: ({ rater }) => rater.name,
  'Rater role': ({ rater }) => rater.role,
  Question: ({ answer }) => answer.question.text,
  Category: ({ answer }) => answer.question.category,
  Competency: ({ answer }) => answer.competency.name,
  Rating: ({ answer }) => value(answer.value),
  Anchor: ({ answer }) => anchorOf(answer.competency, answer.value),
  'Rated at': ({ rater, answer }) => ratedAt(rater, answer),
  Evidence: ({ answer }) => notes(answer.evidence),
  'Notes on the answer': ({ rater, answer }) => notes(notesOn(rater.card, answer.question)),
  'Revised rating': ({ answer }) => value(answer.revisions.at(-1)?.value),
  'Reason of the revision': ({ answer }) => answer.revisions.at(-1)?.reason ?? '',
  [RECOMMENDATION]: ({ rater }) => rater.card.lock.recommendation ?? '',
  Summary: ({ rater }) => rater.card.lock.summary,
  'Locked at': ({ rater }) => iso(rater.card.lock.at),
  'Raters compared': ({ comparison }) => comparison,
};

/** Returns a CSV with one row for each rating of each rater. */
export function scorecardsCsv(report: ScoringReport): string {
  const { kit } = report.chosen;
  const { rows: compared } = consensusOf(
    kit,
    report.raters.map(({ card }) => card),
  );
  const comparisons = new Map(compared.map(row => [row.competencyId, comparisonOf(row)]));
  const rows = report.raters.flatMap(rater =>
    ratedAnswers(kit, rater.card).map(answer => ({
      report,
      rater,
      answer,
      comparison: comparisons.get(answer.competency.id) ?? '',
    })),
  );
  const columns = Object.entries(COLUMNS).filter(([name]) => name !== RECOMMENDATION || !report.practice);
  return csvText([columns.map(([name]) => name), ...rows.map(row => columns.map(([, cell]) => cell(row)))]);
}

function notes(list: readonly Note[]): string {
  return list.map(({ kind, text, stamp }) => `[${mediaClock(stamp.mediaTimeMs)}] ${text || kind}`).join('\n');
}

function value(rating: RatingValue | undefined): string {
  return rating === undefined ? '' : String(rating);
}

function ratedAt({ card }: ReportedRater, { key }: RatedAnswer): string {
  const stamp = card.ratings[key]?.stamp;
  return stamp ? mediaClock(stamp.mediaTimeMs) : '';
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
