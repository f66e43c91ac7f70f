import type { Kit } from '../../../shared/kit/kit.ts';
import { SECTIONS, type Section } from './sections.ts';

export interface Difference {
  section: Section;
  /** Names of the parts that differ; empty where a section has none, or only their order differs. */
  names: readonly string[];
}

/** Where two kits differ, as coarsely as a person wants to know before choosing one of them. */
export function differencesOf(one: Kit, other: Kit): Difference[] {
  const differences: Difference[] = [];
  for (const section of SECTIONS) {
    const [mine, theirs] = [contentOf(one, section), contentOf(other, section)];
    if (JSON.stringify(mine) !== JSON.stringify(theirs))
      differences.push({ section, names: changedNames(one, other, section) });
  }
  return differences;
}

function contentOf(kit: Kit, section: Section): unknown {
  return section === 'role' ? [kit.role, kit.level, kit.locale] : kit[section];
}

function changedNames(one: Kit, other: Kit, section: Section): string[] {
  const [mine, theirs] = [partsOf(one, section), partsOf(other, section)];
  const changed: string[] = [];
  for (const id of new Set([...mine.keys(), ...theirs.keys()])) {
    const [left, right] = [mine.get(id), theirs.get(id)];
    if (left?.content !== right?.content) changed.push(left?.name || right?.name || id);
  }
  return changed;
}

function partsOf(kit: Kit, section: Section): Map<string, { name: string; content: string }> {
  const parts =
    section === 'competencies'
      ? kit.competencies.map(part => ({ id: part.id, name: part.name, part }))
      : section === 'questions'
        ? kit.questions.map(part => ({ id: part.id, name: part.text, part }))
        : [];
  return new Map(parts.map(({ id, name, part }) => [id, { name, content: JSON.stringify(part) }]));
}
