import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { InterviewKit, type Question } from '../../../shared/kit/kit.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { introductionSeconds } from '../../../shared/kit/transcript.ts';
import { PracticeLength, PracticePurpose } from '../../../shared/practice/practice.ts';
import { plannedMinutesOf, practiceKitOf, practiceLines } from '../../../shared/practice/practiceKit.ts';
import { linesOf, STANDARD_LINES } from '../../../shared/recruiter/lines.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';

const kit = exampleInterviewKit();
const ids = (...numbers: number[]) => numbers.map(number => QuestionId.parse(`question-${number}`));
const EVERY = PracticeLength.options.flatMap(length =>
  PracticePurpose.options.map(purpose => ({ length, purpose })),
);

function changed(change: Partial<Question>): InterviewKit {
  return { ...kit, questions: kit.questions.map(question => ({ ...question, ...change })) };
}

describe('practiceKitOf', () => {
  it('has the questions of the attempt, in their order, and the competencies that they feed', () => {
    const practice = practiceKitOf(kit, { questionIds: ids(5, 1), length: 'short', purpose: 'self' });
    expect(practice.questions.map(({ id }) => id)).toEqual(ids(5, 1));
    expect(practice.competencies.map(({ id }) => id)).toEqual([
      'competency-1',
      'competency-3',
      'competency-4',
    ]);
    expect(practice.questions[1]).toEqual(kit.questions[0]);
  });

  it.each(EVERY)('returns a kit that is valid for an interview: $length, $purpose', fit => {
    const practice = practiceKitOf(kit, { questionIds: ids(1), ...fit });
    expect(InterviewKit.parse(practice)).toEqual(practice);
  });

  it('keeps the kit’s own words for everything between the questions', () => {
    const { script } = practiceKitOf(kit, { questionIds: ids(1), length: 'full', purpose: 'self' });
    const { greeting, consent, instructions, briefing, closing, ...between } = script;
    expect(kit.script).toMatchObject(between);
    expect(`${greeting}${consent}${instructions}${briefing}${closing}`).not.toContain('SCRIPTMARK');
  });

  it.each(EVERY)('introduces itself with the available time: $length, $purpose', fit => {
    const { script } = practiceKitOf(
      { ...kit, role: 'Senior Site Reliability Engineer' },
      { questionIds: ids(1), ...fit },
    );
    const one = fit.length === 'question';
    expect(introductionSeconds(script)).toBeLessThanOrEqual(one ? 5 : 30);
    if (!one) expect(script.greeting).toContain('Senior Site Reliability Engineer');
    expect(script.greeting).toContain("I'm an automated recruiter");
  });

  it.each(EVERY)('has little to read before the first question: $length, $purpose', fit => {
    const { briefing } = practiceKitOf(kit, { questionIds: ids(1), ...fit }).script;
    expect(briefing.split(/\s+/).length).toBeLessThanOrEqual(fit.length === 'question' ? 95 : 145);
  });

  it('states who sees a recording, and that it is optional', () => {
    for (const { length, purpose } of EVERY) {
      const { consent, briefing } = practiceKitOf(kit, { questionIds: ids(1), length, purpose }).script;
      // One question starts without it. The briefing and the choice before "Join" say the same.
      const said = length === 'question' ? briefing : consent;
      expect(said).toMatch(/if you agreed to a recording|need a recording/i);
      expect(/only you|just for you/.test(said)).toBe(purpose === 'self');
      expect(/people/.test(said)).toBe(purpose === 'evaluation');
      expect(/evaluate/.test(briefing)).toBe(purpose === 'evaluation');
    }
  });

  it('offers skipping and another answer only when the kit allows both for every question', () => {
    const said = (of: InterviewKit) => {
      const { instructions, briefing } = practiceKitOf(of, {
        questionIds: ids(1),
        length: 'short',
        purpose: 'self',
      }).script;
      return { instructions, again: briefing.includes('Answer again') };
    };
    expect(said(kit)).toMatchObject({ again: true });
    expect(said(kit).instructions).toContain('hear a question again, skip it, or answer it again.');
    expect(said(changed({ mayBeSkipped: false })).instructions).toContain(
      'hear a question again or answer it again.',
    );
    expect(said(changed({ retries: 0 }))).toMatchObject({ again: false });
    expect(said(changed({ retries: 0, mayBeSkipped: false })).instructions).toMatch(
      /You can hear a question again\.$/,
    );
  });

  it('rejects a question of another kit', () => {
    const act = () =>
      practiceKitOf(kit, { questionIds: [QuestionId.parse('elsewhere')], length: 'full', purpose: 'self' });
    expect(act).toThrow(AppError);
  });
});

describe('practiceLines', () => {
  it('are all lines that a practice interview with the kit can say, each once, and nothing else', () => {
    fc.assert(
      fc.property(fc.subarray(kit.questions, { minLength: 1 }), fc.constantFrom(...EVERY), (asked, fit) => {
        const questionIds = asked.map(({ id }) => id);
        const ready = new Set(practiceLines(kit).map(({ text }) => text));
        for (const { text } of linesOf(practiceKitOf(kit, { questionIds, ...fit })))
          expect(ready).toContain(text);
      }),
      { numRuns: 60 },
    );
    const texts = practiceLines(kit).map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    for (const own of [kit.script.greeting, kit.script.consent, kit.script.closing])
      expect(texts).not.toContain(own);
    expect(texts).toContain(STANDARD_LINES.answerAgain);
  });

  it('start with the line that is said first', () => {
    const keys = practiceLines(kit).map(({ key }) => key);
    expect(new Set(keys.slice(0, 4))).toEqual(new Set(['greeting', 'consent']));
  });
});

describe('plannedMinutesOf', () => {
  it('adds speech, thinking, and answering time, rounded up', () => {
    const minutes = (...numbers: number[]) =>
      plannedMinutesOf(
        practiceKitOf(kit, { questionIds: ids(...numbers), length: 'short', purpose: 'self' }),
      );
    // 135 seconds per question, and about half a minute of speech.
    expect(minutes(1)).toBe(3);
    expect(minutes(1, 3, 4)).toBe(8);
  });
});
