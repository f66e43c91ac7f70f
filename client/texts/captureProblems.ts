/** Said when a camera or microphone does not start: what, and why. */
export const captureProblems = {
  camera: 'Your camera could not be started',
  microphone: 'Your microphone could not be started',
  denied: 'Allow it for this page in your browser, then try again.',
  'denied-by-system': 'Your system does not let the browser use it.',
  missing: 'None was found.',
  busy: 'Another app may be using it.',
  insecure: 'This page was opened without encryption.',
} as const;

const tryAgain = 'Your browser could not capture it. Try again, or choose another window or tab.';

/** Said when a screen cannot be shared. */
export const screenProblems = {
  title: 'Your screen could not be shared',
  denied: tryAgain,
  'denied-by-system': 'Allow your browser to record the screen in the system settings, then try again.',
  missing: tryAgain,
  busy: tryAgain,
  insecure: captureProblems.insecure,
} as const;
