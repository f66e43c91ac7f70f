import type { Kit } from '../../shared/kit/kit.ts';
import { guideQuestion } from './exampleKit.ts';
import { briefKit } from './spokenKit.ts';

/** A kit with few and short lines whose guide lets people practice each of its questions alone. */
export function practiceableKit(changes: Partial<Kit> = {}): Kit {
  const kit = briefKit();
  return {
    ...kit,
    guide: {
      ...kit.guide,
      questions: kit.questions.map(({ id }, index) =>
        guideQuestion({
          id: `subject-${index + 1}` as never,
          title: `Subject ${index + 1}`,
          practice: id,
        }),
      ),
    },
    ...changes,
  };
}
