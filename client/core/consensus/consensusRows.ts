import { z } from 'zod';
import type { RatingMatrix } from '../../../shared/agreement/ratingMatrix.ts';
import { AppError } from '../../../shared/errors.ts';
import type { NoteId, SeatId } from '../../../shared/ids.ts';
import type { Competency, InterviewKit } from '../../../shared/kit/kit.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { keysOfCompetency } from '../../../shared/rubric/completeness.ts';
import {
  type Consensus,
  type ConsensusCell,
  type ConsensusRow,
  FAR,
} from '../../../shared/rubric/consensus.ts';
import { partsOfKey, type RatingKey, type RatingValue } from '../../../shared/rubric/rating.ts';
import { type LockedScorecard, type Note, Revision } from '../../../shared/rubric/scorecard.ts';

export type RowOrder = 'spread' | 'kit';
export type CompetencyRow = ConsensusRow & { competency: Competency };

export interface RatedAnswer {
  key: RatingKey;
  questionNumber: number;
  questionText: string;
  initial: RatingValue | undefined;
  current: RatingValue | undefined;
  /** The kit's anchor text for the current rating; undefined for N or no rating. */
  anchor: string | undefined;
  /** Time of the rating, in milliseconds since the interview first opened. */
  ratedAtMs: number | undefined;
  revisions: readonly Revision[];
  notes: readonly AnswerNote[];
}

export type AnswerNote = Note & { noteId: NoteId };

export function rowsOf(kit: InterviewKit, { rows }: Consensus, order: RowOrder): CompetencyRow[] {
  const known = rows.flatMap(row => {
    const competency = kit.competencies.find(({ id }) => id === row.competencyId);
    return competency ? [{ ...row, competency }] : [];
  });
  if (order === 'spread') return known;
  const place = (id: CompetencyId) => kit.competencies.findIndex(competency => competency.id === id);
  return known.sort((a, b) => place(a.competencyId) - place(b.competencyId));
}

export function answersOf(
  kit: InterviewKit,
  competency: Competency,
  card: LockedScorecard,
  cell: Pick<ConsensusCell, 'answers'>,
): RatedAnswer[] {
  return cell.answers.flatMap(({ key, initial, current }) => {
    const { questionId } = partsOfKey(key);
    const index = kit.questions.findIndex(({ id }) => id === questionId);
    const question = kit.questions[index];
    if (!question) return [];
    return [
      {
        key,
        questionNumber: index + 1,
        questionText: question.text,
        initial,
        current,
        anchor: anchorOf(competency, current),
        ratedAtMs: card.ratings[key]?.stamp.mediaTimeMs,
        revisions: card.revisions[key] ?? [],
        notes: notesOf(card, key),
      },
    ];
  });
}

/** A question with every rater's answer to it about one competency. */
export interface ComparedQuestion {
  key: RatingKey;
  questionId: QuestionId;
  questionNumber: number;
  questionText: string;
  /** Largest difference between two ratings. Undefined without two numbers. */
  spread: number | undefined;
  /** The lowest rating first, and last those without a number. */
  answers: readonly (RatedAnswer & { seatId: SeatId })[];
}

/** Returns a competency's questions, those with ratings that are far apart first, the largest difference first. */
export function comparedQuestions(
  kit: InterviewKit,
  { cells, competency }: CompetencyRow,
  cards: readonly LockedScorecard[],
): ComparedQuestion[] {
  const answers = cells.flatMap(cell => {
    const card = cards.find(({ seatId }) => seatId === cell.seatId);
    if (!card) return [];
    return answersOf(kit, competency, card, cell).map(answer => ({ ...answer, seatId: cell.seatId }));
  });
  const questions = [...Map.groupBy(answers, ({ key }) => key)].flatMap(([key, given]) => {
    const [first] = given;
    if (!first) return [];
    const { questionNumber, questionText } = first;
    const numbers = given.flatMap(({ current }) => numberOf(current) ?? []);
    const spread = numbers.length > 1 ? Math.max(...numbers) - Math.min(...numbers) : undefined;
    const place = ({ current }: RatedAnswer) => numberOf(current) ?? Number.MAX_SAFE_INTEGER;
    return [
      {
        key,
        questionId: partsOfKey(key).questionId,
        questionNumber,
        questionText,
        spread,
        answers: given.sort((a, b) => place(a) - place(b)),
      },
    ];
  });
  const urgency = ({ spread = 0 }: ComparedQuestion) => (spread >= FAR ? spread : 0);
  return questions.sort((a, b) => urgency(b) - urgency(a) || a.questionNumber - b.questionNumber);
}

/** Returns the ratings as they were locked: a row per answer, a column per rater. N counts as missing. */
export function lockedMatrix(kit: InterviewKit, cards: readonly LockedScorecard[]): RatingMatrix {
  const keys = kit.competencies.flatMap(({ id }) => keysOfCompetency(kit, id));
  return keys.map(key => cards.map(card => numberOf(card.ratings[key]?.value)));
}

/** Counts the answers that one rater rated with a number and another rater with N. */
export function evidenceSplits(kit: InterviewKit, cards: readonly LockedScorecard[]): number {
  const keys = kit.competencies.flatMap(({ id }) => keysOfCompetency(kit, id));
  return keys.filter(key => {
    const values = cards.map(card => card.ratings[key]?.value);
    return values.includes('N') && values.some(value => numberOf(value) !== undefined);
  }).length;
}

export function isRevised(
  card: LockedScorecard | undefined,
  { answers }: Pick<ConsensusCell, 'answers'>,
): boolean {
  return answers.some(({ key }) => (card?.revisions[key]?.length ?? 0) > 0);
}

/** Returns a rater's cell. Tables with fixed columns need it, because `cells` are sorted by mean. */
export function cellOf({ cells }: ConsensusRow, seatId: SeatId): ConsensusCell | undefined {
  return cells.find(cell => cell.seatId === seatId);
}

/** Returns an answer's notes on this competency or without a competency, in order of media time. */
function notesOf(card: LockedScorecard, key: RatingKey): AnswerNote[] {
  const { questionId, competencyId } = partsOfKey(key);
  return (Object.entries(card.notes) as [NoteId, Note][])
    .filter(([, note]) => !note.removed && note.questionId === questionId)
    .filter(([, note]) => note.competencyId === undefined || note.competencyId === competencyId)
    .map(([noteId, note]) => ({ ...note, noteId }))
    .sort((a, b) => a.stamp.mediaTimeMs - b.stamp.mediaTimeMs);
}

function anchorOf({ anchors }: Competency, value: RatingValue | undefined): string | undefined {
  return typeof value === 'number' ? anchors[value - 1] : undefined;
}

function numberOf(value: RatingValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

const Conflict = z.object({ current: z.object({ revisions: z.array(Revision) }) });

/** Returns the revisions in a `conflict` error; undefined for other errors. */
export function revisionsInConflict(error: unknown): readonly Revision[] | undefined {
  if (!(error instanceof AppError) || error.code !== 'conflict') return undefined;
  const parsed = Conflict.safeParse(error.details);
  return parsed.success ? parsed.data.current.revisions : undefined;
}

/** Returns the longer list of revisions, which is newer, because revisions are never removed. */
export function newestRevisions(
  inView: readonly Revision[],
  inConflict: readonly Revision[] | undefined,
): readonly Revision[] {
  return inConflict && inConflict.length > inView.length ? inConflict : inView;
}
