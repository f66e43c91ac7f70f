import type { Page } from 'playwright-core';

/** What Tab found wrong on a page, as sentences. */
export type WalkFindings = string[];

interface Walk {
  /** Removes what the walk has added to the page, and returns what it found. */
  end: () => WalkFindings;
  /** True once the focus has left the part that is walked. */
  hasLeft: () => boolean;
}

declare global {
  interface Window {
    keyboardWalk?: Walk;
  }
}

/** More controls than any page has. */
const MAX_STEPS = 250;

/**
 * Presses Tab through a part of the page, and returns what is wrong: controls that Tab skips, an order that jumps
 * back up or to the left, controls that look the same with and without the focus, and controls that something covers.
 * `where` takes the focus at the start, so it needs `tabindex="-1"`.
 */
export async function walkByKeyboard(page: Page, where = '#main'): Promise<WalkFindings> {
  await page.evaluate(beginWalk, where);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => window.keyboardWalk?.hasLeft() ?? true)) break;
  }
  return page.evaluate(() => window.keyboardWalk?.end() ?? []);
}

/** Runs in the page. */
function beginWalk(where: string): void {
  const part = document.querySelector<HTMLElement>(where);
  if (!part) throw new Error(`The page has no ${where}.`);
  const findings: string[] = [];
  const reached = new Set<Element>();
  let last: { element: HTMLElement; looks: string; rect: DOMRect } | undefined;
  let left = false;

  // A control whose look changes slowly looks the same at first.
  const still = new CSSStyleSheet();
  still.replaceSync('*, ::before, ::after { transition: none !important; scroll-behavior: auto !important }');
  document.adoptedStyleSheets.push(still);

  const nameOf = (element: Element) => {
    const { ariaLabel, textContent, tagName } = element as HTMLElement;
    const label = (element as HTMLInputElement).labels?.[0]?.textContent;
    return `${tagName.toLowerCase()} “${(ariaLabel ?? label ?? textContent ?? '').trim().slice(0, 60)}”`;
  };
  /** How a control, its labels, and what surrounds it closely look. A ring may be drawn on any of them. */
  const looksOf = (element: HTMLElement) => {
    const around = [element, element.parentElement, element.parentElement?.parentElement];
    const labels = [...((element as HTMLInputElement).labels ?? [])];
    const siblings = [...(element.parentElement?.children ?? [])];
    return [...around, ...labels, ...siblings]
      .filter(one => one instanceof HTMLElement)
      .map(one => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } =
          getComputedStyle(one);
        const outline = outlineStyle === 'none' ? '' : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
        return [outline, boxShadow, borderColor, backgroundColor].join();
      })
      .join(';');
  };
  /** Its box on the page, or that of its label if the control itself is for screen readers only. */
  const rectOf = (element: HTMLElement) => {
    const own = element.getBoundingClientRect();
    const label = (element as HTMLInputElement).labels?.[0];
    return own.width <= 1 && label ? label.getBoundingClientRect() : own;
  };
  const isCovered = (element: HTMLElement) => {
    const { left: x, top: y, width, height } = rectOf(element);
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    const owners = [element, ...((element as HTMLInputElement).labels ?? [])];
    return !owners.some(owner => owner.contains(top) || top?.contains(owner));
  };

  const leave = () => {
    if (last && looksOf(last.element) === last.looks)
      findings.push(`${nameOf(last.element)} looks the same with the focus.`);
  };
  const onKeyUp = () => {
    const element = document.activeElement as HTMLElement;
    if (element === last?.element) return;
    leave();
    if (!part.contains(element) || reached.has(element)) {
      left = true;
      last = undefined;
      return;
    }
    reached.add(element);
    if (isCovered(element)) findings.push(`${nameOf(element)} is covered.`);
    const seen = rectOf(element);
    const rect = new DOMRect(seen.x + scrollX, seen.y + scrollY, seen.width, seen.height);
    const before = last?.rect;
    if (before && last) {
      const isAbove = rect.bottom <= before.top + 1 && rect.left < before.right;
      const isSameRow = Math.min(rect.bottom, before.bottom) - Math.max(rect.top, before.top) > 8;
      const isToTheLeft = isSameRow && rect.right <= before.left + 1;
      if (isAbove || isToTheLeft) findings.push(`${nameOf(element)} comes after ${nameOf(last.element)}.`);
    }
    last = { element, looks: looksOf(element), rect };
  };
  document.addEventListener('keyup', onKeyUp);

  const end = () => {
    document.removeEventListener('keyup', onKeyUp);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== still);
    delete window.keyboardWalk;
    return [...findings, ...skipped(part, reached).map(element => `Tab skips ${nameOf(element)}.`)];
  };
  /** Controls, and what has a pointer like one, that Tab doesn't come to. A group of radio buttons is one stop. */
  function skipped(root: HTMLElement, stops: ReadonlySet<Element>): HTMLElement[] {
    const groups = new Set([...stops].map(stop => (stop as HTMLInputElement).name).filter(Boolean));
    return [...root.querySelectorAll<HTMLElement>('*')].filter(element => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('[inert]')) return false;
      const isControl = element.matches(
        'a[href], button, input, select, textarea, summary, [role=button], [role=link], [role=tab], [role=switch], [role=checkbox]',
      );
      const hasPointer =
        getComputedStyle(element).cursor === 'pointer' &&
        getComputedStyle(element.parentElement ?? element).cursor !== 'pointer';
      if (!isControl && !hasPointer) return false;
      if (element.matches(':disabled, input[type=hidden], input[type=file]')) return false;
      // Arrow keys move within these.
      if (element.closest('[role=tablist], [role=radiogroup], [role=menu], [role=toolbar]')) return false;
      const { name, control } = element as HTMLInputElement & HTMLLabelElement;
      if (element.matches('input[type=radio]') && groups.has(name)) return false;
      if (
        control &&
        (stops.has(control) ||
          groups.has((control as HTMLInputElement).name) ||
          (control as HTMLInputElement).disabled)
      )
        return false;
      for (let one: Element | null = element; one && one !== root; one = one.parentElement)
        if (stops.has(one)) return false;
      return ![...element.querySelectorAll('*')].some(inner => stops.has(inner));
    });
  }
  part.focus();
  window.keyboardWalk = { end, hasLeft: () => left };
}
