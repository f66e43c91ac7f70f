/** Words that more than one screen uses. A second locale is a second set of modules with the same keys. */
export const common = {
  skipToContent: 'Skip to content',
  startPage: 'Vivavoce, start page',
  offline: 'You are offline. What you see may be out of date; we try again by ourselves.',
  loading: 'Loading',
  theme: 'Appearance',
  themeToggle: 'Change between light and dark',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  signIn: 'Sign in',
  signOut: 'Sign out',
  cancel: 'Cancel',
  save: 'Save changes',
  name: 'Name',
  email: 'E-mail',
  password: 'Password',
  roles: { candidate: 'Candidate', interviewer: 'Interviewer', evaluator: 'Evaluator', observer: 'Observer' },
  staffRoles: { owner: 'Owner', organizer: 'Organizer', interviewer: 'Interviewer' },
  notFound: {
    title: 'There is nothing at this address',
    body: 'The address may be mistyped, or the page has moved. A personal link works best opened straight from the message it came in.',
    home: 'Go to the start page',
  },
  linkProblem: {
    title: 'This link does not work',
    body: 'It may have expired, been revoked or replaced by a newer one, or lost a few characters on its way.',
    steps: [
      'If it came in a message, open it from the newest one, not from your history.',
      'If you copied it, check that all of it was copied, up to the very end.',
      'If it still does not work, ask the person who gave it to you for a new one. That takes them a few seconds.',
    ],
  },
  crash: {
    title: 'This page has stopped working',
    body: 'Something unexpected happened. Nothing that was already saved is lost. Loading the page again usually helps.',
    reload: 'Load the page again',
  },
} as const;
