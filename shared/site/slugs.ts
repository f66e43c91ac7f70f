import { Slug } from '../protocol/siteRoutes.ts';
import { plainWords } from './searchWords.ts';

const MAX_SLUG = 60;

export function slugFrom(words: string): Slug {
  const letters = plainWords(words).match(/[a-z0-9]+/g) ?? ['role'];
  return Slug.parse(cut(letters.join('-'), MAX_SLUG));
}

/** Returns the first of `name`, `name-2`, `name-3`, … that isn't taken. */
export function freeSlug(name: Slug, isTaken: (slug: Slug) => boolean): Slug {
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : `-${number}`;
    const slug = Slug.parse(cut(name, MAX_SLUG - ending.length) + ending);
    if (!isTaken(slug)) return slug;
  }
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/-+$/, '');
}

/** Maximum share of different letters in names that count as similar. */
const NEAR = 0.4;
const LONGEST = 60;

/** Returns roles with a similar address or name, best first. Finds typos and shared words. */
export function nearNames<T extends { slug: string; role: string }>(
  asked: string,
  all: readonly T[],
  limit: number,
): T[] {
  const wanted = lettersOf(asked);
  return all
    .map(named => ({
      named,
      distance: Math.min(distanceBetween(wanted, named.slug), distanceBetween(wanted, named.role)),
    }))
    .filter(({ distance }) => distance <= NEAR)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ named }) => named);
}

/** Returns 0 for equal names, up to 1 for names with nothing in common. */
function distanceBetween(wanted: string, name: string): number {
  const letters = lettersOf(name);
  if (wanted === '' || letters === '') return 1;
  if (sharesWord(wanted, letters)) return Math.min(0.3, editShare(wanted, letters));
  return editShare(wanted, letters);
}

/** True when names share a long word: "senior-backend" finds "backend-developer". */
function sharesWord(a: string, b: string): boolean {
  const words = new Set(a.split('-').filter(word => word.length >= 4));
  return b.split('-').some(word => words.has(word));
}

function editShare(a: string, b: string): number {
  return editDistance(a, b) / Math.max(a.length, b.length);
}

/** Returns the Levenshtein distance. Keeps only one row of the table. */
export function editDistance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let at = 1; at <= a.length; at += 1) {
    let diagonal = row[0] ?? 0;
    row[0] = at;
    for (let to = 1; to <= b.length; to += 1) {
      const above = row[to] ?? 0;
      const replaced = diagonal + (a[at - 1] === b[to - 1] ? 0 : 1);
      row[to] = Math.min(replaced, above + 1, (row[to - 1] ?? 0) + 1);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}

function lettersOf(name: string): string {
  return plainWords(name)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, LONGEST);
}
