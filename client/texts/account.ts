import { formatUnit } from '../../shared/intl.ts';
import type { SsoProblem } from '../../shared/protocol/accountRoutes.ts';
import type { StaffRole } from '../../shared/roles.ts';

const JOINING_AS: Record<StaffRole, string> = {
  owner: 'You’re joining as an owner.',
  organizer: 'You’re joining as an organizer.',
  evaluator: 'You’re joining as an evaluator.',
  interviewer: 'You’re joining as an interviewer.',
};

/** Shown on the start and sign-in pages to a person who has just installed the product. */
export const firstAccount = {
  title: 'One step left: create the first account',
  body: 'The terminal in which you started Vivavoce shows a setup link that works once. Open it in this browser to create the owner’s account.',
  lost: 'Can’t find it? Restart the server. It prints the link each time until the account exists.',
} as const;

export const account = {
  login: {
    title: 'Sign in',
    intro: 'For people who organize, lead, or evaluate interviews.',
    failed: 'Couldn’t sign you in',
    guest:
      'Were you sent a personal link to an interview? Open that link instead. You don’t need an account.',
  },
  singleSignOn: {
    button: (name: string) => `Continue with ${name}`,
    or: 'or',
    failed: 'Couldn’t sign you in',
    problems: {
      not_invited:
        'You don’t have an account here yet. Ask an owner to invite you with the address that you use at your organization.',
      email_not_verified:
        'Your organization’s sign-in service didn’t confirm your email address. Confirm it there, then try again.',
      account_disabled: 'This account is disabled. An owner can enable it again.',
      canceled: 'The sign-in was canceled. Try again when you’re ready.',
      failed: 'Your organization’s sign-in service gave an answer that we can’t use. Try again.',
    } satisfies Record<SsoProblem, string>,
  },
  code: {
    title: 'Enter your code',
    intro: 'Open your authenticator app and enter the 6 digits it shows for this site.',
    label: 'Code',
    hint: 'Don’t have your phone? Enter a recovery code.',
    submit: 'Continue',
    startOver: 'Sign in as someone else',
    lost: 'Lost both? An owner can turn off two-factor sign-in for you.',
  },
  again: {
    title: 'Your session has ended',
    body: 'Sign in again to continue where you left off. Nothing on this page is lost.',
    leave: 'Leave this page',
  },
  setup: {
    title: 'Welcome to Vivavoce',
    intro:
      'Create the owner’s account. The owner invites the rest of the staff and decides what they can do.',
    retention: 'How long are recordings kept?',
    retentionHint:
      'After that, they’re permanently deleted. You can change this later, under Settings, Privacy.',
    publicSide: 'Do you want a public practice site?',
    publicSideMissing: 'Choose one. You can change this later, under Practice.',
    publicSides: {
      yes: {
        label: 'Yes, anyone can practice',
        hint: 'Anyone can read about the public roles and practice for them without an account. Until you publish your own, only the six built-in roles are public.',
      },
      no: {
        label: 'No, invited people only',
        hint: 'The start page is the sign-in page. No one can read about roles or practice for them.',
      },
    },
    days: (days: number) => (days === 365 ? '1 year' : formatUnit(days, 'day', 'long')),
  },
  invitation: {
    title: 'You’re invited',
    intro: (email: string, role: StaffRole, signInAddress: string) =>
      `${JOINING_AS[role]} Your account will be ${email}. Later, sign in at ${signInAddress}.`,
    problems: {
      'link-used': {
        title: 'This invitation was already used',
        body: 'It created your account, so sign in with your email address. If it wasn’t you who used it, tell the person who invited you.',
      },
      'link-expired': {
        title: 'This invitation has expired',
        body: 'Ask the person who invited you for a new one.',
      },
      'link-replaced': {
        title: 'You have a newer invitation',
        body: 'This one was replaced. Open the link in the newest invitation. If you don’t have it, ask the person who invited you.',
      },
      'link-revoked': {
        title: 'This invitation was revoked',
        body: 'If you still expect to join, ask the person who invited you.',
      },
    },
    unknown: {
      title: 'This invitation doesn’t work',
      body: 'Part of its address may be missing. Open the whole link in your invitation, or ask the person who invited you for a new one.',
    },
    signInHint: 'Do you have an account?',
  },
  requestReset: {
    forgot: 'Forgot password?',
    title: 'Reset your password',
    intro: 'Enter the address of your account. We’ll send you a link to choose a new password.',
    submit: 'Send link',
    failed: 'Couldn’t send the link',
    gone: {
      title: 'This link no longer works',
      body: 'It was used before, is too old, was replaced by a newer link, or isn’t complete.',
    },
    sent: {
      title: 'Check your email',
      body: (email: string) =>
        `If ${email} has an account here, a link to choose a new password is on its way. It works for one hour.`,
      help: 'No message? Look in your spam folder, and check that this is the address you sign in with.',
      again: 'Use another address',
    },
    unsent: {
      body: 'This site can’t send email. Ask an owner of your organization: they can create a link for you under Staff.',
      reach: 'How to reach your organization',
    },
    back: 'Back to sign-in',
    optionsFailed: 'Couldn’t load this page',
  },
  reset: {
    title: 'Choose a new password',
    intro: (email: string) =>
      `For the account ${email}. This signs out every device that is signed in to it.`,
    submit: 'Save password',
    failed: 'Couldn’t change the password',
  },
  settings: {
    title: 'Your account',
    intro: (email: string, role: string) => `${email} · ${role}`,
    name: 'Name',
    nameHint:
      'Candidates and colleagues see it in new interviews. Interviews that you’re already in keep your earlier name.',
    rename: 'Save name',
    renamed: 'Name saved',
    renameFailed: 'Couldn’t save your name',
    password: 'Password',
    current: 'Current password',
    new: 'New password',
    change: 'Change password',
    changeBody: 'This signs you out of your other browsers and devices.',
    changed: 'Password changed',
    changeFailed: 'Couldn’t change your password',
  },
  email: {
    title: 'Email address',
    now: (email: string) => `You sign in as ${email}.`,
    label: 'New email address',
    hint: 'We’ll send it a link. Your address changes when you open the link. Your interviews and evaluations move along.',
    submit: 'Send link',
    failed: 'Couldn’t send the link',
    sentTitle: 'Check your new inbox',
    sent: (email: string) =>
      `A link for ${email} is on its way. It works once, for one hour. Until you confirm, you sign in with your current address. We’re telling your current address, too.`,
    onTeamPage:
      'This site can’t send a link to confirm a new address. Owners can change addresses without one.',
    teamPage: 'Open the Team page',
    byOwner:
      'This site can’t send a link to confirm a new address. If your address changes, ask an owner to change it on the Team page.',
  },
  confirmEmail: {
    title: 'Confirm your new email address',
    intro: (name: string) => `For ${name}’s account. From then on, you sign in with this address.`,
    submit: 'Use this address',
    failed: 'Couldn’t change the address',
    doneTitle: 'Address changed',
    done: (email: string) =>
      `Sign in as ${email} from now on. Your password stays the same. We’ll email changes to your coming interviews to this address.`,
    open: 'Open the console',
  },
  calendar: {
    title: 'Calendar',
    body: 'Subscribe to a calendar with the interviews that you take part in. It follows when they’re moved or canceled.',
    failed: 'Couldn’t load your calendar address',
    create: 'Create a calendar address',
    created: 'Calendar address created',
    createFailed: 'Couldn’t create the address',
    address: 'Your calendar address',
    secret:
      'Add it to your calendar app as a calendar from the web. Keep it to yourself: anyone who has it sees your interviews, with the candidates’ names.',
    renew: 'Create a new address',
    renewTitle: 'Create a new address?',
    renewBody: 'The address that you have now stops working, so calendars that use it no longer update.',
    revoke: 'Revoke',
    revokeTitle: 'Revoke the address?',
    revokeBody: 'Calendars that use it no longer update.',
    revoked: 'Calendar address revoked',
  },
  createAccount: 'Create account',
  notCreated: 'Couldn’t create the account',
  checking: 'Checking your link',
  checkFailed: 'Couldn’t check your link',
  nameHint: 'The name candidates and colleagues know you by.',
  passwordHint:
    'At least 10 characters. A few unrelated words are easier to remember than symbols, and harder to guess.',
} as const;
