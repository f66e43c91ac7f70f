import type { Kit } from '../../../shared/kit/kit.ts';
import { partsOf, SECTIONS, type Section } from './sections.ts';
import { sayTheSame } from './writtenKit.ts';

export interface Difference {
  section: Section;
  /** Names of the parts that differ; empty where a section has none, or only their order differs. */
  names: readonly string[];
}

/** Where two kits differ, as coarsely as a person wants to know before choosing one of them. */
export function differencesOf(one: Kit, other: Kit): Difference[] {
  const differences: Difference[] = [];
  for (const section of SECTIONS) {
    if (!sayTheSame(contentOf(one, section), contentOf(other, section)))
      differences.push({ section, names: changedNames(one, other, section) });
  }
  return differences;
}

function contentOf(kit: Kit, section: Section): unknown {
  return section === 'role' ? [kit.role, kit.level, kit.locale] : kit[section];
}

function changedNames(one: Kit, other: Kit, section: Section): string[] {
  const [mine, theirs] = [partsById(one, section), partsById(other, section)];
  const changed: string[] = [];
  for (const id of new Set<string>([...mine.keys(), ...theirs.keys()])) {
    const [left, right] = [mine.get(id), theirs.get(id)];
    if (!sayTheSame(left?.part, right?.part)) changed.push(left?.name || right?.name || id);
  }
  return changed;
}

function partsById(kit: Kit, section: Section) {
  return new Map<string, ReturnType<typeof partsOf>[number]>(
    partsOf(kit, section).map(entry => [entry.part.id, entry]),
  );
}
