import {
  formatBytes,
  formatFacts,
  formatNumber,
  formatPercent,
  formatUnit,
  plural,
} from '../../shared/intl.ts';
import type { NextStep } from '../../shared/practice/nextStep.ts';
import type { PracticeAttempt, PracticePage } from '../../shared/protocol/practiceRoutes.ts';
import type { AttemptStatus } from '../core/practice/attempts.ts';
import { common } from './common.ts';
import {
  formatDayAlone,
  formatDayTime,
  formatDayWithin,
  formatMoment,
  formatSeconds,
  formatZonedTime,
} from './times.ts';

const statuses: Record<AttemptStatus, string> = {
  open: 'Not started yet',
  running: 'In progress',
  expired: 'Never started',
  unrecorded: 'Not recorded',
  processing: 'Processing',
  ready: 'Recorded',
  failed: 'Recording failed',
  erased: 'Recording deleted',
};

const evaluations: Record<Exclude<PracticeAttempt['evaluation'], 'none'>, string> = {
  waiting: 'Waiting for evaluation',
  impossible: 'Can’t be evaluated',
  ready: 'Report ready',
};

type MailState = NonNullable<PracticePage['email']>['state'];
const mails: Record<MailState, (address: string) => string> = {
  waiting: address => `Sending to ${address}.`,
  sent: address => `Sent to ${address}.`,
  failed: address => `Couldn’t send it to ${address}. Check the address.`,
  bounced: address => `The email to ${address} bounced. Check the address.`,
  limited: address =>
    `The link wasn’t sent to ${address}: too many messages today. Copy it, or try again tomorrow.`,
  unsent: address => `This server can’t send email to ${address}. Copy the link.`,
};

const attemptCount = (attempts: number) => plural(attempts, { one: '# attempt', other: '# attempts' });

/** Returns "24 seconds" or "1 min 12 sec". */
function length(ms: number): string {
  return ms < 59_500 ? formatUnit(Math.round(ms / 1_000), 'second', 'long') : formatSeconds(ms / 1_000);
}

const unheard = 'We heard nothing in this answer';

/** Advice by facts alone. It never says what an answer lacked, because no one has listened to it. */
function advice(step: NextStep): string {
  switch (step.kind) {
    case 'answer':
      return 'Say one sentence. That’s enough to start.';
    case 'check-sound':
      return 'Check that your microphone picks you up, then answer again.';
    case 'say-more':
      return `Say your main point, then one example of your own. There’s room for both: up to ${formatSeconds(step.targetMs / 1_000)}.`;
    case 'say-example':
      return `Add one more example of your own. There’s room for it: up to ${formatSeconds(step.targetMs / 1_000)}.`;
    case 'shorten':
      return `Aim for ${formatSeconds(step.targetMs / 1_000)}: main point first, one detail less.`;
    case 'start-sooner':
      return `Your first word came after ${length(step.firstWordMs)}. Start with one short sentence, then think on.`;
    case 'skipped':
      return 'One question is still open. A short answer counts.';
    case 'say-aloud':
      return 'Now say it aloud, without reading.';
    case 'record':
      return 'Record the next one, so that you can watch it.';
    case 'follow-up':
      return `Try this follow-up: ${step.followUp}`;
    case 'go-on':
      return 'Take the next question.';
  }
}

