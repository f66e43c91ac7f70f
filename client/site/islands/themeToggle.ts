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
