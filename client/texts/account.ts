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
    submit: 'Create account',
    taken: 'There is an owner already. Sign in, or ask them for an invitation.',
    failed: 'The account was not created',
  },
  invitation: {
    title: 'You are invited',
    intro: (email: string, role: string) => `You join as ${role}. Your account will be ${email}.`,
    submit: 'Create account',
    failed: 'The account was not created',
  },
  checking: 'Checking your link',
  checkFailed: 'Your link could not be checked',
  nameHint: 'As candidates and colleagues know you.',
  signedInAs: (name: string) => `You are signed in as ${name}.`,
} as const;
