import type { TaggedPages } from '../../../printing/TaggedPages.ts';
import { type Density, stylesOf } from './density.ts';

/** A part of the report under its heading, which is a bookmark as well. */
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

/** Says how many rows of a table found no room. */
export function writeRest(pages: TaggedPages, count: number, density: Density): void {
  if (count === 0) return;
  pages.shorten();
  pages.gap(3 * density.gap);
  pages.text(`And ${count} more.`, stylesOf(density).muted);
}
