import { ownLinkOf } from '../../../shared/site/ownLink.ts';
import { startGuide } from './guide.ts';
import { startSearch } from './search.ts';

/*
 * What public pages do once they are there. Everything else works without: each island finds its part by `data-island` and is silent
 * where the page has none.
 */

startThemeToggle();
startLinkForms();
startSearch();
startGuide();

/** Follows a pasted link right here, so that its secret does not even reach the server. */
export function startLinkForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="link"]')) {
    const field = form.querySelector('input');
    const problem = form.querySelector<HTMLElement>('[data-problem]');
    if (!field || !problem) continue;
    form.addEventListener('submit', event => {
      event.preventDefault();
      const link = ownLinkOf(field.value, [window.location.origin, form.dataset.origin ?? '']);
      if (link) {
        window.location.assign(link);
        return;
      }
      problem.hidden = false;
      field.setAttribute('aria-invalid', 'true');
      field.focus();
    });
  }
}

const STORAGE_KEY = 'vivavoce.theme';

/** Light or dark in one press, remembered as `core/theme.ts` does: following the device again where that gives the same. */
export function startThemeToggle(): void {
  const device = window.matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  document.querySelector('[data-island="theme"]')?.addEventListener('click', () => {
    const system = device.matches ? 'dark' : 'light';
    const wanted = (root.dataset.theme ?? system) === 'dark' ? 'light' : 'dark';
    if (wanted === system) delete root.dataset.theme;
    else root.dataset.theme = wanted;
    try {
      localStorage.setItem(STORAGE_KEY, wanted === system ? 'system' : wanted);
    } catch {
      // It holds for as long as the page.
    }
  });
}
