import { z } from 'zod';

/** Names a part of a kit for good: ratings refer to it through every later version. */
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Use a-z, 0-9 and -, starting with a letter.');

/** Built-in kits are named (`backend-developer`), an organisation's own carry a UUID. */
export const KitId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .brand<'KitId'>();
export type KitId = z.infer<typeof KitId>;

export const CompetencyId = slug.brand<'CompetencyId'>();
export type CompetencyId = z.infer<typeof CompetencyId>;

export const QuestionId = slug.brand<'QuestionId'>();
export type QuestionId = z.infer<typeof QuestionId>;

export const ProbeId = slug.brand<'ProbeId'>();
export type ProbeId = z.infer<typeof ProbeId>;

/** A question of the public guide: its address on the role's page. */
export const GuideQuestionId = slug.brand<'GuideQuestionId'>();
export type GuideQuestionId = z.infer<typeof GuideQuestionId>;

/** Versions of one kit count from 1; a saved version never changes. */
export const KitVersion = z.number().int().positive();
