import type { Competency, InterviewKit } from '../../../../shared/kit/kit.ts';
import { consensusOf } from '../../../../shared/rubric/consensus.ts';
import type { Lock, Recommendation } from '../../../../shared/rubric/scorecard.ts';
import type { ReportedRater, ScoringReport } from '../scoringReport.ts';
import { mediaClock, notesOn, type RatedAnswer, ratedAnswers } from './ratedAnswers.ts';

/** Greenhouse's names for the ratings from 1 to 5. */
const POINTS = ['definitely_not', 'no', 'mixed', 'yes', 'strong_yes'] as const;
type Point = (typeof POINTS)[number];
type AttributeRating = Point | 'no_decision';

const RECOMMENDATIONS: Record<Recommendation, Exclude<Point, 'mixed'>> = {
  'strong-no': 'definitely_not',
  no: 'no',
  yes: 'yes',
  'strong-yes': 'strong_yes',
};

/**
 * Returns one scorecard per rater, in the format of Greenhouse's Harvest API. Ids are UUIDs, not numbers.
 * Attributes are competencies. Their rating is the mean of the rater's locked ratings, rounded toward the
 * middle. An attribute without ratings is `no_decision` and missing in `ratings`. Texts in `questions` are
 * escaped, because Greenhouse reads them as HTML. `vivavoce` has data that the format has no fields for.
 */
function greenhouseScorecards(report: ScoringReport) {
  const consensus = consensusOf(
    report.chosen.kit,
    report.raters.map(({ card }) => card),
  );
  const interview = {
    kitId: report.chosen.kitId,
    kitVersion: report.chosen.version,
    headline: consensus.headline ?? null,
    revisedHeadline: consensus.revised ?? null,
    ratings: consensus.ratings,
    raters: consensus.raters,
    competencies: consensus.rows.map(({ competencyId, level, spread, withoutEvidence }) => ({
      competencyId,
      comparison: level,
      spread: spread ?? null,
      withoutEvidence,
    })),
    earlyOpening: report.earlyOpening ?? null,
  };
  return report.raters.map(rater => greenhouseScorecard(report, rater, interview));
}

/** Escapes angle brackets and ampersands, so that nothing can be read as markup. */
export function greenhouseJson(report: ScoringReport): string {
  const text = JSON.stringify(greenhouseScorecards(report), null, 2);
  return text.replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function greenhouseScorecard<Interview>(report: ScoringReport, rater: ReportedRater, interview: Interview) {
  const { kit } = report.chosen;
  const { card } = rater;
  const answers = ratedAnswers(kit, card);
  const attributes = kit.competencies.map(competency => attributeOf(competency, answers));
  const person = personOf(rater);
  const revisedAt = answers.flatMap(({ revisions }) => revisions.map(({ at }) => at));
  return {
    id: rater.seatId,
    created_at: iso(card.lock.at),
    updated_at: iso(Math.max(card.lock.at, ...revisedAt)),
    interview: report.title,
    interview_step: { id: report.interviewId, name: report.title },
    candidate_id: report.candidates[0]?.seatId ?? null,
    application_id: null,
    interviewed_at: iso(report.heldAt),
    submitted_by: person,
    interviewer: person,
    submitted_at: iso(card.lock.at),
    overall_recommendation: recommendationOf(card.lock),
    attributes,
    ratings: Object.fromEntries(
      POINTS.map(point => [
        point,
        attributes.filter(({ rating }) => rating === point).map(({ name }) => name),
      ]),
    ),
    questions: [
      { id: null, question: 'Key Take-Aways', answer: htmlOf(card.lock.summary) },
      ...questionsOf(kit, rater),
    ],
    vivavoce: { ...interview, raterRole: rater.role, answers: answers.map(answer => exactly(rater, answer)) },
  };
}

function recommendationOf({ recommendation }: Lock): Exclude<AttributeRating, 'mixed'> {
  return recommendation === undefined ? 'no_decision' : RECOMMENDATIONS[recommendation];
}

function attributeOf(competency: Competency, answers: readonly RatedAnswer[]) {
  const own = answers.filter(answer => answer.competency.id === competency.id);
  const evidence = own.flatMap(answer => answer.evidence.map(({ text }) => text)).filter(Boolean);
  return {
    name: competency.name,
    type: 'Skills',
    note: evidence.length > 0 ? evidence.join('\n') : null,
    rating: pointOf(own),
  };
}

function pointOf(answers: readonly RatedAnswer[]): AttributeRating {
  const numbers = answers.map(({ value }) => value).filter(value => typeof value === 'number');
  if (numbers.length === 0) return 'no_decision';
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const nearest = mean > 3 ? Math.ceil(mean - 0.5) : Math.floor(mean + 0.5);
  return POINTS[nearest - 1] ?? 'no_decision';
}

function questionsOf(kit: InterviewKit, { card }: ReportedRater) {
  return kit.questions
    .map(question => ({ question, notes: notesOn(card, question) }))
    .filter(({ notes }) => notes.length > 0)
    .map(({ question, notes }) => ({
      id: question.id,
      question: htmlOf(question.text),
      answer: htmlOf(
        notes.map(({ kind, text, stamp }) => `${mediaClock(stamp.mediaTimeMs)} ${text || kind}`).join('\n'),
      ),
    }));
}

function exactly(
  { card }: ReportedRater,
  { key, question, competency, value, revisions, evidence }: RatedAnswer,
) {
  return {
    questionId: question.id,
    competencyId: competency.id,
    locked: value ?? null,
    mediaTimeMs: card.ratings[key]?.stamp.mediaTimeMs ?? null,
    evidence: evidence.map(({ text, stamp }) => ({ text, mediaTimeMs: stamp.mediaTimeMs })),
    revisions: revisions.map(({ value: revised, reason, at }) => ({ value: revised, reason, at: iso(at) })),
  };
}

function personOf({ seatId, name }: ReportedRater) {
  const [first = '', ...rest] = name.split(/\s+/);
  return { id: seatId, first_name: first, last_name: rest.join(' '), name, employee_id: null };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function htmlOf(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character] ?? '');
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
