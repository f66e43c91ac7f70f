import { z } from 'zod';
import { ANCHOR_COUNT, type Kit, QuestionCategory } from '../../../shared/kit/kit.ts';
import { CompetencyId, ProbeId, QuestionId } from '../../../shared/kit/kitIds.ts';

const text = z.string();
const texts = z.array(text);
/** An empty field holds no number, which JSON writes as null. */
const count = z
  .number()
  .nullable()
  .transform(value => value ?? Number.NaN);

/**
 * A kit in the middle of being written, as it is kept in the browser: the shape of a kit without its limits, so that
 * nothing that was typed is refused.
 */
export const WrittenKit = z.strictObject({
  role: text,
  level: text,
  locale: text,
  competencies: z.array(z.strictObject({ id: CompetencyId, name: text, description: text, anchors: texts })),
  questions: z.array(
    z.strictObject({
      id: QuestionId,
      text,
      rephrased: text,
      category: QuestionCategory,
      competencies: z.array(CompetencyId),
      thinkSeconds: count,
      answerSeconds: count,
      mayBeSkipped: z.boolean().optional(),
      probes: z.array(z.strictObject({ id: ProbeId, text, whenShorterThanSeconds: z.number().optional() })),
      modelAnswer: text,
      strong: texts,
      weak: texts,
    }),
  ),
  script: z.strictObject({
    greeting: text,
    consent: text,
    instructions: text,
    briefing: text.default(''),
    acknowledgements: texts,
    reassurances: texts,
    reasks: texts,
    timeWarnings: texts,
    handOver: z.strictObject({ toPerson: texts, toRecruiter: texts }),
    closing: text,
  }),
  guide: z.strictObject({
    promise: text,
    questions: z.array(z.strictObject({ question: text, answer: text })),
    preparation: z.array(z.strictObject({ title: text, text })),
    expertTip: text,
    commonMistake: text,
  }),
});

/** The kit as the editor shows it: every competency has a field for each of its five anchors. */
export function editable(kit: Kit): Kit {
  return {
    ...kit,
    competencies: kit.competencies.map(competency => ({
      ...competency,
      anchors: Array.from({ length: ANCHOR_COUNT }, (_, index) => competency.anchors[index] ?? ''),
    })),
  };
}

/** Whether two kits say the same. */
export function sameKit(one: Kit, other: Kit): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
