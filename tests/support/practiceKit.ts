import type { Kit } from '../../shared/kit/kit.ts';
import { guideQuestion } from './exampleKit.ts';
import { briefKit } from './spokenKit.ts';

/** A kit with few, short lines, all of whose questions can be practiced alone. */
export function practiceableKit(changes: Partial<Kit> = {}): Kit {
  const kit = briefKit();
  return {
    ...kit,
    questions: kit.questions.map(question => ({ ...question, practice: true })),
    guide: {
      ...kit.guide,
      questions: kit.questions.map(({ id, text }, index) =>
        guideQuestion({
          id: `subject-${index + 1}` as never,
          title: `Subject ${index + 1}`,
          question: text,
          practice: id,
        }),
      ),
    },
    ...changes,
  };
}

/**
 * Adds a third question, so that a short practice asks all of them, and has even fewer lines of one or two
 * seconds: one thank-you for every answer, and one follow-up to every short answer.
 */
export function shortPracticeKit(): Kit {
  const kit = practiceableKit();
  const { questions, script } = kit;
  const third = { ...questions[1], id: 'question-3', text: 'What would you do now?' };
  return {
    ...kit,
    questions: [...questions, third].map((question, index) => ({
      ...(question as Kit['questions'][number]),
      probes: [{ id: `probe-${index}` as never, text: 'And then?', whenShorterThanSeconds: 20 }],
    })),
    script: { ...script, acknowledgements: script.acknowledgements.map(() => THANKS) },
  };
}

const THANKS = 'Thank you.';
