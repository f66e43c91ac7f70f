import { GuideQuestionId, type KitId } from '../../shared/kit/kitIds.ts';
import type { ApiClient } from './apiClient.ts';
import { exampleKit, guideQuestion } from './exampleKit.ts';

/** Saves a kit with errors and suggestions of the linter. */
export async function createUnfinishedKit(owner: ApiClient): Promise<KitId> {
  const kit = exampleKit({ role: 'Backend Developer, storage team' });
  const [first, ...competencies] = kit.competencies;
  const [question, ...questions] = kit.questions;
  if (!first || !question) throw new Error('The example kit has competencies and questions.');
  const { kitId } = await owner.call('kits.create', {
    kit: {
      ...kit,
      competencies: [{ ...first, anchors: first.anchors.with(2, '').with(4, 'Very good.') }, ...competencies],
      questions: [{ ...question, competencies: [], probes: [] }, ...questions],
      guide: {
        ...kit.guide,
        questions: [
          guideQuestion({ title: 'What is an index, what is it good for, and what does it cost you?' }),
          guideQuestion({ id: GuideQuestionId.parse('what-is-caching'), short: '', practice: question.id }),
        ],
      },
    },
  });
  return kitId;
}
