import { beforeEach, describe, expect, it } from 'vitest';
import type { Kit } from '../../../shared/kit/kit.ts';
import { GuideQuestionId, type KitId } from '../../../shared/kit/kitIds.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { closedForPractice, exampleKit, guideQuestion, KIT_MARKS } from '../../support/exampleKit.ts';
import { PracticedServer } from './practicedServer.ts';
import { refusalOf } from './refusals.ts';

const house = PracticedServer.ofEachTest();
const slug = Slug.parse('company-role');
const ASKED = { slug, length: 'short', purpose: 'evaluation' } as const;

/** A company's own kit: none of its interview questions are open to practice. */
function companyKit(changes: Partial<Kit> = {}): Kit {
  const kit = closedForPractice(exampleKit());
  return {
    ...kit,
    guide: {
      ...kit.guide,
      questions: [1, 2, 3, 4].map(number =>
        guideQuestion({
          id: GuideQuestionId.parse(`subject-${number}`),
          question: `GUIDEMARK question ${number}?`,
          ...(number === 1 && { practice: kit.questions[0]?.id }),
        }),
      ),
    },
    ...changes,
  };
}

describe('practice with a company’s own kit', () => {
  let kitId: KitId;

  const publish = async (kit: Kit) => {
    ({ kitId } = await house.owner.call('kits.create', { kit }));
    await house.owner.call('publications.change', { kitId, slug, published: true });
  };
  const frozenBy = async (choice: Partial<Parameters<PracticedServer['start']>[0]>) => {
    const { interviewId } = await house.start({ ...ASKED, ...choice });
    const { rubric } = await house.server.interviews.read(interviewId);
    if (!rubric) throw new Error('The practice has no kit.');
    return rubric.chosen.kit;
  };

  beforeEach(() => publish(companyKit()));

  it.each(['short', 'full'] as const)(
    'asks the questions of its guide, never those of its interview: %s',
    async length => {
      const kit = await frozenBy({ length });
      const text = JSON.stringify(kit);
      expect(kit.questions.map(question => question.text)).toEqual(
        [1, 2, 3, 4].slice(0, length === 'short' ? 3 : 4).map(number => `GUIDEMARK question ${number}?`),
      );
      for (const mark of [KIT_MARKS.question, KIT_MARKS.probe, KIT_MARKS.modelAnswer, KIT_MARKS.anchor])
        expect(text).not.toContain(mark);
      // People can rate it, by one competency that reveals nothing of the kit.
      expect(kit.competencies).toHaveLength(1);
      expect(kit.competencies[0]?.anchors).toHaveLength(5);
      for (const { competencies } of kit.questions) expect(competencies).toEqual([kit.competencies[0]?.id]);
    },
  );

  it('offers each question of the guide individually, and rejects one of the interview', async () => {
    const asker = house.server.visitor();
    const offer = await asker.call('practice.offer', { slug });
    expect(offer.questions.map(({ questionId }) => questionId)).toEqual([
      'subject-1',
      'subject-2',
      'subject-3',
      'subject-4',
    ]);
    const { questions } = await frozenBy({ length: 'question', questionId: offer.questions[1]?.questionId });
    expect(questions.map(({ text }) => text)).toEqual(['GUIDEMARK question 2?']);
    for (const closed of [
      { length: 'question', questionId: 'question-1' },
      { length: 'short', questionIds: ['question-1'] },
    ] as const)
      expect((await refusalOf(house.start({ ...ASKED, ...closed } as never))).code).toBe('invalid');
  });

  it('asks the questions that the kit opens to practice, and adds some of the guide', async () => {
    const kit = companyKit();
    await house.owner.call('kits.save', {
      kitId,
      expectedVersion: 1,
      kit: {
        ...kit,
        questions: kit.questions.map((question, index) => ({ ...question, practice: index === 0 })),
      },
    });
    const { questions, competencies } = await frozenBy({ length: 'short' });
    expect(questions.map(({ id }) => id)).toEqual(['question-1', 'subject-2', 'subject-3']);
    expect(competencies).toHaveLength(2);
  });
});

describe('a copy of a kit', () => {
  it('opens none of its questions to practice, even when the original does', async () => {
    const { kitId } = await house.owner.call('kits.duplicate', { kitId: house.kitId });
    const { kit } = await house.owner.call('kits.read', { kitId });
    expect(kit.questions.length).toBeGreaterThan(0);
    for (const question of kit.questions) expect(question.practice ?? false).toBe(false);
  });
});
