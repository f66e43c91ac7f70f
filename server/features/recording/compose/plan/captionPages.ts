import type { Caption } from '../../../../../shared/recording/review.ts';
import type { CaptionPage } from './planSigns.ts';

/**
 * Cuts captions into what fits into their place at once. `linesOf` breaks a text into lines as they are drawn. Each page stands for its
 * share of the caption's letters.
 */
export function captionPages(
  captions: readonly Caption[],
  linesOf: (text: string) => readonly string[],
  linesPerPage: number,
): CaptionPage[] {
  return captions
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .flatMap(({ fromMs, toMs, text }, index, sorted) => {
      const lines = linesOf(text);
      const letters = lines.reduce((sum, line) => sum + line.length, 0);
      // The next caption takes the place, whether this one is over or not.
      const endMs = Math.min(toMs, sorted[index + 1]?.fromMs ?? toMs);
      const pages: CaptionPage[] = [];
      let shown = 0;
      for (let first = 0; first < lines.length; first += linesPerPage) {
        const page = lines.slice(first, first + linesPerPage);
        const share = page.reduce((sum, line) => sum + line.length, 0) / letters;
        const at = (part: number) => fromMs + (endMs - fromMs) * part;
        pages.push({ fromMs: at(shown), toMs: at(shown + share), text: page.join('\n') });
        shown += share;
      }
      return pages.filter(page => page.toMs > page.fromMs);
    });
}
