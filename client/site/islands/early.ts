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
}

export {};
