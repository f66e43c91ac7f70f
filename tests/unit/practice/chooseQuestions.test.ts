import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import type { InterviewKit, Question } from '../../../shared/kit/kit.ts';
import { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { chooseQuestions, type QuestionChoice } from '../../../shared/practice/chooseQuestions.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';

const kit = exampleInterviewKit();
const questionId = (number: number) => QuestionId.parse(`question-${number}`);
const ids = (...numbers: number[]) => numbers.map(questionId);

function refusal(choice: Partial<QuestionChoice>, of: Pick<InterviewKit, 'questions'> = kit): unknown {
  try {
    return chooseQuestions(of, { length: 'full', attempt: 0, ...choice });
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
}

describe('the questions of a practice interview', () => {
  it('are all questions of the kit in full length, and the chosen one for a single question', () => {
    expect(chooseQuestions(kit, { length: 'full', attempt: 3 })).toEqual(ids(1, 2, 3, 4, 5, 6, 7));
    const one = { length: 'question', questionId: questionId(5), attempt: 0 } as const;
    expect(chooseQuestions(kit, one)).toEqual(ids(5));
  });

  it('are three of different competencies in short length, and others the next time', () => {
    const short = (attempt: number) => chooseQuestions(kit, { length: 'short', attempt });
    expect(short(0)).toEqual(ids(2, 5, 7));
    expect(short(1)).toEqual(ids(1, 3, 4));
  });

  it('are those of an earlier attempt, in their order, for any length', () => {
    const choice = {
      length: 'short',
      questionIds: ids(6, 1),
      questionId: questionId(3),
      attempt: 0,
    } as const;
    expect(chooseQuestions(kit, choice)).toEqual(ids(6, 1));
  });

  it('are rejected when the kit does not have them, when one is repeated, and when none is named', () => {
    const stranger = QuestionId.parse('from-another-kit');
    expect(refusal({ length: 'question', questionId: stranger })).toBe('invalid');
    expect(refusal({ length: 'short', questionId: stranger })).toBe('invalid');
    expect(refusal({ questionIds: [questionId(1), stranger] })).toBe('invalid');
    expect(refusal({ questionIds: ids(1, 1) })).toBe('invalid');
    expect(refusal({ questionIds: [] })).toBe('invalid');
    expect(refusal({ length: 'question' })).toBe('invalid');
    expect(refusal({ length: 'full' }, { questions: [] })).toBe('invalid');
    expect(refusal({ length: 'short' }, { questions: [] })).toBe('invalid');
  });
});

const questionsArbitrary = fc
  .array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 2 }), {
    minLength: 1,
    maxLength: 9,
  })
  .map(all =>
    all.map(
      (competencies, index): Question => ({
        ...(kit.questions[0] as Question),
        id: questionId(index + 1),
        competencies: competencies.map(id => CompetencyId.parse(id)),
      }),
    ),
  );
const attempts = fc.nat(12);

function sharing(questions: readonly Question[]): number {
  const all = questions.flatMap(({ competencies }) => competencies);
  return all.length - new Set(all).size;
}

function everyThree(questions: readonly Question[]): Question[][] {
  return questions.flatMap((a, i) =>
    questions.slice(i + 1).flatMap((b, j) => questions.slice(i + j + 2).map(c => [a, b, c])),
  );
}

describe('a short practice interview with any kit', () => {
  const shortOf = (questions: Question[], attempt: number, wanted?: QuestionId) => {
    const chosen = chooseQuestions({ questions }, { length: 'short', attempt, questionId: wanted });
    return chosen.map(id => questions.find(question => question.id === id) as Question);
  };

  it('has three different questions in kit order, or all when there are fewer, and the same for each call', () => {
    fc.assert(
      fc.property(questionsArbitrary, attempts, (questions, attempt) => {
        const chosen = shortOf(questions, attempt);
        expect(new Set(chosen).size).toBe(Math.min(3, questions.length));
        expect(chosen).toEqual(questions.filter(question => chosen.includes(question)));
        expect(shortOf(questions, attempt)).toEqual(chosen);
      }),
    );
  });

  it('never has two questions of one competency when another choice exists', () => {
    fc.assert(
      fc.property(questionsArbitrary, attempts, (questions, attempt) => {
        fc.pre(questions.length >= 3);
        const least = Math.min(...everyThree(questions).map(sharing));
        expect(sharing(shortOf(questions, attempt))).toBe(least);
      }),
    );
  });

  it('repeats no earlier question when it can avoid it', () => {
    fc.assert(
      fc.property(questionsArbitrary, attempts, (questions, attempt) => {
        fc.pre(questions.length >= 3);
        const before = new Set(
          Array.from({ length: attempt }, (_, earlier) => shortOf(questions, earlier)).flat(),
        );
        const least = Math.min(...everyThree(questions).map(sharing));
        const fresh = everyThree(questions).some(
          three => sharing(three) === least && !three.some(question => before.has(question)),
        );
        if (fresh) expect(shortOf(questions, attempt).some(question => before.has(question))).toBe(false);
      }),
    );
  });

  it('includes the question that it was started from', () => {
    fc.assert(
      fc.property(questionsArbitrary, attempts, fc.nat(8), (questions, attempt, which) => {
        const wanted = questions[which % questions.length] as Question;
        const chosen = shortOf(questions, attempt, wanted.id);
        expect(chosen).toContain(wanted);
        expect(chosen).toHaveLength(Math.min(3, questions.length));
      }),
    );
  });
});
