// Replaces `react` and `react-dom` with Preact, adapted to what the client and its packages expect.

import { options } from 'preact';
import { flushSync as flushRender } from 'preact/compat';

export * from 'preact/compat';
export { default } from 'preact/compat';

// Runs effects without waiting for the next frame, because an earlier key press would meet old listeners.
options.requestAnimationFrame = queueMicrotask;

/** Renders and runs the effects synchronously, because Preact's own function only renders. */
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

/** Stands in for React's hook. React Router calls the setter only with `useTransitions`, which is off. */
export const useOptimistic = state => [state, () => {}];
