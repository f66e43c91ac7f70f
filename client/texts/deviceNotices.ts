type Kind = 'camera' | 'microphone';

/** Said when a device is taken away or comes back. `device` is its own name, or what stands here for one without. */
export const deviceNotices = {
  yours: (kind: Kind) => `Your ${kind}`,
  another: (kind: Kind) => `another ${kind}`,
  replaced: (old: string, device: string) => `${old} was disconnected. Now using ${device}.`,
  lost: (old: string) => `${old} stopped working, and there’s no other one. Plug one in, and we’ll use it.`,
  interrupted:
    'No one can hear you: another app is using your microphone. Close that app, or choose another microphone.',
  heardAgain: 'Your microphone was interrupted. It works again.',
  found: (device: string) => `Now using ${device}.`,
} as const;

/** A device whose name the browser does not tell. */
export const unnamedDevice = {
  videoinput: (number: number) => `Camera ${number}`,
  audioinput: (number: number) => `Microphone ${number}`,
  audiooutput: (number: number) => `Speaker ${number}`,
} as const;
