import { plural } from '../../shared/intl.ts';

/** Texts for the parts of the account page about two-factor sign-in and sign-ins. */
export const signInTexts = {
  title: 'Where you’re signed in',
  here: 'This browser',
  unknownBrowser: 'Unknown browser',
  used: (moment: string) => `Last used ${moment}`,
  from: (address: string) => `from ${address}`,
  signedIn: (moment: string) => `Signed in ${moment}`,
  end: 'Sign out',
  endOf: (browser: string) => `Sign out ${browser}`,
  ended: (browser: string) => `Signed out ${browser}`,
  endOthers: 'Sign out all others',
  endOthersTitle: 'Sign out everywhere else?',
  endOthersBody: 'All other browsers and devices are signed out. You stay signed in here.',
  othersEnded: (count: number) =>
    count === 0
      ? 'You aren’t signed in anywhere else'
      : plural(count, { one: 'Signed out of # other session', other: 'Signed out of # other sessions' }),
  failed: 'Couldn’t load where you’re signed in',
  endFailed: 'Couldn’t sign out',
  alone: 'You aren’t signed in anywhere else.',
} as const;

export const twoFactorTexts = {
  title: 'Two-factor sign-in',
  off: 'Off',
  on: 'On',
  offBody:
    'Protect your account with your phone: signing in then needs your password and a code from an app.',
  onBody: (left: number) =>
    left === 0
      ? 'You have no recovery codes left. Create new ones now, in case you lose your phone.'
      : plural(left, { one: '# recovery code left', other: '# recovery codes left' }),
  noPassword: 'You sign in through your organization, which can ask for a second factor itself.',
  setUp: 'Set up',
  renew: 'New recovery codes',
  turnOff: 'Turn off',
  failed: 'Couldn’t load two-factor sign-in',
  loadFailed: 'Couldn’t open the dialog',
  password: {
    title: 'Set up two-factor sign-in',
    body: 'First, confirm that it’s you.',
    submit: 'Continue',
    failed: 'Couldn’t continue',
  },
  scan: {
    title: 'Connect your app',
    body: 'Scan this code with an authenticator app, such as the one built into your password manager.',
    picture: 'QR code for an authenticator app',
    key: 'Can’t scan it? Enter this key',
    copyKey: 'Copy key',
    code: 'Code from the app',
    codeHint: 'The 6 digits that the app shows now.',
    submit: 'Turn on',
    failed: 'Couldn’t turn on two-factor sign-in',
  },
  codes: {
    title: 'Save your recovery codes',
    body: 'Two-factor sign-in is on. If you lose your phone, each of these codes signs you in once. They aren’t shown again.',
    list: 'Recovery codes',
    copy: 'Copy codes',
    download: 'Download codes',
    file: (site: string, codes: readonly string[]) =>
      `Recovery codes for ${site}\nEach code works once.\n\n${codes.join('\n')}\n`,
    done: 'I saved them',
    lose: {
      title: 'Close without saving the codes?',
      body: 'Without them, you can’t sign in if you lose your phone. You can create new codes later.',
      confirm: 'Close',
      keep: 'Keep open',
    },
  },
  confirmOff: {
    title: 'Turn off two-factor sign-in?',
    body: 'Your password alone will then be enough to sign in. Your recovery codes stop working.',
    submit: 'Turn off',
    failed: 'Couldn’t turn off two-factor sign-in',
    done: 'Two-factor sign-in is off',
  },
  confirmRenew: {
    title: 'Create new recovery codes?',
    body: 'Your old recovery codes stop working.',
    submit: 'Create codes',
    failed: 'Couldn’t create new codes',
  },
} as const;
