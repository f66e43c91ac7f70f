// Preact in place of the module `react`, with the one hook that it lacks.

export * from 'preact/compat';
export { default } from 'preact/compat';

/** React Router calls the setter only with `useTransitions`, which is off. */
export const useOptimistic = state => [state, () => {}];
