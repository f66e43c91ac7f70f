import type { QuestionId } from '../kit/kitIds.ts';
import type { AttemptQuestion } from '../protocol/practiceRoutes.ts';

type ArcAnswer = Pick<
  AttemptQuestion,
  'questionId' | 'takes' | 'unheard' | 'written' | 'answerMs' | 'firstWordMs' | 'best'
>;

interface ArcAttempt {
  slug?: string | undefined;
  questions: readonly ArcAnswer[];
}

/** How far a person is with the questions of a role. */
interface Covered<Q> {
  readonly answered: number;
  readonly all: number;
  /** Questions without an answer, in the order of the role. */
  readonly left: readonly Q[];
}

/** True if the last answer has speech or text, as far as that is known. */
export function isAnswered({
  takes,
  unheard,
  written,
}: Pick<AttemptQuestion, 'takes' | 'unheard' | 'written'>): boolean {
  return !unheard && (takes > 0 || Boolean(written));
}

export function coveredOf<Q extends { questionId: QuestionId }>(
  { slug, questions }: { slug: string; questions: readonly Q[] },
  attempts: readonly ArcAttempt[],
): Covered<Q> {
  const answered = new Set(
    attempts
      .filter(attempt => attempt.slug === slug)
      .flatMap(attempt => attempt.questions.filter(isAnswered).map(({ questionId }) => questionId)),
  );
  const left = questions.filter(({ questionId }) => !answered.has(questionId));
  return { answered: questions.length - left.length, all: questions.length, left };
}

type Spoken = Required<Pick<ArcAnswer, 'answerMs'>> & Pick<ArcAnswer, 'firstWordMs'>;

/** First and latest spoken answer to one question, and the one that the person marked, if any. */
export interface ThenAndNow {
  readonly first: Spoken;
  readonly latest: Spoken;
  /** Can be the first or the latest answer. */
  readonly best?: Spoken;
}

/** Compares the attempts with a spoken answer. `attempts` are newest first. */
export function thenAndNowOf(
  questionId: QuestionId,
  attempts: readonly ArcAttempt[],
): ThenAndNow | undefined {
  const answers = attempts
    .flatMap(({ questions }) => questions.filter(answer => answer.questionId === questionId))
    .flatMap(({ answerMs, firstWordMs, best }) =>
      answerMs === undefined ? [] : [{ answerMs, firstWordMs, isBest: best === true }],
    );
  const [latest, first] = [answers[0], answers.at(-1)];
  if (!latest || !first || latest === first) return undefined;
  const best = answers.find(({ isBest }) => isBest);
  return { first, latest, ...(best && { best }) };
}
