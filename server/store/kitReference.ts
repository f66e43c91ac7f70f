import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type InterviewKit, RecruiterScript } from '../../shared/kit/kit.ts';
import { CompetencyId, QuestionId } from '../../shared/kit/kitIds.ts';

/** How the kit of one interview differs from the saved version that it was made of: a practice asks some questions, in its own words. */
export const KitDifference = z.strictObject({
  questionIds: z.array(QuestionId),
  competencyIds: z.array(CompetencyId),
  /** Lines that differ. The default of `briefing` must not stand for a line that does not. */
  script: z.strictObject({ ...RecruiterScript.partial().shape, briefing: z.string().optional() }),
});
export type KitDifference = z.infer<typeof KitDifference>;

/** Returns what leads from `saved` to `kit`; undefined where a difference cannot express it. */
export function differenceFrom(saved: InterviewKit, kit: InterviewKit): KitDifference | undefined {
  const script = Object.entries(kit.script).filter(
    ([line, words]) => !isDeepStrictEqual(words, saved.script[line as keyof RecruiterScript]),
  );
  const difference: KitDifference = {
    questionIds: kit.questions.map(({ id }) => id),
    competencyIds: kit.competencies.map(({ id }) => id),
    script: Object.fromEntries(script),
  };
  return isDeepStrictEqual(withDifference(saved, difference), kit) ? difference : undefined;
}

export function withDifference(
  saved: InterviewKit,
  { questionIds, competencyIds, script }: KitDifference,
): InterviewKit {
  return {
    ...saved,
    questions: picked(saved.questions, questionIds),
    competencies: picked(saved.competencies, competencyIds),
    script: { ...saved.script, ...(script as Partial<RecruiterScript>) },
  };
}

function picked<Id extends string, T extends { id: Id }>(parts: readonly T[], ids: readonly Id[]): T[] {
  const byId = new Map(parts.map(part => [part.id, part]));
  return ids.flatMap(id => byId.get(id) ?? []);
}
