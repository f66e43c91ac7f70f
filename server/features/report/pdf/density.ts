import type { TaggedText } from '../../../printing/TaggedPages.ts';
import { INK } from '../../../printing/Typesetter.ts';

/** How much stands on a page: the size of letters and gaps, lines of a text, rows of a table. */
export interface Density {
  scale: number;
  gap: number;
  lines: number;
  rows: number;
}

const ALL = Number.POSITIVE_INFINITY;

/** From the most generous on; the last ones leave things out, and say so. */
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

/** The smallest letters that are read without effort. */
const SMALLEST = 7.5;

/** The kinds of text that a report has. What matters most is cut last. */
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
