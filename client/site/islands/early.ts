/*
 * Runs in the head, before anything is drawn, as a plain script: so it imports nothing. What the person chose in the console or the room
 * holds here, too (`core/theme.ts` keeps it), and controls that need scripts are there from the first picture on.
 */
{
  const root = document.documentElement;
  root.dataset.scripts = '';
  try {
    const theme = localStorage.getItem('vivavoce.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch {
    // The site's data is blocked: the device decides.
  }

  // The question that the address names is open as soon as it is there: opened later, it would push away what is read already.
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
