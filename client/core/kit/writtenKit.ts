import { z } from 'zod';
import { withGuideOfToday } from '../../../shared/kit/earlierKits.ts';
import { CodeLanguage, Difficulty } from '../../../shared/kit/guide.ts';
import { ANCHOR_COUNT, type Kit, QuestionCategory } from '../../../shared/kit/kit.ts';
import { CompetencyId, GuideQuestionId, ProbeId, QuestionId } from '../../../shared/kit/kitIds.ts';

const text = z.string();
const texts = z.array(text);
/** An empty field holds no number, which JSON writes as null. */
const count = z
  .number()
  .nullable()
  .transform(value => value ?? Number.NaN);

const GuideQuestion = z.strictObject({
  id: GuideQuestionId,
  title: text,
  question: text,
  topic: text.default(''),
  difficulty: Difficulty.default('intermediate'),
  short: text.default(''),
  answer: text,
  coachNote: text.default(''),
  commonMistake: text.default(''),
  followUps: texts.default([]),
  code: z.strictObject({ language: CodeLanguage, code: text }).optional(),
  practice: QuestionId.optional(),
});

const Written = z.strictObject({
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
      retries: z.number().optional(),
      practice: z.boolean().optional(),
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
    questions: z.array(GuideQuestion),
    preparation: z.array(z.strictObject({ title: text, text })),
    expertTip: text,
    commonMistake: text,
  }),
});

/**
 * A kit in the middle of being written, as it is kept in the browser: the shape of a kit without its limits, so that
 * nothing that was typed is refused. A draft that an earlier version kept is read as well.
 */
export const WrittenKit = z.preprocess(withGuideOfToday, Written);

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

/** Whether two kits, or two parts of kits, say the same, whichever of their fields was written first. */
export function sayTheSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [ours, theirs] = [Object.entries(one), Object.keys(other)];
  return (
    ours.length === theirs.length &&
    ours.every(([key, value]) => Object.hasOwn(other, key) && sayTheSame(value, Reflect.get(other, key)))
  );
}
