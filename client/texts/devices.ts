type Kind = 'camera' | 'microphone';

const YOURS: Record<Kind, string> = { camera: 'Your camera', microphone: 'Your microphone' };
const ANOTHER: Record<Kind, string> = { camera: 'another camera', microphone: 'another microphone' };

/** Shown when a device disconnects or returns. `yours` and `another` stand for devices without a name. */
export const deviceNotices = {
  yours: (kind: Kind) => YOURS[kind],
  another: (kind: Kind) => ANOTHER[kind],
  replaced: (old: string, device: string) => `${old} was disconnected. Now using ${device}.`,
  lost: (old: string) =>
    `${old} stopped working, and we can’t find another one. Plug one in and we’ll use it.`,
  interrupted:
    'No one can hear you because another app is using your microphone. Close that app, or choose another microphone.',
  heardAgain: 'Your microphone was interrupted. It’s working again.',
  found: (device: string) => `Now using ${device}.`,
} as const;

/** Names for devices whose real name the browser hides. */
export const unnamedDevice = {
  videoinput: (number: number) => `Camera ${number}`,
  audioinput: (number: number) => `Microphone ${number}`,
  audiooutput: (number: number) => `Speaker ${number}`,
} as const;

/** Shown when a camera or microphone doesn’t start: a title for each device, and a text for each reason. */
export const captureProblems = {
  camera: 'Couldn’t start your camera',
  microphone: 'Couldn’t start your microphone',
  denied: 'Allow it for this page in your browser, then try again.',
  'denied-by-system':
    'Your system doesn’t let the browser use it. Allow it in the system settings, then try again.',
  missing: 'We couldn’t find one. Plug one in, then try again.',
  busy: 'Another app may be using it. Close that app, then try again.',
  insecure: 'This page isn’t encrypted. Open it with https:// instead.',
} as const;

const tryAgain = 'Your browser couldn’t capture it. Try again, or choose another window or tab.';

export const screenProblems = {
  title: 'Couldn’t share your screen',
  denied: tryAgain,
  'denied-by-system': 'Allow your browser to record the screen in the system settings, then try again.',
  missing: tryAgain,
  busy: tryAgain,
  insecure: captureProblems.insecure,
} as const;

/** Names of browsers, for staff who help candidates. */
export const browserTexts = {
  named: (name: string, version: string, system: string | undefined) =>
    system ? `${name} ${version} on ${system}` : `${name} ${version}`,
  other: (system: string | undefined) => (system ? `Another browser on ${system}` : 'Another browser'),
} as const;
