import type { PracticePurpose } from '../../shared/practice/practice.ts';
import { type Kept, keptWords, practiceLengths, watchers } from './practiceWords.ts';

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
const minutesOf = (minutes: number) => count(minutes, 'minute', 'minutes');

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

/** "third", "12th", "21st". `place` counts from 1. */
export function ordinal(place: number): string {
  const word = ORDINALS[place - 1];
  if (word) return word;
  const [tens, ones] = [Math.floor(place / 10) % 10, place % 10];
  const ending = tens === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th');
  return `${place}${ending}`;
}

/** Before practice: what strangers choose and are told, and what they see while they wait. */
export const practice = {
  roles: 'See all roles',
  lengths: practiceLengths,
  start: {
    title: (role: string) => `Practice interview: ${role}`,
    titleSimple: 'Practice interview',
    lead: 'A virtual recruiter asks you real interview questions, by voice, with your camera on. You don’t need an account.',
    steps: [
      'Check your camera and microphone. Both are optional: you can also write your answers.',
      'The recruiter asks, and you answer at your own pace. You can pause, skip a question, or answer it again.',
      'Then you get a private page with your recording, the questions and model answers.',
    ],
    stepsTitle: 'What happens',
    length: 'How long do you want to practice?',
    lengthHint: (questions: number, minutes: number) =>
      `${count(questions, 'question', 'questions')}, about ${minutesOf(minutes)}`,
    question: 'Which question?',
    questionGone: 'That question can’t be practiced on its own right now. Choose another one.',
    purpose: 'Who is it for?',
    purposes: {
      self: {
        label: 'Just for me',
        hint: 'No one is asked to evaluate it. Only your private page’s address opens the recording.',
      },
      evaluation: {
        label: 'Have it evaluated',
        hint: 'People watch it, rate your answers by written criteria, and write you a report. Without a recording it can’t be evaluated.',
      },
    },
    name: 'Your name',
    nameHint: 'The recruiter doesn’t need it. It appears on your page and in the recording.',
    nameHintEvaluated: 'The people who evaluate see it too.',
    nameLong: (most: number) => `Use at most ${most} characters.`,
    email: 'Your e-mail address',
    emailHint:
      'We send you the link to your private page, tell you when there is a report to read if people evaluate your practice, and send nothing else.',
    noEmail:
      'You’ll get a private page. Its address is the only key to it, so copy or bookmark it: we can’t look it up for you.',
    recordedTitle: 'What is recorded',
    recorded: (purpose: PracticePurpose, kept: Kept) =>
      `Your audio and video, if you agree on the next page. ${watchers[purpose]} ${keptWords(kept)}`,
    begin: 'Start',
    working: 'One moment: your browser is doing a short check that keeps out automated visits.',
    failed: 'Your practice has not started',
    already: 'Already have a practice page? Open its address, then practice again from there.',
    samePage: 'This practice is added to your private page.',
    toPage: 'Back to your practice page',
  },
  unknown: {
    title: 'This role is not open for practice',
    body: 'The address may be mistyped, or the role is not offered any more.',
  },
  noRole: {
    title: 'Choose a role to practice for',
    body: 'Each role has its own questions and a free guide.',
  },
  unavailable: 'You can’t practice right now',
  gone: {
    title: 'This practice page does not open',
    body: 'It was deleted, or a few characters of its address got lost. If you copied the address, check that all of it was copied, up to the very end.',
    checked: 'A deleted page can’t be brought back.',
  },
  line: {
    /** For the tab, where there is little room. */
    tab: (place: number) => `${ordinal(place)} in line`.replace(/^./, letter => letter.toUpperCase()),
    place: (place: number) => (place === 1 ? 'You’re next' : `You’re ${ordinal(place)} in line`),
    minutes: (minutes: number) => `About ${minutesOf(minutes)}`,
    why: 'All places are taken right now. Your practice starts as soon as one is free.',
    keep: 'Keep this page open: that keeps your place. You can use other tabs meanwhile.',
    cutOff: 'We can’t reach the server right now. We’re trying again; your place is kept for half a minute.',
    leave: 'Leave the line',
  },
  preparing: {
    title: 'The recruiter is getting ready',
    body: 'The recruiter’s first lines are being prepared. This page continues automatically.',
    progress: 'Getting ready',
    percent: (progress: number) => `${Math.round(progress * 100)}%`,
    cutOff: 'We can’t reach the server right now. We’re trying again.',
    cancel: 'Back to your practice page',
  },
  asking: 'Finding your place',
  expired: {
    title: 'Your place went to someone else',
    body: 'A place is held for ten minutes. Nothing was recorded, and you can ask for a new one.',
    again: 'Ask again',
  },
  failed: 'Your practice could not be opened',
  toPage: 'Go to your practice page',
  elsewhere: {
    title: 'You continued on another page',
    body: 'This practice is now open on another page or device of yours. Nothing is lost.',
    here: 'Continue here',
  },
  full: 'The room could not be loaded',
} as const;
