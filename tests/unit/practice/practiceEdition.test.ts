import { describe, expect, it } from 'vitest';
import { kitFindingText } from '../../../client/texts/kitFindings.ts';
import { BUILT_IN_KITS, readBuiltInKits } from '../../../server/features/kit/builtInKits.ts';
import { InterviewKit, type Kit } from '../../../shared/kit/kit.ts';
import { GuideQuestionId } from '../../../shared/kit/kitIds.ts';
import { lintKit } from '../../../shared/kit/lintKit.ts';
import { chooseQuestions } from '../../../shared/practice/chooseQuestions.ts';
import { guidePracticesOf, practiceEditionOf } from '../../../shared/practice/practiceEdition.ts';
import { practiceKitOf, practiceOfferOf } from '../../../shared/practice/practiceKit.ts';
import { closedForPractice, exampleKit, guideQuestion } from '../../support/exampleKit.ts';

/** A kit without questions that are open to practice, with this many guide questions. */
function closedKit(guideQuestions: number, change: (kit: Kit) => Kit = kit => kit): Kit {
  const kit = closedForPractice(exampleKit());
  const questions = Array.from({ length: guideQuestions }, (_, index) =>
    guideQuestion({
      id: GuideQuestionId.parse(`subject-${index + 1}`),
      title: `Subject ${index + 1}`,
      question: `What is subject ${index + 1}?`,
    }),
  );
  return change({ ...kit, guide: { ...kit.guide, questions } });
}

const open = (kit: Kit, ...numbers: number[]): Kit => ({
  ...kit,
  questions: kit.questions.map((question, index) => ({ ...question, practice: numbers.includes(index + 1) })),
});
const askedOf = (kit: Kit) => practiceEditionOf(kit).questions.map(({ id }) => id);

