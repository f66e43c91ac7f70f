/* Applies the stored theme before the first paint. This is a plain script, so it can't import modules. */
{
  const root = document.documentElement;
  root.dataset.scripts = '';
  try {
    const theme = localStorage.getItem('vivavoce.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    // Shows the way back to a private page (islands/continue.ts), so that it has its space from the start.
    if (localStorage.getItem('vivavoce.continue')?.startsWith('{')) root.dataset.remembered = '';
  } catch {
    // If storage is blocked, the theme follows the device.
  }

  // If the address ends with a question's id, opens this question as soon as its element exists, so that
  // text that is already visible doesn't move.
  const named = location.hash.slice(1);
  if (named !== '') {
    const watch = new MutationObserver(() => {
      const question = document.getElementById(named);
      if (!question) return;
      watch.disconnect();
      if (question instanceof HTMLDetailsElement) question.open = true;
    });
    watch.observe(document, { childList: true, subtree: true });
    addEventListener('DOMContentLoaded', () => watch.disconnect());
  }
}

export {};
