// Replaces the modules `react` and `react-dom`: Preact, adapted to what the client and its packages expect of React.

import { options } from 'preact';
import { flushSync as flushRender } from 'preact/compat';

export * from 'preact/compat';
export { default } from 'preact/compat';

// Preact would wait for the next frame, so that a key pressed right after an update could still meet the previous effects.
options.requestAnimationFrame = queueMicrotask;

/** Renders and runs the effects synchronously. Preact's own function only renders. */
export function flushSync(change) {
  const { requestAnimationFrame } = options;
  let runEffects;
  options.requestAnimationFrame = run => {
    runEffects = run;
  };
  try {
    return flushRender(change);
  } finally {
    options.requestAnimationFrame = requestAnimationFrame;
    runEffects?.();
  }
}

/** React Router calls the setter only with `useTransitions`, which is off. */
export const useOptimistic = state => [state, () => {}];
