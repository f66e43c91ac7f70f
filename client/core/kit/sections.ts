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
  return SECTIONS.map(section => ({
    section,
    counts: countsOf(remarks.filter(remark => sectionOf(remark.place) === section)),
    entries: partsOf(kit, section).map(({ place, name }) => ({
      place,
      label: name,
      counts: countAt(remarks, place),
    })),
  }));
}

/** The parts of a section that have an id for good, each with what it is called; empty while it has no name. */
export function partsOf(kit: Kit, section: Section) {
  switch (section) {
    case 'competencies':
      return kit.competencies.map((part, index) => ({ place: [section, index], name: part.name, part }));
    case 'questions':
      return kit.questions.map((part, index) => ({ place: [section, index], name: part.text, part }));
    case 'guide':
      return kit.guide.questions.map((part, index) => ({
        place: [section, 'questions', index],
        name: part.title || part.question,
        part,
      }));
    default:
      return [];
  }
}
