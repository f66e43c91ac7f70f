import { AppError } from '../errors.ts';
import type { InterviewKit, Question } from '../kit/kit.ts';
import type { QuestionId } from '../kit/kitIds.ts';
import { type PracticeLength, SHORT_PRACTICE_QUESTIONS } from './practice.ts';

export interface QuestionChoice {
  length: PracticeLength;
  /** The question of a practice of one; a short practice asks it among its three. */
  questionId?: QuestionId | undefined;
  /** The very questions of an earlier attempt, in their order; wins over the rest. */
  questionIds?: readonly QuestionId[] | undefined;
  /** How many short practices of this kit the page has had: the next one asks others first. */
  attempt: number;
}

/**
 * The questions of one practice attempt, in the order in which they are asked. Deterministic. Throws `invalid` for a question that is not
 * among these, for one that is named twice, for a practice of one question that names none, and for a kit without questions.
 */
export function chooseQuestions(
  { questions, fullLength = questions.length }: Pick<InterviewKit, 'questions'> & { fullLength?: number },
  { length, questionId, questionIds, attempt }: QuestionChoice,
): QuestionId[] {
  if (questionIds) return known(questions, questionIds);
  const wanted = questionId === undefined ? [] : known(questions, [questionId]);
  if (questions.length === 0) throw AppError.invalid('There are no questions to practice for this role yet.');
  switch (length) {
    case 'question':
      if (wanted.length === 0) throw AppError.invalid('Please choose the question to practice.');
      return wanted;
    case 'short':
      return threeOf(questions, wanted, attempt).map(({ id }) => id);
    case 'full':
      return questions.slice(0, fullLength).map(({ id }) => id);
  }
}

function known(questions: readonly Question[], ids: readonly QuestionId[]): QuestionId[] {
  const asked = new Set(ids);
  if (asked.size === 0) throw AppError.invalid('Please choose at least one question.');
  if (asked.size < ids.length) throw AppError.invalid('A question was chosen twice.');
  const strange = ids.find(id => !questions.some(question => question.id === id));
  if (strange !== undefined)
    throw AppError.invalid('One of these questions can no longer be practiced. Please choose again.', {
      questionId: strange,
    });
  return [...ids];
}

interface Three {
  readonly questions: readonly Question[];
  /** Competencies that differ; the more, the more of the role is practiced. */
  readonly breadth: number;
  readonly categories: number;
}

/**
 * Every short practice is one of the threes that share the fewest competencies. Among these, earlier attempts are played through, each
 * taking what was asked least so far; then what covers more, and what comes first in the kit.
 */
function threeOf(
  questions: readonly Question[],
  wanted: readonly QuestionId[],
  attempt: number,
): readonly Question[] {
  if (questions.length <= SHORT_PRACTICE_QUESTIONS) return questions;
  const all = threesOf(questions);
  const usual = mostDifferent(all);
  const asked = new Map<QuestionId, number>();
  for (let earlier = 0; earlier < attempt; earlier += 1)
    for (const { id } of leastAsked(usual, asked).questions) asked.set(id, (asked.get(id) ?? 0) + 1);
  const withWanted = all.filter(three =>
    wanted.every(id => three.questions.some(question => question.id === id)),
  );
  return leastAsked(wanted.length === 0 ? usual : mostDifferent(withWanted), asked).questions;
}

/** In the kit's order, which is also the order in which a practice asks them. */
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

/** How often a competency comes up again after its first question. */
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
