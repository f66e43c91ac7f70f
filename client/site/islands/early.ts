/* Applies the stored theme before the first paint. As a plain script in the head, it can import nothing. */
{
  const root = document.documentElement;
  root.dataset.scripts = '';
  try {
    const theme = localStorage.getItem('vivavoce.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch {
    // If storage is blocked, the theme follows the device.
  }

  // Opens the question that the address names as soon as it is parsed, so that visible text doesn't move.
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
