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

const MAX_LENGTH = 40;

/**
 * An id for a new part out of its first text, such as `finding-slow-queries`. It is made once: ratings refer to a part by
 * its id through every later version, whatever its text becomes. `taken` are the ids it must differ from, `kind` stands in
 * for a text without a Latin letter.
 */
export function partId(text: string, kind: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const stem = slugOf(text) || kind;
  if (!used.has(stem)) return stem;
  for (let count = 2; ; count += 1) {
    const ending = `-${count}`;
    const id = shortened(stem, MAX_LENGTH - ending.length) + ending;
    if (!used.has(id)) return id;
  }
}

function slugOf(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    // An id starts with a letter.
    .replace(/^[^a-z]+/, '')
    .replace(/-+$/, '');
  return shortened(words, MAX_LENGTH);
}

/** Cut between words where that leaves most of it. */
function shortened(words: string, length: number): string {
  if (words.length <= length) return words;
  const cut = words.slice(0, length);
  const lastGap = words[length] === '-' ? length : cut.lastIndexOf('-');
  return (lastGap > length / 2 ? cut.slice(0, lastGap) : cut).replace(/-+$/, '');
}
