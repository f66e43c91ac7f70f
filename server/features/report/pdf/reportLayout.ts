import type { ReportQuestion } from '../../../../shared/protocol/reportRoutes.ts';
import type { CandidateReport } from '../../../../shared/report/candidateReport.ts';
import type { Paper, TaggedPages, TaggedText } from '../../../printing/TaggedPages.ts';
import { INK } from '../../../printing/Typesetter.ts';
import { printedReport as texts } from '../../../texts/printedReport.ts';

/** Content of a print. Plain data, because it is sent to a worker thread. */
export interface PrintedReport {
  report: CandidateReport;
  question?: ReportQuestion | undefined;
  paper: Paper;
  /** Address of the report, for QR codes. Absent in prints for staff, who have no link. */
  address?: string | undefined;
  until?: number | undefined;
  /** True if the printed report is an unpublished draft. */
  draft: boolean;
}

/** Factors for font sizes and gaps, maximum lines of a text, and maximum rows of a table. */
export type Density = { scale: number; gap: number; lines: number; rows: number };

const ALL = Number.POSITIVE_INFINITY;

/** Ordered from loose to dense. The densest layouts cut texts and tables, and the page says so. */
export const DENSITIES: readonly [Density, ...Density[]] = [
  { scale: 1.1, gap: 1.5, lines: ALL, rows: ALL },
  ...[1.06, 1.02, 0.98, 0.94, 0.9, 0.87, 0.84].map((scale, step) => ({
    scale,
    gap: 1.3 - step * 0.14,
    lines: ALL,
    rows: ALL,
  })),
  ...[8, 6, 5, 4, 3, 2, 1, 0].map(lines => ({ scale: 0.84, gap: 0.4, lines, rows: ALL })),
  ...[20, 16, 12, 10, 8, 6].map(rows => ({ scale: 0.84, gap: 0.4, lines: 0, rows })),
];

/** Smallest font size in points. Smaller text is hard to read. */
const SMALLEST = 7.5;

/** Returns the text styles for a density. Important texts may have more lines than `lines`. */
export function stylesOf({ scale, gap, lines }: Density) {
  const style = <T extends TaggedText>(size: number, more: T) => ({
    lines: Math.max(1, lines),
    leading: 0.06 + 0.1 * gap,
    size: Math.max(SMALLEST, size * scale),
    ...more,
  });
  return {
    eyebrow: style(8.5, { font: 'strong', color: INK.accent, lines: 1 }),
    title: style(21, { tag: 'H1', font: 'strong', lines: 2 }),
    headline: style(13, { font: 'strong', lines: lines + 2 }),
    heading: style(12, { tag: 'H2', font: 'strong', color: INK.accent, lines: 1 }),
    name: style(9.5, { tag: 'H3', font: 'strong', lines: Math.max(1, Math.min(lines, 2)) }),
    body: style(9.5, { lines: lines + 1 }),
    strong: style(9.5, { font: 'strong', lines: lines + 1 }),
    small: style(8.2, {}),
    muted: style(8.2, { color: INK.muted }),
    label: style(7.8, { font: 'medium', color: INK.muted, lines: 1 }),
  } as const;
}

export type Styles = ReturnType<typeof stylesOf>;

export function section(
  pages: TaggedPages,
  title: string,
  density: Density,
  write: () => void,
  explanation?: string,
): void {
  const { heading, muted } = stylesOf(density);
  if (!pages.atTop) pages.gap(13 * density.gap);
  pages.element('Sect', () => {
    pages.bookmark(title);
    pages.text(title, heading);
    pages.gap(2 * density.gap);
    if (explanation) {
      pages.text(explanation, muted);
      pages.gap(2 * density.gap);
    }
    pages.rule();
    pages.gap(6 * density.gap);
    write();
  });
}

export function writeRest(pages: TaggedPages, count: number, density: Density): void {
  if (count === 0) return;
  pages.shorten();
  pages.gap(3 * density.gap);
  pages.text(texts.rest(count), stylesOf(density).muted);
}
