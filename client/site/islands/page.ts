/* Script of the public pages, which also work without scripts. Finds its elements by `data-island`. */
import { openPastedLinks } from '../../core/pasteLink.ts';
import { startContents } from './contents.ts';
import { startContinue } from './continue.ts';
import { startGuide } from './guide.ts';
import { startRecruiter } from './recruiter.ts';
import { startSearch } from './search.ts';

startThemeToggle();
startContinue();
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="link"]'))
  openPastedLinks(form);
startSearch();
startGuide();
startContents();
startRecruiter();

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