describe('practiceEditionOf', () => {
  it('contains the questions that the kit opens when there are enough', () => {
    expect(askedOf(open(closedKit(10), 1, 4, 6))).toEqual(['question-1', 'question-4', 'question-6']);
    expect(practiceEditionOf(exampleKit())).toMatchObject({
      fullLength: 7,
      questions: exampleKit().questions,
    });
  });

  it('adds questions of the guide when there are too few', () => {
    expect(askedOf(open(closedKit(3), 2))).toEqual(['question-2', 'subject-1', 'subject-2', 'subject-3']);
    expect(askedOf(closedKit(2))).toEqual(['subject-1', 'subject-2']);
    expect(askedOf(closedKit(0))).toEqual([]);
  });

  it('omits a subject that an open question covers, and one without words', () => {
    const kit = closedKit(4, one => open(one, 1));
    const [first, second, ...others] = kit.guide.questions;
    const questions = [
      { ...first, practice: 'question-1' },
      { ...second, question: '' },
      ...others,
    ] as Kit['guide']['questions'];
    expect(askedOf({ ...kit, guide: { ...kit.guide, questions } })).toEqual([
      'question-1',
      'subject-3',
      'subject-4',
    ]);
  });

  it('has unique IDs when guide and interview share some', () => {
    const shared = ['question-1', 'guide-question-1', 'question-2'];
    const kit = closedKit(3);
    const questions = kit.guide.questions.map((entry, index) => ({
      ...entry,
      id: GuideQuestionId.parse(shared[index]),
    }));
    const edited = { ...kit, guide: { ...kit.guide, questions } };
    const asked = askedOf(edited);
    expect(new Set(asked).size).toBe(3);
    for (const id of asked) expect(edited.questions.map(one => one.id)).not.toContain(id);
    const edition = practiceEditionOf(edited);
    expect([...guidePracticesOf(edited, edition).values()].map(({ questionId }) => questionId)).toEqual(
      asked,
    );
  });

  it('is as long as the interview in full length, and rotates through the guide in short length', () => {
    const edition = practiceEditionOf(closedKit(20));
    expect(edition.questions).toHaveLength(20);
    expect(chooseQuestions(edition, { length: 'full', attempt: 0 })).toHaveLength(7);
    const short = (attempt: number) => chooseQuestions(edition, { length: 'short', attempt });
    expect([short(0), short(1)]).toEqual([
      ['subject-1', 'subject-2', 'subject-3'],
      ['subject-4', 'subject-5', 'subject-6'],
    ]);
  });

  it('is rated by one competency, with a model answer and a follow-up from the guide', () => {
    const edition = practiceEditionOf(closedKit(5));
    const [questionId] = edition.questions.map(({ id }) => id);
    if (!questionId) throw new Error('Nothing is asked.');
    const kit = practiceKitOf(edition, {
      questionIds: [questionId],
      length: 'question',
      purpose: 'evaluation',
    });
    expect(InterviewKit.parse(kit)).toEqual(kit);
    expect(kit.competencies.map(({ name }) => name)).toEqual(['Answer quality']);
    expect(kit.questions[0]).toMatchObject({
      text: 'What is subject 1?',
      modelAnswer: 'GUIDEMARK a map.',
      strong: ['GUIDEMARK say what it costs.'],
      weak: ['GUIDEMARK one for each column.'],
      probes: [{ text: 'GUIDEMARK when does it not help?' }],
    });
  });

  it('offers every question of the guide alone, in the words of the guide', async () => {
    for (const { kit } of await readBuiltInKits(BUILT_IN_KITS)) {
      const edition = practiceEditionOf(kit);
      const offered = new Map(practiceOfferOf(kit).questions.map(one => [one.title, one.questionId]));
      const missing = kit.guide.questions.filter(({ title, question }) => {
        const questionId = offered.get(title);
        if (!questionId) return true;
        const choice = { length: 'question', questionId, attempt: 0 } as const;
        const questionIds = chooseQuestions(edition, choice);
        const asked = practiceKitOf(edition, { questionIds, length: 'question', purpose: 'evaluation' });
        InterviewKit.parse(asked);
        return asked.questions[0]?.text.replace('Please tell', 'Tell') !== question;
      });
      expect(
        missing.map(({ id }) => id),
        kit.role,
      ).toEqual([]);
    }
  });

  it('offers a related question of the interview only where the guide asks none, and says so', () => {
    const kit = open(closedKit(3), 1, 2, 3);
    const [first, second, third] = kit.guide.questions;
    const questions = [
      { ...first, practice: 'question-1', question: '' },
      { ...second, practice: 'question-2' },
      { ...third, practice: 'question-3', question: `Please, ${kit.questions[2]?.text}` },
    ] as Kit['guide']['questions'];
    const linked = { ...kit, guide: { ...kit.guide, questions } };
    expect([...guidePracticesOf(linked, practiceEditionOf(linked))]).toEqual([
      ['subject-1', { questionId: 'question-1', related: true }],
      ['subject-2', { questionId: 'subject-2' }],
      ['subject-3', { questionId: 'question-3' }],
    ]);
    // A question that the guide doesn't ask is offered by its own words, not under a heading of the guide.
    const { questions: offered } = practiceOfferOf(linked);
    expect(offered.map(({ title, asked, guide = false }) => [title, asked, guide])).toEqual([
      ['Subject 2', 'What is subject 2?', true],
      // Asked in the interview's words.
      ['Subject 3', kit.questions[2]?.text, true],
      [kit.questions[0]?.text, undefined, false],
      [kit.questions[1]?.text, undefined, false],
    ]);
  });

  it('offers guide questions by their headings', () => {
    const { questions, lengths } = practiceOfferOf(closedKit(4));
    expect(questions.map(({ title }) => title)).toEqual(['Subject 1', 'Subject 2', 'Subject 3', 'Subject 4']);
    expect(questions[0]).toMatchObject({ asked: 'What is subject 1?', guide: true });
    expect(lengths.map(({ length, questions: count }) => [length, count])).toEqual([
      ['question', 1],
      ['short', 3],
      ['full', 4],
    ]);
  });
});

describe('lintKit for practice', () => {
  const findingsIn = (kit: Kit) => lintKit(kit).filter(({ code }) => code === 'little-practice');

  it('warns when a guide exists and practice has too few questions', () => {
    const findings = findingsIn(closedKit(2));
    expect(findings).toMatchObject([
      {
        severity: 'warning',
        path: ['guide', 'questions'],
      },
    ]);
    expect(findings.map(kitFindingText)).toEqual([expect.stringContaining('only 2 questions')]);
    expect(findingsIn(closedKit(3))).toEqual([]);
    expect(findingsIn(open(closedKit(1), 1, 2))).toEqual([]);
  });

  it('reports nothing for a kit without a guide, which is not meant for the public', () => {
    expect(findingsIn(closedKit(0))).toEqual([]);
  });
});
