import { formatDecimals, plural } from '../../shared/intl.ts';
import type { RoleNumbers } from '../../shared/protocol/siteRoutes.ts';
import { common } from './common.ts';
import { keepTexts } from './recordingList.ts';

export const publicSideTexts = {
  title: 'Practice',
  intro: 'The roles that anyone can find and practice for, with their addresses and order.',
  failed: 'Couldn’t load the public pages',
  stale: common.staleList,
  empty: 'No kits yet',
  emptyBody: 'Every kit can have a public page. Create a kit first.',
  toKits: 'Go to kits',
  voice: (done: number, total: number) => `Preparing the recruiter’s voice: ${done} of ${total} lines`,
  voiceBar: 'The recruiter’s voice',
  side: {
    title: 'Public site',
    on: 'The public site is on. Anyone can read about the roles below and practice for them without an account.',
    off: 'The public site is off. The start page is the sign-in page, and no one can read about roles or practice for them. Invited people aren’t affected.',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    confirmOff: {
      title: 'Turn off the public site?',
      body: 'All public pages disappear, and search engines will drop them. No one can start a new practice. Practice in progress continues, private practice pages keep working, and invited interviews aren’t affected. Your choices below are kept for when you turn the public site on again.',
    },
    confirmOn: {
      title: 'Turn on the public site?',
      body: 'Anyone can find the public roles below and practice for them. The start page shows these roles instead of the sign-in page.',
    },
    turnedOn: 'The public site is on',
    turnedOff: 'The public site is off',
  },
  kept: {
    title: 'Private practice pages',
    days: (days: number) =>
      `Deleted ${plural(days, { one: '# day', other: '# days' })} after the last visit, with recordings, answers, and notes.`,
    asRecordings: (days: number) =>
      `Deleted ${plural(days, { one: '# day', other: '# days' })} after the last visit, the same time as for recordings, with everything on them.`,
    untilDeleted: 'Kept until the person deletes them.',
    loadFailed: 'Couldn’t load the setting for private practice pages',
    change: 'Change',
    changeOf: 'Change how long private practice pages are kept',
    dialogTitle: 'How long are private practice pages kept?',
    dialogBody:
      'Counted from the last visit, also for existing pages. The page shows the date. People who left an email address get a message up to 7 days before.',
    shorterTitle: (days: number) =>
      `Delete private practice pages ${plural(days, { one: '# day', other: '# days' })} after the last visit?`,
    goNow: ({ pages, later }: { pages: number; later: number }) =>
      [
        pages === 0
          ? 'No private practice page will be deleted now.'
          : plural(pages, {
              one: '# private practice page will be deleted now, with everything on it.',
              other: '# private practice pages will be deleted now, with everything on them.',
            }),
        later > 0 &&
          plural(later, {
            one: '# more page will be deleted after an email to its owner.',
            other: '# more pages will be deleted after an email to their owners.',
          }),
      ]
        .filter(Boolean)
        .join(' '),
    legend: 'Delete pages that no one visits',
    choices: {
      'as-recordings': {
        label: 'When recordings are deleted',
        hint: 'The number of days set for recordings.',
      },
      days: { label: keepTexts.days, hint: 'Independent of recordings.' },
      'until-deleted': { label: 'Never', hint: 'Pages stay until the person deletes them.' },
    },
  },
  published: {
    title: 'Public, in this order',
    none: 'No role is public yet. Make one public below.',
    hidden: 'Not shown while the public site is off.',
  },
  unpublished: { title: 'Not public' },
  name: (role: string, level: string) => `${role}, ${level}`,
  publish: {
    title: (name: string) => `Publish ${name}?`,
    description:
      'Anyone can then read and practice everything listed here, and search engines can list it. Nothing else in the kit becomes public.',
    preview: 'Preview the page (new tab)',
    failed: 'Couldn’t load the kit',
    asked: (count: number) =>
      count === 0
        ? 'Practice asks no questions'
        : plural(count, { one: 'Practice asks this question', other: 'Practice asks these # questions' }),
    askedAbout:
      'After practice, people can also read the model answer to each question and what strong and weak answers show. If practice asks interview questions, its reports quote the levels of their competencies.',
    little: (count: number) =>
      count === 0
        ? 'There’s nothing to practice. Write questions for the guide, or open interview questions for practice.'
        : 'There’s little to practice: a short practice asks three questions. Write more questions for the guide, or open interview questions for practice.',
    followUp: (text: string) => `Follow-up: ${text}`,
    guide: (count: number) =>
      count === 0
        ? 'The guide has no questions yet'
        : plural(count, {
            one: 'Anyone can read this question of the guide',
            other: 'Anyone can read these # questions of the guide',
          }),
    guideAbout: 'With answers, notes, and code, and everything else in the guide.',
    preparation: (title: string) => `Preparation: ${title}`,
    competencies: (count: number) =>
      plural(count, { one: 'The name of # competency', other: 'The names of # competencies' }),
    confirm: 'Publish',
  },
  public: 'Public',
  publicOf: (name: string) => `Public: ${name}`,
  madePublic: (name: string) => `${name} is public`,
  madePrivate: (name: string) => `${name} is no longer public`,
  changeFailed: 'Couldn’t make the change',
  unfit: (count: number) =>
    `Not ready: fix ${plural(count, { one: '# thing', other: '# things' })} before you publish.`,
  unfitPublished: (count: number) =>
    `The newest version has ${plural(count, { one: '# thing', other: '# things' })} to fix.`,
  openKit: 'Open the kit',
  openKitOf: (name: string) => `Open the kit of ${name}`,
  preview: 'Preview',
  previewOf: (name: string) => `Preview: ${name}, in a new tab`,
  open: 'Open page',
  openOf: (name: string) => `Open page: ${name}, in a new tab`,
  changeAddress: 'Change address',
  changeAddressOf: (name: string) => `Change address: ${name}`,
  address: {
    title: (name: string) => `Address of ${name}`,
    field: 'Last part of the address',
    becomes: 'The page will be at',
    /** Introduces the list of earlier addresses that redirect to the current address. */
    redirects: 'These earlier addresses redirect to it, so old links keep working:',
    missing: 'Enter the last part of the address.',
    save: 'Save address',
    failed: 'Couldn’t change the address',
    saved: 'Address saved',
  },
  move: {
    handle: 'Drag to change the order',
    up: (name: string) => `Move ${name} up`,
    down: (name: string) => `Move ${name} down`,
    movedTo: (name: string, place: number, count: number) => `${name} is now number ${place} of ${count}.`,
    failed: 'Couldn’t save the order',
  },
  numbers: (numbers: RoleNumbers): string[] => {
    const { average, interviewed, rated, withFeedback } = numbers;
    return [
      interviewed > 0 && plural(interviewed, { other: '# practiced' }),
      withFeedback > 0 && plural(withFeedback, { other: '# evaluated' }),
      average !== undefined &&
        `${formatDecimals(average, 1)} out of 5 from ${plural(rated, { one: '# rating', other: '# ratings' })}`,
    ].filter(text => text !== false);
  },
  noNumbers: 'No practice interviews yet',
} as const;
