import { plural } from '../../shared/intl.ts';
import { SEAT_ROLE_NAMES, STAFF_ROLE_NAMES } from '../../shared/names.ts';

/** Texts that more than one screen uses. */
export const common = {
  skipToContent: 'Skip to content',
  startPage: (name: string) => `${name || 'Vivavoce'}, start page`,
  offline: 'You’re offline. This page may be out of date.',
  unreachable: 'Reconnecting. This page may be out of date.',
  staleList: 'This list couldn’t be refreshed and may be out of date.',
  stalePage: 'This page couldn’t be refreshed and may be out of date.',
  overLimit: (characters: number) =>
    plural(characters, { one: '# character over the limit', other: '# characters over the limit' }),
  /** Separates the two versions of a note that the same person edited on two devices. */
  otherDevice: '— From your other device —',
  lostServers: (servers: number) =>
    plural(servers, {
      one: '# server was lost with parts of it. They will be deleted if the server comes back.',
      other: '# servers were lost with parts of it. They will be deleted if the servers come back.',
    }),
  loading: 'Loading',
  theme: 'Appearance',
  themeToggle: 'Switch between light and dark',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  signIn: 'Sign in',
  signOut: 'Sign out',
  cancel: 'Cancel',
  save: 'Save changes',
  name: 'Name',
  email: 'Email',
  password: 'Password',
  roles: SEAT_ROLE_NAMES,
  staffRoles: STAFF_ROLE_NAMES,
  notFound: {
    title: 'Page not found',
    body: 'Open personal links from the message they came in.',
    home: 'Go to the start page',
  },
  linkProblem: {
    title: 'This link doesn’t work',
    body: 'It may have expired, been revoked, or been replaced by a newer one. Or part of its address is missing.',
    absent: {
      title: 'Open your interview',
      body: 'Paste the link from your invitation, or the whole message.',
    },
    revoked: {
      title: 'This link no longer works',
      body: 'It was revoked or replaced. Open the link in your latest message, or ask for a new one.',
    },
    reasons: {
      'link-expired': {
        title: 'This link has expired',
        body: 'Ask the person who invited you for a new one.',
      },
      'link-replaced': {
        title: 'This link was replaced',
        body: 'There’s a newer one. If the interview is yours and you don’t have the newer link, ask the person who invited you.',
      },
      'link-revoked': {
        title: 'This link no longer works',
        body: 'It was revoked. If you still expect to take part, ask the person who invited you.',
      },
    },
    ask: {
      action: 'Ask for a new link',
      asked: 'We told the person who invited you that you need a new link. If you get none, contact them.',
      failed: 'Your request wasn’t sent. Try again, or ask the person who invited you.',
    },
    emailed: (when: string) => `We emailed it to you ${when}. Open the link in that email.`,
    steps: [
      'If the link came in a message, open it from the latest message, not from your browser history.',
      'If you copied it, paste the whole link below.',
      'If it still doesn’t work, ask the person who sent it for a new one.',
    ],
  },
  crash: {
    title: 'This page stopped working',
    body: 'Something unexpected happened. Everything you saved is safe. Reloading the page usually helps.',
    reload: 'Reload the page',
  },
} as const;
