import type { Kit } from '../../../shared/kit/kit.ts';
import type { Place } from './place.ts';
import { countAt, countsOf, type Remark, type RemarkCounts } from './remarks.ts';

/** The parts of the document, in its order. */
export const SECTIONS = ['role', 'competencies', 'questions', 'script', 'guide'] as const;
export type Section = (typeof SECTIONS)[number];

export function sectionOf(place: Place): Section {
  const [first] = place;
  return SECTIONS.find(section => section === first) ?? 'role';
}

export interface OutlineEntry {
  place: Place;
  /** What the part is called; empty while it has no name. */
  label: string;
  counts: RemarkCounts;
}

export interface OutlineSection {
  section: Section;
  counts: RemarkCounts;
  entries: readonly OutlineEntry[];
}

/** What the kit consists of, and how many remarks stand where. */
export function outlineOf(kit: Kit, remarks: readonly Remark[]): OutlineSection[] {
  const entriesOf: Partial<Record<Section, readonly string[]>> = {
    competencies: kit.competencies.map(({ name }) => name),
    questions: kit.questions.map(({ text }) => text),
  };
  return SECTIONS.map(section => ({
    section,
    counts: countsOf(remarks.filter(remark => sectionOf(remark.place) === section)),
    entries: (entriesOf[section] ?? []).map((label, index) => ({
      place: [section, index],
      label,
      counts: countAt(remarks, [section, index]),
    })),
  }));
}
