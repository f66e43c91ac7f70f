import { z } from 'zod';
import { reasonMessage } from '../errorReasons.ts';

/** Id of a part of a kit. Permanent, because ratings refer to it in all later versions. */
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, reasonMessage('kit-part-id'));

/** Built-in kits have names (`backend-developer`); an organization's own kits have UUIDs. */
export const KitId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .brand<'KitId'>();
export type KitId = z.infer<typeof KitId>;

/** The built-in kit with the questions that open interviews in every profession. */
export const ANY_ROLE = KitId.parse('any-role');

export const CompetencyId = slug.brand<'CompetencyId'>();
export type CompetencyId = z.infer<typeof CompetencyId>;

export const QuestionId = slug.brand<'QuestionId'>();
export type QuestionId = z.infer<typeof QuestionId>;

export const ProbeId = slug.brand<'ProbeId'>();
export type ProbeId = z.infer<typeof ProbeId>;

/** Id of a guide question, and its anchor on the role's page. */
export const GuideQuestionId = slug.brand<'GuideQuestionId'>();
export type GuideQuestionId = z.infer<typeof GuideQuestionId>;

/** Version of a kit, from 1. A saved version never changes. */
export const KitVersion = z.number().int().positive();

const MAX_LENGTH = 40;

/** Makes a new id from a text, such as `finding-slow-queries`, or from `kind` if it has no Latin letters. */
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
    .replace(/^[^a-z]+/, '')
    .replace(/-+$/, '');
  return shortened(words, MAX_LENGTH);
}

/** Shortens an id. Cuts between words, unless that would lose half of the id. */
function shortened(words: string, length: number): string {
  if (words.length <= length) return words;
  const cut = words.slice(0, length);
  const lastGap = words[length] === '-' ? length : cut.lastIndexOf('-');
  return (lastGap > length / 2 ? cut.slice(0, lastGap) : cut).replace(/-+$/, '');
}
