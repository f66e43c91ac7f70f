import type { Kit } from '../../../shared/kit/kit.ts';
import { type FieldPath, isSameContent } from '../editor/fieldPath.ts';
import { countAt, countsOf, type Remark, type RemarkCounts } from '../editor/remarks.ts';

export const SECTIONS = ['role', 'competencies', 'questions', 'script', 'guide'] as const;
export type Section = (typeof SECTIONS)[number];

export function sectionOf(path: FieldPath): Section {
  const [first] = path;
  return SECTIONS.find(section => section === first) ?? 'role';
}

type OutlineEntry = { path: FieldPath; label: string; counts: RemarkCounts };
type OutlineSection = { section: Section; counts: RemarkCounts; entries: readonly OutlineEntry[] };

export function outlineOf(kit: Kit, remarks: readonly Remark[]): OutlineSection[] {
  return SECTIONS.map(section => ({
    section,
    counts: countsOf(remarks.filter(remark => sectionOf(remark.path) === section)),
    entries: partsOf(kit, section).map(({ path, name }) => ({
      path,
      label: name,
      counts: countAt(remarks, path),
    })),
  }));
}

export function partsOf(kit: Kit, section: Section) {
  switch (section) {
    case 'competencies':
      return kit.competencies.map((part, index) => ({ path: [section, index], name: part.name, part }));
    case 'questions':
      return kit.questions.map((part, index) => ({ path: [section, index], name: part.text, part }));
    case 'guide':
      return kit.guide.questions.map((part, index) => ({
        path: [section, 'questions', index],
        name: part.title || part.question,
        part,
      }));
    default:
      return [];
  }
}

export interface Difference {
  section: Section;
  /** Names of the changed parts; empty when only their order changed or the section has no parts. */
  names: readonly string[];
}

export function differencesOf(one: Kit, other: Kit): Difference[] {
  const differences: Difference[] = [];
  for (const section of SECTIONS) {
    if (!isSameContent(contentOf(one, section), contentOf(other, section)))
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
    if (!isSameContent(left?.part, right?.part)) changed.push(left?.name || right?.name || id);
  }
  return changed;
}

function partsById(kit: Kit, section: Section) {
  return new Map<string, ReturnType<typeof partsOf>[number]>(
    partsOf(kit, section).map(entry => [entry.part.id, entry]),
  );
}
