/* Script of the public pages, which also work without scripts. Finds its elements by `data-island`. */
import { ownLinkOf } from '../../../shared/site/sitePages.ts';
import { startContents } from './contents.ts';
import { startContinue } from './continue.ts';
import { startGuide } from './guide.ts';
import { startRecruiter } from './recruiter.ts';
import { startSearch } from './search.ts';

startThemeToggle();
startContinue();
startLinkForms();
startSearch();
startGuide();
startContents();
startRecruiter();

/** Opens a pasted link in the browser, so that the link's secret isn't sent to the server. */
function startLinkForms(): void {
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

/** Stores the chosen theme in the format of `core/theme.ts`, or "system" if the device uses that theme. */
function startThemeToggle(): void {
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
      // If storage is blocked, the chosen theme lasts only until the user leaves the page.
    }
  });
}
