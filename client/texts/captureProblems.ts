/** Said when a camera, microphone or screen does not start: what, and why. */
export const captureProblems = {
  camera: 'Your camera could not be started',
  microphone: 'Your microphone could not be started',
  denied: 'Allow it for this page in your browser, then try again.',
  'denied-by-system': 'Your system does not let the browser use it.',
  missing: 'None was found.',
  busy: 'Another app may be using it.',
  insecure: 'This page was opened without encryption.',
} as const;
