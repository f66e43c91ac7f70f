import { formatUnit, plural, pluralOrdinal } from '../../shared/intl.ts';
import { practiceLengths } from './practiceRoom.ts';

const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

/** Returns "third", "12th", or "21st". `position` counts from 1. */
export function ordinal(position: number): string {
  const forms = { one: '#st', two: '#nd', few: '#rd', other: '#th' };
  return ORDINALS[position - 1] ?? pluralOrdinal(position, forms);
}

/** Texts that people see before practice: the start page, the queue, and problems. */
export const practice = {
  roles: 'See all roles',
  lengths: practiceLengths,
  start: {
    title: (role: string) => `Practice interview: ${role}`,
    titleSimple: 'Practice interview',
    lead: 'A virtual recruiter asks real interview questions out loud. No account needed.',
    steps: [
      'Check your camera and microphone. Both are optional: you can write your answers.',
      'Answer at your own pace. You can pause, skip, or answer again.',
      'See your answers and model answers on a private page.',
    ],
    length: 'How long do you want to practice?',
    lengthHint: (questions: number, minutes: number) => {
      const about = formatUnit(minutes, 'minute', 'long');
      return plural(questions, { one: `# question, about ${about}`, other: `# questions, about ${about}` });
    },
    question: 'Which question?',
    questionsOf: { interview: 'Asked in the interview', guide: 'From the guide' },
    questionGone: 'That question can’t be practiced on its own right now. Choose another one.',
    purpose: 'Do you want it evaluated?',
    purposes: {
      self: { label: 'No, it’s just for me', hint: 'No one evaluates it.' },
      evaluation: {
        label: 'Yes, evaluate it',
        hint: 'It’s recorded. People watch it, rate your answers, and write you a report.',
      },
    },
    name: 'Your name',
    nameHint: 'Shown on your page and in the recording.',
    nameHintEvaluated: 'Evaluators see it, too.',
    email: 'Your email address',
    emailHint: 'We’ll send you the link to your private page, and tell you when a report is ready.',
    noEmail: 'You’ll get a private page. Keep its link.',
    begin: 'Start',
    working: 'One moment: a quick check keeps out bots.',
    failed: 'Couldn’t start your practice',
    samePage: 'This practice is added to your private page.',
    toPage: 'Back to your practice page',
  },
  withoutScripts: {
    title: 'Practice needs JavaScript',
    body: 'The camera, the microphone, and the recruiter use it. Turn on JavaScript in your browser’s settings, then load this page again. You can read the guide without it.',
    guide: (role: string) => `Read the guide: ${role}`,
  },
  unknown: {
    title: 'You can’t practice for this role',
    body: 'The address may be mistyped, or the role is no longer offered.',
  },
  noRole: {
    title: 'Choose a role to practice for',
    body: 'Each role has its own questions and a free guide.',
  },
  unavailable: 'You can’t practice right now',
  gone: {
    title: 'We can’t find this practice page',
    body: 'It may have been deleted, or the link may be incomplete. Make sure you copied the whole link.',
    checked: 'A deleted page can’t be recovered.',
  },
  line: {
    /** Short text for the browser tab, with the position in the queue. */
    tab: (position: number) =>
      pluralOrdinal(position, {
        one: '#st in line',
        two: '#nd in line',
        few: '#rd in line',
        other: '#th in line',
      }),
    place: (position: number) => (position === 1 ? 'You’re next' : `You’re ${ordinal(position)} in line`),
    minutes: (minutes: number) => `About ${formatUnit(minutes, 'minute', 'long')}`,
    why: 'All places are taken right now. Your practice starts as soon as one is free.',
    keep: 'Keep this page open to hold your place. You can use other tabs while you wait.',
    cutOff: 'We can’t reach the server right now. We’ll hold your place for half a minute and keep trying.',
    leave: 'Leave the line',
  },
  asking: 'Finding your place',
  expired: {
    title: 'Your place went to someone else',
    body: 'We hold a place for ten minutes. Nothing was recorded. You can start again.',
    again: 'Start again',
  },
  failed: 'Couldn’t open your practice',
  toPage: 'Go to your practice page',
  elsewhere: {
    title: 'This practice is open in another tab',
    body: 'You continued in another tab or on another device. Nothing is lost.',
    here: 'Continue here',
  },
  full: 'Couldn’t load the room',
} as const;
