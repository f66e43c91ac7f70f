export const account = {
  login: {
    title: 'Sign in',
    intro: 'For people who organize or lead interviews.',
    failed: 'You are not signed in',
    guest: 'Candidates, evaluators and observers do not sign in here: your personal link is all you need.',
  },
  again: {
    title: 'Your session has ended',
    body: 'Sign in again to continue where you left off. Nothing on this page is lost.',
    leave: 'Leave this page',
  },
  setup: {
    title: 'Welcome to Vivavoce',
    intro:
      'Create the owner’s account. The owner invites the rest of the staff and decides what they may do.',
    retention: 'How long are recordings kept?',
    retentionHint: 'After that they are deleted for good. You can change it later, under Recordings.',
    publicSide: 'Do you want a public practice site?',
    publicSideMissing: 'Choose one of the two. You can change it later, under Public pages.',
    publicSides: {
      yes: {
        label: 'Yes, anyone can practice',
        hint: 'Anyone can read the public roles and practice for them without an account. Only the five built-in roles are public until you publish your own.',
      },
      no: {
        label: 'No, invited people only',
        hint: 'The start page shows the sign-in. No role can be read or practiced.',
      },
    },
    days: (days: number) => (days === 365 ? '1 year' : `${days} days`),
  },
  invitation: {
    title: 'You are invited',
    intro: (email: string, role: string) => `You join as ${role}. Your account will be ${email}.`,
  },
  reset: {
    title: 'Choose a new password',
    intro: (email: string) => `For the account ${email}. Everyone who is signed in to it will be signed out.`,
    submit: 'Save password',
    failed: 'The password was not changed',
  },
  settings: {
    title: 'Your account',
    intro: (email: string, role: string) => `${email} · ${role}`,
    password: 'Password',
    current: 'Current password',
    new: 'New password',
    change: 'Change password',
    changeBody: 'Your other browsers and devices will be signed out.',
    changed: 'Your password is changed',
    changeFailed: 'Your password was not changed',
    sessions: 'Other devices',
    sessionsBody: 'Signed in on a computer you no longer use? Sign out everywhere except here.',
    end: 'Sign out other devices',
    ended: (count: number) =>
      count === 0
        ? 'You are not signed in anywhere else'
        : `Signed out of ${count} other ${count === 1 ? 'session' : 'sessions'}`,
    endFailed: 'Your other devices are still signed in',
  },
  createAccount: 'Create account',
  notCreated: 'The account was not created',
  checking: 'Checking your link',
  checkFailed: 'Your link could not be checked',
  nameHint: 'As candidates and colleagues know you.',
  passwordHint:
    'At least 10 characters. A few unrelated words are easier to remember than symbols, and harder to guess.',
} as const;
