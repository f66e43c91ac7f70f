export const account = {
  login: {
    title: 'Sign in',
    intro: 'For people who organise or lead interviews.',
    failed: 'You are not signed in',
    guest: 'Candidates, evaluators and observers do not sign in here: your personal link is all you need.',
  },
  setup: {
    title: 'Welcome to Vivavoce',
    intro:
      'Create the owner’s account. The owner invites the rest of the staff and decides what they may do.',
  },
  invitation: {
    title: 'You are invited',
    intro: (email: string, role: string) => `You join as ${role}. Your account will be ${email}.`,
  },
  createAccount: 'Create account',
  notCreated: 'The account was not created',
  checking: 'Checking your link',
  checkFailed: 'Your link could not be checked',
  nameHint: 'As candidates and colleagues know you.',
  passwordHint:
    'At least 10 characters. A few unrelated words are easier to remember than symbols, and harder to guess.',
} as const;
