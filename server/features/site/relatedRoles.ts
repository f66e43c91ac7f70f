import type { Kit } from '../../../shared/kit/kit.ts';
import { plainWords } from '../../../shared/site/searchWords.ts';
import type { PublicRole } from './PublicRoles.ts';

const MAX_RELATED = 3;
/** A word of the name says more than one of a competency. */
const NAME_WEIGHT = 3;

/** Other roles for the same person: those whose names and competencies have most words in common; otherwise those that come first. */
export function relatedRoles(
  { slug, kit }: { slug: string; kit: Kit },
  all: readonly PublicRole[],
): PublicRole[] {
  const [name, competencies] = [wordsOf(kit.role), competencyWords(kit)];
  const likeness = (other: Kit) =>
    NAME_WEIGHT * inCommon(name, wordsOf(other.role)) + inCommon(competencies, competencyWords(other));
  return all
    .filter(other => other.slug !== slug)
    .map(other => ({ other, likeness: likeness(other.kit) }))
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, MAX_RELATED)
    .map(({ other }) => other);
}

function competencyWords({ competencies }: Kit): Set<string> {
  return wordsOf(competencies.map(({ name }) => name).join(' '));
}

/** Short words join names and say nothing. */
function wordsOf(text: string): Set<string> {
  return new Set((plainWords(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => word.length > 3));
}

function inCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter(word => b.has(word)).length;
}
