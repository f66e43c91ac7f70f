import type { Competency, InterviewKit, Question } from '../../../../shared/kit/kit.ts';
import type { ConsensusRow, SpreadLevel } from '../../../../shared/rubric/consensus.ts';
import { type RatingKey, type RatingValue, ratingKey } from '../../../../shared/rubric/rating.ts';
import type { LockedScorecard, Note, Revision } from '../../../../shared/rubric/scorecard.ts';

export interface RatedAnswer {
  key: RatingKey;
  question: Question;
  competency: Competency;
  value: RatingValue | undefined;
  revisions: readonly Revision[];
  evidence: readonly Note[];
}

/** Returns every answer that this rater rated or commented on, in the order of the kit. */
export function ratedAnswers(kit: InterviewKit, card: LockedScorecard): RatedAnswer[] {
  const competencies = new Map(kit.competencies.map(competency => [competency.id, competency]));
  return kit.questions
    .flatMap(question => question.competencies.map(id => ({ question, competency: competencies.get(id) })))
    .flatMap(({ question, competency }): RatedAnswer[] => {
      if (!competency) return [];
      const key = ratingKey(question.id, competency.id);
      const evidence = notesIn(
        card,
        note => note.questionId === question.id && note.competencyId === competency.id,
      );
      const answer = { key, question, competency, value: card.ratings[key]?.value, evidence };
      return [{ ...answer, revisions: card.revisions[key] ?? [] }];
    })
    .filter(
      ({ value, revisions, evidence }) => value !== undefined || revisions.length + evidence.length > 0,
    );
}

export function notesOn(card: LockedScorecard, question: Question): Note[] {
  return notesIn(card, note => note.questionId === question.id && note.competencyId === undefined);
}

/** Returns the text that describes a rating's level, or an empty text for `N` (no evidence) or no rating. */
export function anchorOf({ anchors }: Competency, value: RatingValue | undefined): string {
  return typeof value === 'number' ? (anchors[value - 1] ?? '') : '';
}

/** Returns the notes in the order of the interview. */
function notesIn(card: LockedScorecard, wanted: (note: Note) => boolean): Note[] {
  return Object.values(card.notes)
    .filter(note => !note.removed && wanted(note))
    .sort((a, b) => a.stamp.mediaTimeMs - b.stamp.mediaTimeMs);
}

/** Describes how far ratings differ. Ratings of `N` (no evidence) are counted separately. */
export function comparisonOf({ level, spread, withoutEvidence }: ConsensusRow): string {
  if (level === 'none') return withoutEvidence > 0 ? 'No evidence' : 'Not rated';
  const numbers = numbersOf(level, spread ?? 0);
  if (withoutEvidence === 0) return numbers;
  return `${numbers}, ${withoutEvidence === 1 ? 'one' : withoutEvidence} without evidence`;
}

function numbersOf(level: Exclude<SpreadLevel, 'none'>, spread: number): string {
  if (level === 'single') return 'One rating';
  if (level === 'unshared') return 'Different answers rated';
  if (level === 'agreed') return 'All the same';
  const points = spread === 1 ? '1 point' : `${spread} points`;
  return level === 'far' ? `Far apart: ${points}` : `${points} apart`;
}

/** Formats a time as media players do, such as `12:41`, or `1:02:03` from one hour on. */
export function mediaClock(mediaTimeMs: number): string {
  const seconds = Math.floor(mediaTimeMs / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const tail = `${pad(seconds % 60)}`;
  return hours > 0 ? `${hours}:${pad(minutes)}:${tail}` : `${minutes}:${tail}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
