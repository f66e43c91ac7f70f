import { AppError } from '../errors.ts';
import type { Question } from '../kit/kit.ts';
import type { QuestionId } from '../kit/kitIds.ts';
import { type PracticeLength, SHORT_PRACTICE_QUESTIONS } from './practice.ts';

export interface QuestionChoice {
  length: PracticeLength;
  /** The chosen question: the only one of a `question` practice, or one of three in a `short` practice. */
  questionId?: QuestionId | undefined;
  /** Questions of an earlier attempt, in order. Overrides the other options. */
  questionIds?: readonly QuestionId[] | undefined;
  /** Number of earlier short practices of this kit on the private page. New questions are preferred. */
  attempt: number;
}

interface AskedQuestions {
  questions: readonly Question[];
  /** Further questions, which are asked only if they are chosen. */
  single?: readonly Question[];
  fullLength?: number;
}

/**
 * Returns the questions of an attempt, in order. Deterministic. Throws `invalid` for an unknown or repeated
 * question, for length `question` without a `questionId`, and for a kit without questions.
 */
export function chooseQuestions(
  { questions, single = [], fullLength = questions.length }: AskedQuestions,
  { length, questionId, questionIds, attempt }: QuestionChoice,
): QuestionId[] {
  const all = [...questions, ...single];
  if (questionIds) return known(all, questionIds);
  const wanted = questionId === undefined ? [] : known(all, [questionId]);
  if (questions.length === 0) throw AppError.invalid('no-practice-questions');
  switch (length) {
    case 'question':
      if (wanted.length === 0) throw AppError.invalid('choose-question');
      return wanted;
    case 'short':
      return threeOf(
        questions,
        all.filter(({ id }) => wanted.includes(id)),
        attempt,
      ).map(({ id }) => id);
    case 'full':
      return questions.slice(0, fullLength).map(({ id }) => id);
  }
}

function known(questions: readonly Question[], ids: readonly QuestionId[]): QuestionId[] {
  const asked = new Set(ids);
  if (asked.size === 0) throw AppError.invalid('choose-questions');
  if (asked.size < ids.length) throw AppError.invalid('question-chosen-twice');
  const strange = ids.find(id => !questions.some(question => question.id === id));
  if (strange !== undefined) throw AppError.invalid('question-withdrawn', { questionId: strange });
  return [...ids];
}

interface Three {
  readonly questions: readonly Question[];
  readonly breadth: number;
  readonly categories: number;
}

/**
 * Chooses one of the sets of three questions that share the fewest competencies. Replays the choices of
 * earlier attempts. Prefers questions asked least so far, then more competencies and categories, then the
 * order of the kit.
 */
function threeOf(
  questions: readonly Question[],
  wanted: readonly Question[],
  attempt: number,
): readonly Question[] {
  const candidates = [...new Set([...questions, ...wanted])];
  if (candidates.length <= SHORT_PRACTICE_QUESTIONS) return candidates;
  const usual = mostDifferent(threesOf(questions));
  const asked = new Map<QuestionId, number>();
  for (let earlier = 0; earlier < attempt; earlier += 1)
    for (const { id } of leastAsked(usual, asked).questions) asked.set(id, (asked.get(id) ?? 0) + 1);
  const withWanted = threesOf(candidates).filter(three =>
    wanted.every(question => three.questions.includes(question)),
  );
  return leastAsked(wanted.length === 0 ? usual : mostDifferent(withWanted), asked).questions;
}

function threesOf(questions: readonly Question[]): Three[] {
  return questions.flatMap((first, at) =>
    questions
      .slice(at + 1)
      .flatMap((second, next) =>
        questions.slice(at + next + 2).map(third => threeWith([first, second, third])),
      ),
  );
}

function threeWith(questions: readonly Question[]): Three {
  return {
    questions,
    breadth: new Set(questions.flatMap(({ competencies }) => competencies)).size,
    categories: new Set(questions.map(({ category }) => category)).size,
  };
}

function mostDifferent(threes: readonly Three[]): Three[] {
  const shared = threes.map(sharedBy);
  const fewest = Math.min(...shared);
  return threes.filter((_, index) => shared[index] === fewest);
}

/** Returns how many times the questions repeat a competency that another of them already covers. */
function sharedBy({ questions, breadth }: Three): number {
  return questions.reduce((sum, { competencies }) => sum + competencies.length, 0) - breadth;
}

function leastAsked(threes: readonly Three[], asked: ReadonlyMap<QuestionId, number>): Three {
  const timesAsked = ({ questions }: Three) =>
    questions.reduce((sum, { id }) => sum + (asked.get(id) ?? 0), 0);
  const [first, ...others] = threes;
  if (!first) throw new Error('There is no choice of three questions.');
  let [best, bestTimes] = [first, timesAsked(first)];
  for (const three of others) {
    const times = timesAsked(three);
    const better = bestTimes - times || three.breadth - best.breadth || three.categories - best.categories;
    if (better > 0) [best, bestTimes] = [three, times];
  }
  return best;
}
