let pressed = false;

window.addEventListener(
  'pointerdown',
  () => {
    pressed = true;
  },
  true,
);
for (const released of ['pointerup', 'pointercancel'] as const) {
  window.addEventListener(
    released,
    () => {
      pressed = false;
    },
    true,
  );
}

/**
 * Runs the action now, or once the finger or mouse button that is down has come up. What shows up on a page between
 * press and release can push the pressed button away from under the pointer, and the click is lost.
 */
export function afterPress(action: () => void): void {
  if (!pressed) {
    action();
    return;
  }
  const done = new AbortController();
  const run = () => {
    done.abort();
    // The click itself comes right after the release.
    window.setTimeout(action);
  };
  window.addEventListener('pointerup', run, { signal: done.signal });
  window.addEventListener('pointercancel', run, { signal: done.signal });
}
