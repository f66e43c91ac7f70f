import type { PracticeAttempt, PracticePage } from '../../shared/protocol/practiceRoutes.ts';
import type { AttemptStatus } from '../core/practice/attempts.ts';
import { formatDay, formatDayWithin, formatMoment, formatTime, formatZonedTime } from './times.ts';

const day = (at: number, now: number) => formatDayWithin(at, now).replace(/^on /, '');
const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

const statuses: Record<AttemptStatus, string> = {
  open: 'Not started yet',
  running: 'Under way',
  expired: 'Never started',
  unrecorded: 'Not recorded',
  processing: 'Being made ready',
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
  waiting: address => `The link is on its way to ${address}.`,
  sent: address => `The link was sent to ${address}.`,
  failed: address => `The link could not be sent to ${address}. Check the address and try again.`,
  bounced: address => `The mail to ${address} came back. Check the address and try again.`,
  limited: address =>
    `The link wasn’t sent to ${address}: too many messages went to this address or from your network today. Copy or bookmark the address of this page, or send it tomorrow.`,
  unsent: address =>
    `This server can’t send mail, so nothing was sent to ${address}. Copy or bookmark the address of this page.`,
};

const units = ['bytes', 'kB', 'MB', 'GB'];

/** "340 bytes", "12 MB". */
export function formatBytes(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const number = bytes / 1_000 ** power;
  return `${power === 0 || number >= 10 ? Math.round(number) : number.toFixed(1)} ${units[power]}`;
}

