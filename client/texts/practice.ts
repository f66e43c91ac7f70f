import type { PracticeLength, PracticePurpose } from '../../shared/practice/practice.ts';

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

const lengths: Record<PracticeLength, string> = {
  question: 'One question',
  short: 'Short practice',
  full: 'Full interview',
};

const recorded: Record<PracticePurpose, string> = {
  self: 'Only people who have your page’s address can watch.',
  evaluation: 'You can watch, and so can the people who evaluate practice interviews here.',
};

/** How long recordings stay. */
const kept = (days: number | undefined) =>
  days === undefined
    ? 'Recordings stay until you delete them.'
    : `Recordings are deleted after ${count(days, 'day', 'days')}, or earlier if you delete them.`;

/** Before practice: what strangers choose and are told, and what they see while they wait. */
export const practice = {
  roles: 'See all roles',
  lengths,
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
        hint: 'People watch it and rate your answers by written criteria. We can’t promise a date. Without a recording it can’t be evaluated.',
      },
    },
    name: 'Your name',
    nameHint: 'The recruiter doesn’t need it. It appears on your page and in the recording.',
    nameHintEvaluated: 'The people who evaluate see it too.',
    nameLong: (most: number) => `Use at most ${most} characters.`,
    email: 'Your e-mail address',
    emailHint: 'We send you the link to your private page, and nothing else.',
    noEmail:
      'You’ll get a private page. Its address is the only key to it, so copy or bookmark it: we can’t look it up for you.',
    recordedTitle: 'What is recorded',
    recorded: (purpose: PracticePurpose, days: number | undefined) =>
      `Your audio and video, if you agree on the next page. ${recorded[purpose]} ${kept(days)}`,
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
    title: 'You’re in line',
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
    body: 'The first lines are being recorded. This page continues by itself.',
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
  room: {
    hello: 'Get ready to practice',
    intro: (role: string, length: PracticeLength) =>
      `${lengths[length]}: ${role}. Let’s check that everything works; it takes a minute.`,
    next: {
      self: 'A virtual recruiter asks the questions from a script. It is software, and it waits until you say you’re ready. No one else is in the room. If you leave, you can continue from your practice page within two hours.',
      evaluation:
        'A virtual recruiter asks the questions from a script. It is software, and it waits until you say you’re ready. People evaluate your answers later. If you leave, you can continue from your practice page within two hours.',
    } satisfies Record<PracticePurpose, string>,
    without: {
      camera: 'Only your voice is recorded, if you agree to a recording.',
      microphone: 'You can write your answers: there is a field under each question.',
    },
    consent: {
      intro: 'It’s optional. You can practice either way.',
      hint: (purpose: PracticePurpose, days: number | undefined) =>
        `Your audio, video and shared screen are recorded. ${recorded[purpose]} ${kept(days)} You can stop the recording at any time.`,
      declined: {
        self: 'Nothing is recorded then. You can practice anyway, but there will be nothing to watch or compare afterwards.',
        evaluation:
          'Nothing is recorded then, so no one can evaluate your answers afterwards. You can practice anyway, or change your choice at any time.',
      } satisfies Record<PracticePurpose, string>,
    },
    stopHint:
      'If you stop it, the practice continues as before. What was recorded until then stays on your page until you delete it.',
    notYetHint: 'If you would rather not be recorded, say so here. The practice continues as before.',
    keptHint: 'What was recorded while you agreed is still there. You can delete it from your practice page.',
    facts: {
      self: 'It follows a script and doesn’t understand or judge what you say. No one evaluates this practice.',
      evaluation:
        'It follows a script and doesn’t understand or judge what you say. People evaluate your answers later.',
    } satisfies Record<PracticePurpose, string>,
    sign: { self: 'Scripted. Just for you.', evaluation: 'Scripted. People evaluate.' } satisfies Record<
      PracticePurpose,
      string
    >,
    write: 'Write instead',
    writeClose: 'Close the field',
  },
} as const;
