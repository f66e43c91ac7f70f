import { Slug } from '../protocol/siteRoutes.ts';
import { plainWords } from './searchWords.ts';

const MAX_SLUG = 60;

/** An address made of words: `Backend Developer` becomes `backend-developer`. */
export function slugFrom(words: string): Slug {
  const letters = plainWords(words).match(/[a-z0-9]+/g) ?? ['role'];
  return Slug.parse(cut(letters.join('-'), MAX_SLUG));
}

/** The first of `name`, `name-2`, `name-3` … that is free. */
export function freeSlug(name: Slug, isTaken: (slug: Slug) => boolean): Slug {
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : `-${number}`;
    const slug = Slug.parse(cut(name, MAX_SLUG - ending.length) + ending);
    if (!isTaken(slug)) return slug;
  }
}

/** Never with a hyphen at its end. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/-+$/, '');
}