/** The words of a private page: attempts, what there is of them, and what can be done with it all. */
export const practicePage = {
  title: 'Your practice',
  titleOf: (name: string) => `Practice of ${name}`,
  opening: 'Opening your page',
  failed: 'Your page could not be opened',
  cutOff: 'The server can’t be reached. What you see may be out of date; we try again by ourselves.',
  private: 'Only people who have this page’s address can open it.',
  attempts: 'Your attempts',
  empty: {
    title: 'There are no attempts on this page',
    body: 'Choose a role and practice. For a new private page, start from there.',
  },
  moment: (at: number, now: number) => `${formatDay(at, now)}, ${formatTime(at)}`,
  statuses,
  evaluations,
  reports: {
    unread: 'New report',
    read: 'Read your report',
    promised: (at: number, now: number) =>
      `Your report is promised by ${day(at, now)}, ${formatZonedTime(at)}.`,
    late: (at: number, now: number) =>
      `Your report was promised by ${day(at, now)}, ${formatZonedTime(at)}, and is late. It is still being worked on.`,
  },
  impossibleWhy: 'It was not recorded and no one watched, so no one can evaluate it.',
  ready: (percent: number) => `Being made ready, ${percent}%`,
  progress: 'Making the recording ready',
  kept: (at: number, now: number) =>
    `Kept until ${formatMoment(at, now)
      .replace(/^on /, '')
      .replace(/ at .*/, '')}`,
  actions: {
    watch: 'Watch',
    resume: 'Continue',
    again: 'Practice again',
    againHint: 'The same questions once more',
    other: 'Practice something else',
    another: 'Practice another role',
    deleteOf: (what: string) => `Delete: ${what}`,
    details: 'Questions and notes',
    notAgain: 'This role can’t be practiced at the moment.',
    failed: 'The practice has not started',
    unrecorded: 'It was not recorded, so there is nothing to watch.',
    expired: 'No one came in within ten minutes, so the place went to others.',
    broken: 'The recording could not be made playable. What you wrote is kept.',
    open: 'You asked for this practice and have not started it.',
    running: 'You can continue where you left off, within two hours.',
  },
  questions: {
    title: 'Questions',
    number: (number: number) => `Question ${number}`,
    inWriting: 'Answered in writing',
    takes: (takes: number) =>
      takes === 0 ? 'Not answered' : takes === 1 ? undefined : `Answered ${takes} times`,
    model: 'A good answer',
    strong: 'What strong answers show',
    weak: 'What weak answers show',
    written: 'What you wrote',
    watch: 'Watch your answer',
    compare: (answers: number) => `Then and now (${answers})`,
  },
  delivery: {
    title: 'How you spoke',
    about: 'Facts, not a score. They say nothing about what you said.',
    spoke: 'You spoke for',
    share: 'Your share of all speech',
    toAnswer: 'Before you began to answer',
    monologue: 'Longest stretch without a break',
    pauses: 'Pauses within answers',
    longestPause: 'Longest pause',
    percent: (ratio: number) => `${Math.round(ratio * 100)}%`,
  },
  note: {
    title: 'Your notes',
    label: (what: string) => `Your notes on: ${what}`,
    placeholder: 'What went well? What will you try next time?',
    divider: '— From your other device —',
    states: {
      saved: 'Saved',
      saving: 'Saving…',
      kept: 'Offline: kept in this browser, saved when you’re back',
      unkept: 'Not saved: keep this page open until it is',
      refused: 'Not saved',
    },
    excess: (characters: number) =>
      `Too long by ${count(characters, 'character', 'characters')}. Nothing is lost.`,
  },
  address: {
    title: 'Keep this address',
    body: 'It’s the only key to this page. If you lose it, no one can look it up for you.',
    mailed: 'It’s the key to this page.',
    label: 'Address of this page',
    copy: 'Copy address',
    bookmark: {
      keys: (key: '⌘' | 'Ctrl') => `Or bookmark it: press ${key === '⌘' ? '⌘D' : 'Ctrl+D'}.`,
      share: 'Or bookmark it: tap the Share button, then “Add Bookmark”.',
      menu: 'Or bookmark it: open your browser’s menu, then add a bookmark.',
    },
    email: 'Send it by e-mail',
    emailLabel: 'Your e-mail address',
    emailHint: 'If people evaluate your practice, we also tell you there when a report is ready.',
    send: 'Send',
    sendFailed: 'The link was not sent',
    mails,
  },
  manage: {
    title: 'Your data',
    expires: (at: number, now: number) =>
      `If you don’t open this page again, it is deleted ${formatDayWithin(at, now)}, with everything on it. Each visit starts the time again.`,
    download: 'Download everything',
    downloadHint: 'A ZIP file with your recordings, questions and notes.',
    delete: 'Delete this page',
    deleteHint: 'Everything on it, for good.',
  },
  deleting: {
    attempt: 'Delete this attempt?',
    attemptBody: (what: string) =>
      `${what}: its recording, answers and notes are deleted for good, for you and for everyone who evaluates. They can’t be brought back.`,
    attemptConfirm: 'Delete attempt',
    page: 'Delete this page and everything on it?',
    pageBody: (attempts: number) =>
      `${count(attempts, 'attempt', 'attempts')} with all recordings, answers and notes, your name and your e-mail address are deleted for good. No one can bring them back, and this address stops working at once.`,
    pageKnown: 'I know that this cannot be undone',
    pageConfirm: 'Delete page',
    done: 'Attempt deleted',
    loadFailed: 'This could not be opened. Check your connection, then try again.',
  },
  receipt: {
    title: 'Your page is deleted',
    attemptTitle: 'The attempt is deleted',
    body: 'Nothing opens with its address any more.',
    going: 'The files are being removed right now. You can close this page; it goes on without you.',
    done: (at: number, now: number) => `All of it has been removed, ${formatMoment(at, now)}.`,
    attemptGoing: 'The attempt is deleted. Its files are being removed right now.',
    attemptDone: 'The attempt and all its files have been removed.',
    counts: (attempts: number, files: number, bytes: number) =>
      `${count(attempts, 'attempt', 'attempts')}, ${count(files, 'file', 'files')}, ${formatBytes(bytes)}`,
    lost: (places: number) =>
      places === 1
        ? 'One server was lost with parts of it. They are deleted if it comes back.'
        : `${places} servers were lost with parts of it. They are deleted if the servers come back.`,
    number: 'Receipt',
    what: 'What was deleted',
    keep: 'The receipt names no one. Keep its number if you want proof.',
    unknown: 'There is no receipt with this number',
    unread: 'The receipt could not be read',
  },
  watching: {
    back: 'Your practice',
    answers: 'Answers',
    notes: 'Notes',
    none: 'The question that is being asked appears here with its model answer.',
    gone: 'This attempt is not on your page any more',
  },
  compare: {
    title: 'Then and now',
    earlier: 'Then',
    later: 'Now',
    choose: (side: string) => `Attempt shown under “${side}”`,
    position: (side: string) => `Place in the answer under “${side}”`,
    both: 'Play both',
    play: (side: string) => `Play “${side}”`,
    pause: 'Pause',
    pauseOf: (side: string) => `Pause “${side}”`,
    controls: 'Playing',
    speed: 'Speed',
    speedOf: (speed: number) => `${speed}×`,
    keys: 'Keys: Space plays and pauses, B plays both, 1 then, 2 now, ← → five seconds, J and L change the speed.',
    none: 'There are no two recordings of this question',
    noneBody: 'Practice it again, with a recording, and you can compare both answers here.',
    missing: 'This answer is not in the recording.',
    back: 'Your practice',
  },
} as const;
