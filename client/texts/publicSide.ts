import type { RoleNumbers } from '../../shared/protocol/siteRoutes.ts';
import { keepTexts } from './keep.ts';

const things = (count: number) => (count === 1 ? '1 thing' : `${count} things`);

export const publicSideTexts = {
  nav: 'Public pages',
  title: 'Public pages',
  intro: 'Which roles anyone can find, read and practice, at which address and in which order.',
  failed: 'The public pages could not be loaded',
  stale: 'The list could not be renewed. What you see may be out of date.',
  empty: 'No kits yet',
  emptyBody: 'Every kit can have a public page. Create a kit first.',
  toKits: 'Go to kits',
  side: {
    title: 'Public side',
    on: 'The public side is on. Anyone can read the roles below and practice, without an account.',
    off: 'The public side is off. The start page shows the sign-in, and no role can be read or practiced. Invited people are not affected.',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    confirmOff: {
      title: 'Turn off the public side?',
      body: 'All public pages disappear, and search engines will drop them. No one can start to practice. Practice that is running continues, private practice pages keep working, and interviews by invitation are not affected. Your choices below are kept for when you turn it on again.',
    },
    confirmOn: {
      title: 'Turn on the public side?',
      body: 'The roles that are public below can be found and practiced by anyone. The start page shows them instead of the sign-in.',
    },
    turnedOn: 'The public side is on',
    turnedOff: 'The public side is off',
  },
  kept: {
    title: 'Private practice pages',
    days: (days: number) =>
      `Deleted ${days === 1 ? '1 day' : `${days} days`} after the last visit, with recordings, answers, and notes.`,
    asRecordings: (days: number) =>
      `Deleted ${days === 1 ? '1 day' : `${days} days`} after the last visit, the same number of days as recordings, with everything on them.`,
    untilDeleted: 'Kept until the person deletes them.',
    loadFailed: 'How long private practice pages are kept could not be loaded',
    change: 'Change',
    changeOf: 'Change how long private practice pages are kept',
    dialogTitle: 'How long are private practice pages kept?',
    dialogBody:
      'Counted from the last visit, for existing pages too. The page shows the date. People who left an e-mail address get a message up to 7 days before.',
    legend: 'Delete a page without visits',
    choices: {
      'as-recordings': {
        label: 'When recordings are deleted',
        hint: 'The number of days set under Recordings.',
      },
      days: { label: keepTexts.days, hint: 'Independent of recordings.' },
      'until-deleted': { label: 'Never', hint: 'Pages stay until the person deletes them.' },
    },
  },
  published: {
    title: 'Public, in this order',
    none: 'No role is public yet. Make one public below.',
    hidden: 'These are not shown while the public side is off.',
  },
  unpublished: { title: 'Not public' },
  name: (role: string, level: string) => `${role}, ${level}`,
  publish: {
    title: (name: string) => `Publish ${name}?`,
    description:
      'Anyone can then read and practice what is listed here, and search engines can list it. Nothing else of the kit becomes public.',
    preview: 'See the page as it will look (new tab)',
    failed: 'The kit could not be loaded',
    asked: (count: number) =>
      count === 0
        ? 'In practice, people are asked nothing'
        : `In practice, people are asked ${count === 1 ? 'this question' : `these ${count} questions`}`,
    askedAbout:
      'After practice, they also read the model answer to each question and what strong and weak answers show. A report on questions of the interview quotes the levels of their competencies.',
    little: (count: number) =>
      count === 0
        ? 'There is nothing to practice. Write questions for the guide, or open questions of the interview for practice.'
        : 'There is little to practice: a short practice asks three questions. Write more questions for the guide, or open questions of the interview for practice.',
    followUp: (text: string) => `Follow-up: ${text}`,
    guide: (count: number) =>
      count === 0
        ? 'The guide has no questions yet'
        : `Anyone reads ${count === 1 ? 'this question' : `these ${count} questions`} of the guide`,
    guideAbout: 'With answers, notes, and code, and everything else in the guide.',
    preparation: (title: string) => `Preparation: ${title}`,
    competencies: (count: number) =>
      count === 1 ? 'And the name of 1 competency' : `And the names of ${count} competencies`,
    confirm: 'Publish',
  },
  public: 'Public',
  publicOf: (name: string) => `Public: ${name}`,
  madePublic: (name: string) => `${name} is public`,
  madePrivate: (name: string) => `${name} is no longer public`,
  changeFailed: 'The change was not made',
  unfit: (count: number) => `Not ready: ${things(count)} to fix before it can be public.`,
  unfitPublished: (count: number) => `The newest version has ${things(count)} to fix.`,
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
    /** What leads there as well. */
    redirects: 'These earlier addresses lead to it, so old links keep working:',
    wrong: 'Use a-z, 0-9 and single hyphens.',
    missing: 'Enter the last part of the address.',
    taken: (name: string) => `${name} has this address, or had it before.`,
    takenByOther: 'Another role has this address, or had it before.',
    chooseAnother: 'Choose another one.',
    save: 'Save address',
    failed: 'The address was not changed',
    saved: 'The address is saved',
  },
  move: {
    handle: 'Drag to change the order',
    up: (name: string) => `Move ${name} up`,
    down: (name: string) => `Move ${name} down`,
    movedTo: (name: string, place: number, count: number) => `${name} is now number ${place} of ${count}.`,
    failed: 'The order was not saved',
  },
  numbers: (numbers: RoleNumbers): string[] => {
    const { average, interviewed, rated, withFeedback } = numbers;
    return [
      interviewed > 0 && `${interviewed} practiced`,
      withFeedback > 0 && `${withFeedback} with feedback`,
      average !== undefined && `rated ${average.toFixed(1)} of 5 by ${rated}`,
    ].filter(text => text !== false);
  },
  noNumbers: 'No interviews yet',
} as const;
