/** Texts that the base components contain. */
export const uiTexts = {
  notices: 'Notices',
  dismiss: 'Dismiss',
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  optional: '(optional)',
  copy: 'Copy',
  copied: 'Copied',
  copyOf: (label: string) => `Copy: ${label}`,
  copiedOf: (label: string) => `Copied: ${label}`,
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  stepDone: 'done',
  zones: {
    suggested: 'Suggested',
    others: 'Other',
    withOffset: (place: string, offset: string) => `${place} (${offset})`,
  },
  signedInAgain: 'You’re signed in again. Try again to keep your changes.',
  discard: {
    title: 'Discard what you typed?',
    body: 'It isn’t saved yet.',
    confirm: 'Discard',
    keep: 'Keep editing',
  },
  leave: {
    title: 'Leave without saving?',
    body: 'Your changes aren’t saved.',
    confirm: 'Leave',
    keep: 'Keep editing',
  },
} as const;