export const practicePage = {
  title: 'Your practice',
  titleOf: (name: string) => `Practice of ${name}`,
  opening: 'Opening your page',
  failed: 'Couldn’t open this',
  cutOff: common.unreachable,
  headline: {
    spoke: (ms: number) => `You spoke for ${length(ms)}`,
    wrote: 'You answered in writing',
    answered: (questions: number) =>
      plural(questions, { one: 'You answered the question', other: 'You answered # questions' }),
    unheard: (questions: number) =>
      plural(questions, { one: unheard, other: 'We heard nothing in your answers' }),
    none: 'No answer yet',
    going: 'Your practice is waiting',
  },
  facts: {
    planned: (targetMs: number) => `Up to ${formatSeconds(targetMs / 1_000)}`,
    firstWord: (ms: number) => `First word: ${formatSeconds(ms / 1_000)}`,
    pace: (wordsPerMinute: number, before?: number) =>
      before === undefined
        ? `${formatNumber(wordsPerMinute)} words per minute.`
        : `${formatNumber(wordsPerMinute)} words per minute, ${formatNumber(before)} in earlier answers.`,
    answered: (answers: number, all: number) => `${answers} of ${all} questions answered`,
  },
  step: {
    title: 'One thing to try',
    advice,
    again: 'Try it again',
    next: 'Next question',
    watch: 'Watch your answer',
  },
  arc: {
    title: (role: string) => role,
    progress: (answered: number, all: number) => `${answered} of ${all} practiced`,
    covered: (answered: number, all: number) =>
      plural(all, {
        one: `${answered} of # question practiced`,
        other: `${answered} of # questions practiced`,
      }),
    /** Where the questions come from, if from both. The guide's questions are those on the role page. */
    parts: (guide: number, interview: number) =>
      `${guide} from the guide, ${interview} more from the interview`,
    next: 'Next',
    done: 'You’ve answered every question once.',
    minutes: (minutes: number) => formatUnit(minutes, 'minute'),
    all: 'All questions',
    first: 'Then',
    latest: 'Now',
    spoke: 'Length',
    firstWord: 'First word',
    compare: 'Watch both',
    answer: 'Answer',
  },
  best: {
    label: 'Best take',
    of: (what: string) => `${what}, best take`,
    now: 'Best and now',
    failed: 'Couldn’t mark the best take',
  },
  attempts: 'Your attempts',
  empty: { title: 'No attempts yet', body: 'Choose a role to start.' },
  moment: formatDayTime,
  statuses,
  evaluations,
  reports: {
    unread: 'New report',
    read: 'Read your report',
    promised: (at: number, now: number) => `Report due by ${formatDayAlone(at, now)}, ${formatZonedTime(at)}`,
    late: (at: number, now: number) =>
      `Your report is late. It was due by ${formatDayAlone(at, now)}, ${formatZonedTime(at)}.`,
  },
  watchLater: (percent: number) => `Watch: processing, ${formatPercent(percent / 100)}`,
  ready: (percent: number) => `Processing, ${formatPercent(percent / 100)}`,
  progress: 'Processing the recording',
  kept: (at: number, now: number) => `Kept until ${formatDayAlone(at, now)}`,
  actions: {
    watch: 'Watch',
    resume: 'Continue',
    again: 'Practice again',
    deleteOf: (what: string) => `Delete: ${what}`,
    details: 'Details',
    notAgain: 'This role can’t be practiced right now.',
    failed: 'Couldn’t start the practice',
    expired: 'Your place expired after ten minutes.',
    broken: 'Your notes are safe.',
    running: 'Continue within two hours.',
  },
  questions: {
    title: 'Questions',
    number: (number: number) => `Question ${number}`,
    inWriting: 'Answered in writing',
    followUpInWriting: 'Follow-up in writing',
    spokenThenWritten: (ms: number) => `Spoke for ${length(ms)}, follow-up in writing`,
    spokenAndWritten: (ms: number) => `Spoke for ${length(ms)}, also in writing`,
    unheard,
    takes: (takes: number) =>
      takes === 0 ? 'Not answered' : takes === 1 ? undefined : plural(takes, { other: '# answers' }),
    model: 'A good answer',
    signs: 'What counts',
    strong: 'Strong',
    weak: 'Weak',
    spoken: 'Your words, recognized automatically',
    written: 'What you wrote',
    writtenFollowUp: 'What you wrote for the follow-up',
    watch: 'Watch',
    compare: 'Then and now',
  },
  points: {
    title: 'What an answer can mention',
    mentioned: 'Mentioned',
    missing: 'Not found in the transcript',
    about: 'Recognition can miss words, and there are other ways to say the same.',
    playFrom: (clock: string) => `Play from ${clock}`,
  },
  delivery: {
    title: 'How you spoke',
    about: 'Facts, not a rating.',
    spoke: 'You spoke for',
    share: 'Share of all speech',
    toAnswer: 'First word after',
    monologue: 'Longest stretch',
    pauses: 'Pauses',
    longestPause: 'Longest pause',
    percent: formatPercent,
  },
  note: {
    title: 'Your notes',
    label: (what: string) => `Your notes on: ${what}`,
    placeholder: 'What went well? What will you try next time?',
    divider: common.otherDevice,
    states: {
      saved: 'Saved',
      saving: 'Saving…',
      offline: 'Offline: kept in this browser',
      unstored: 'Not saved yet: keep this page open',
      refused: 'Not saved',
    },
    excess: (characters: number) =>
      `${plural(characters, { one: '# character', other: '# characters' })} over the limit. Nothing is lost.`,
  },
  address: {
    title: 'Keep this page',
    body: 'Only its link opens it.',
    label: 'Link to this page',
    copy: 'Copy link',
    share: 'Share',
    email: 'Email me',
    mailProgram: 'Email',
    mailSubject: 'My practice page',
    emailLabel: 'Your email address',
    emailHint: 'You’ll also hear when a report is ready.',
    send: 'Send',
    sendFailed: 'Couldn’t send the link',
    mails,
    remember: 'Remember in this browser',
    rememberHint: 'Turn off on a shared computer',
  },
  connect: {
    title: 'Invited to an interview here?',
    body: 'You can connect this page with it.',
    start: 'Connect',
    link: 'Link from your invitation',
    hint: 'The people who invited you then see which roles you practiced and when, and evaluated practice with your name once it’s rated. Only you can open the rest.',
    wrong: 'Paste the whole link from your invitation.',
    submit: 'Connect with my interview',
    failed: 'Couldn’t connect the interview',
    connected: 'Connected with your interview',
    connectedBody: (role: string) =>
      `The people who invited you for ${role} see which roles you practiced and when.`,
    end: 'Disconnect',
    endFailed: 'Couldn’t disconnect the interview',
  },
  manage: {
    title: 'Your data',
    expires: (at: number, now: number) => `Deleted ${formatDayWithin(at, now)} unless you visit sooner.`,
    download: 'Download everything',
    delete: 'Delete page',
  },
  deleting: {
    attempt: 'Delete this attempt?',
    attemptBody: (what: string) =>
      `${what}: permanently deletes the recording, answers, and notes, also for evaluators.`,
    attemptConfirm: 'Delete attempt',
    page: 'Delete this page and everything on it?',
    pageBody: (attempts: number) =>
      plural(attempts, {
        one: 'Permanently deletes # attempt, your name, and your email address. This link stops working.',
        other: 'Permanently deletes # attempts, your name, and your email address. This link stops working.',
      }),
    pageKnown: 'This can’t be undone',
    pageConfirm: 'Delete page',
    done: 'Attempt deleted',
    loadFailed: 'Couldn’t open this. Check your connection.',
  },
  receipt: {
    title: 'Your page is deleted',
    attemptTitle: 'The attempt is deleted',
    body: 'Its link no longer works.',
    going: 'Its files are being deleted.',
    done: (at: number, now: number) => `Everything was deleted ${formatMoment(at, now)}.`,
    attemptGoing: 'Deleted. Its files follow.',
    attemptDone: 'Deleted with its files.',
    counts: (attempts: number, files: number, bytes: number) =>
      formatFacts([
        attemptCount(attempts),
        plural(files, { one: '# file', other: '# files' }),
        formatBytes(bytes),
      ]),
    lost: common.lostServers,
    number: 'Receipt',
    what: 'What was deleted',
    keep: 'Save this number as proof.',
    unknown: 'No receipt has this number',
    unread: 'Couldn’t load the receipt',
  },
  watching: {
    back: 'Your practice',
    answers: 'Answers',
    notes: 'Notes',
    none: 'A model answer appears here with each question.',
    again: 'Try again',
    gone: 'This attempt is no longer on your page',
  },
  compare: {
    title: 'Then and now',
    earlier: 'Then',
    later: 'Now',
    choose: (side: string) => `Attempt shown under “${side}”`,
    position: (side: string) => `Position in the answer under “${side}”`,
    both: 'Play both',
    play: (side: string) => `Play “${side}”`,
    pause: 'Pause',
    pauseOf: (side: string) => `Pause “${side}”`,
    controls: 'Playback',
    speed: 'Speed',
    speedOf: (speed: number) => `${formatNumber(speed)}×`,
    keys: 'Space: play · B: both · 1, 2: one · ← →: skip · J, L: speed',
    none: 'There aren’t two recordings yet',
    noneBody: 'Record this question again to compare.',
    previous: 'Previous question',
    next: 'Next question',
    place: (number: number, all: number) => `${number} of ${all}`,
    missing: 'This answer isn’t in the recording.',
    wordsOf: (side: string) => `Your words, “${side}”`,
    pace: (wordsPerMinute: number) => `${formatNumber(wordsPerMinute)} words per minute`,
    noTranscript: 'There’s no transcript of this answer.',
    noWords: 'No words were recognized in this answer.',
    wordsLater: 'The transcript isn’t ready yet.',
    back: 'Your practice',
  },
} as const;
