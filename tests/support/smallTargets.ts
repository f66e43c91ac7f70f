import type { Page } from 'playwright-core';
import { drawn } from './drawn.ts';

const LEAST_PX = 24;
const PRESSED =
  'a, button, input, select, textarea, summary, [role="slider"], [role="tab"], [role="menuitem"]';

/** Returns the names of targets smaller than 24 px in either direction (WCAG 2.5.8), except links within sentences. */
export async function smallTargets(page: Page): Promise<string[]> {
  await drawn(page);
  return page.evaluate(
    ({ least, pressed }) =>
      [...document.querySelectorAll(pressed)].flatMap(element => {
        // A label around a field is part of its target.
        const { height, width } = (element.closest('label') ?? element).getBoundingClientRect();
        const seen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        const wordOfSentence = element.matches('p a');
        // Elements for screen readers only are one pixel wide, and no targets.
        if (!seen || wordOfSentence || width <= 1 || (width >= least - 0.01 && height >= least - 0.01))
          return [];
        const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
        return [`${element.tagName.toLowerCase()} "${name.slice(0, 60)}", ${width} x ${height}`];
      }),
    { least: LEAST_PX, pressed: PRESSED },
  );
}
