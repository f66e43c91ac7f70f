import { formatBytes, formatFacts, formatNumber, formatPercent, plural } from '../../shared/intl.ts';
import type { PracticeAttempt, PracticePage } from '../../shared/protocol/practiceRoutes.ts';
import type { AttemptStatus } from '../core/practice/attempts.ts';
import { common } from './common.ts';
import { formatDayAlone, formatDayTime, formatDayWithin, formatMoment, formatZonedTime } from './times.ts';

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
  waiting: address => `Sending the link to ${address}.`,
  sent: address => `The link was sent to ${address}.`,
  failed: address => `Couldn’t send the link to ${address}. Check the address and try again.`,
  bounced: address => `The email to ${address} bounced. Check the address and try again.`,
  limited: address =>
    `The link wasn’t sent to ${address}: too many messages went to this address or from your network today. Copy or bookmark this page’s link, or send it tomorrow.`,
  unsent: address =>
    `This server can’t send email, so nothing was sent to ${address}. Copy or bookmark this page’s link.`,
};

const attemptCount = (attempts: number) => plural(attempts, { one: '# attempt', other: '# attempts' });

export const practicePage = {
  title: 'Your practice',
  titleOf: (name: string) => `Practice of ${name}`,
  opening: 'Opening your page',
  failed: 'Couldn’t open your page',
  cutOff: common.unreachable,
  private: 'Only people with this page’s link can open it.',
  attempts: 'Your attempts',
  empty: { title: 'No attempts yet', body: 'Choose a role to practice for. You’ll get a new private page.' },
  moment: formatDayTime,
  statuses,
  evaluations,
  reports: {
    unread: 'New report',
    read: 'Read your report',
    promised: (at: number, now: number) =>
      `Your report is due by ${formatDayAlone(at, now)}, ${formatZonedTime(at)}.`,
    late: (at: number, now: number) =>
      `Your report was due by ${formatDayAlone(at, now)}, ${formatZonedTime(at)}, and is late. We’re still working on it.`,
  },
  impossibleWhy: 'It wasn’t recorded and no one watched, so no one can evaluate it.',
  ready: (percent: number) => `Processing, ${formatPercent(percent / 100)}`,
  progress: 'Processing the recording',
  kept: (at: number, now: number) => `Kept until ${formatDayAlone(at, now)}`,
  actions: {
    watch: 'Watch',
    resume: 'Continue',
    again: 'Practice again',
    againHint: 'Same questions again',
    other: 'Practice something else',
    deleteOf: (what: string) => `Delete: ${what}`,
    details: 'Questions and notes',
    notAgain: 'You can’t practice for this role right now.',
    failed: 'Couldn’t start the practice',
    unrecorded: 'It wasn’t recorded, so there’s nothing to watch.',
    expired: 'You didn’t join within ten minutes, so your place went to someone else.',
    broken: 'The recording couldn’t be processed. What you wrote is safe.',
    open: 'You haven’t started this practice yet.',
    running: 'You can continue where you left off, within two hours.',
  },
  questions: {
    title: 'Questions',
    number: (number: number) => `Question ${number}`,
    inWriting: 'Answered in writing',
    takes: (takes: number) =>
      takes === 0 ? 'Not answered' : takes === 1 ? undefined : plural(takes, { other: '# answers' }),
    model: 'A good answer',
    strong: 'What strong answers show',
    weak: 'What weak answers show',
    written: 'What you wrote',
    watch: 'Watch your answer',
    compare: (answers: number) => `Then and now (${answers})`,
  },
  delivery: {
    title: 'How you spoke',
    about: 'Facts, not a rating. They don’t depend on what you said.',
    spoke: 'You spoke for',
    share: 'Your share of all speech',
    toAnswer: 'Before you started to answer',
    monologue: 'Longest without a break',
    pauses: 'Pauses within answers',
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
      offline: 'Offline: kept in this browser, saved when you’re back online',
      unstored: 'Not saved yet: keep this page open',
      refused: 'Not saved',
    },
    excess: (characters: number) =>
      `${plural(characters, { one: '# character', other: '# characters' })} over the limit. Nothing is lost.`,
  },
  address: {
    title: 'Save this link',
    body: 'It’s the only way to open this page. If you lose it, no one can look it up for you.',
    mailed: 'It’s the only way to open this page.',
    label: 'Link to this page',
    copy: 'Copy link',
    bookmark: {
      keys: (key: '⌘' | 'Ctrl') => `Or bookmark it: press ${key === '⌘' ? '⌘D' : 'Ctrl+D'}.`,
      share: 'Or bookmark it: tap the Share button, then “Add Bookmark”.',
      menu: 'Or bookmark it: open your browser’s menu, then add a bookmark.',
    },
    email: 'Email it to me',
    emailLabel: 'Your email address',
    emailHint: 'If you asked for an evaluation, we’ll also email you when your report is ready.',
    send: 'Send',
    sendFailed: 'Couldn’t send the link',
    mails,
  },
  manage: {
    title: 'Your data',
    expires: (at: number, now: number) =>
      `If you don’t open this page again, it will be deleted ${formatDayWithin(at, now)}, with everything on it. Each visit restarts the time.`,
    download: 'Download everything',
    downloadHint: 'A ZIP file with your recordings, questions, and notes.',
    delete: 'Delete this page',
    deleteHint: 'Permanently deletes everything on it.',
  },
  deleting: {
    attempt: 'Delete this attempt?',
    attemptBody: (what: string) =>
      `${what}: its recording, answers, and notes will be permanently deleted, for you and for everyone who evaluates. They can’t be recovered.`,
    attemptConfirm: 'Delete attempt',
    page: 'Delete this page and everything on it?',
    pageBody: (attempts: number) =>
      plural(attempts, {
        one: 'This permanently deletes # attempt with its recording, answers, and notes, plus your name and your email address. They can’t be recovered, and this link stops working immediately.',
        other:
          'This permanently deletes # attempts with all recordings, answers, and notes, plus your name and your email address. They can’t be recovered, and this link stops working immediately.',
      }),
    pageKnown: 'I understand that this can’t be undone',
    pageConfirm: 'Delete page',
    done: 'Attempt deleted',
    loadFailed: 'Couldn’t open this. Check your connection, then try again.',
  },
  receipt: {
    title: 'Your page is deleted',
    attemptTitle: 'The attempt is deleted',
    body: 'Its link no longer works.',
    going: 'The files are being deleted now. You can close this page. Deletion will continue.',
    done: (at: number, now: number) => `Everything was deleted ${formatMoment(at, now)}.`,
    attemptGoing: 'The attempt is deleted. Its files are being deleted now.',
    attemptDone: 'The attempt and all its files are deleted.',
    counts: (attempts: number, files: number, bytes: number) =>
      formatFacts([
        attemptCount(attempts),
        plural(files, { one: '# file', other: '# files' }),
        formatBytes(bytes),
      ]),
    lost: common.lostServers,
    number: 'Receipt',
    what: 'What was deleted',
    keep: 'The receipt doesn’t contain your name. Save its number if you want proof.',
    unknown: 'No receipt has this number',
    unread: 'Couldn’t load the receipt',
  },
  watching: {
    back: 'Your practice',
    answers: 'Answers',
    notes: 'Notes',
    none: 'Each question appears here with its model answer while it’s asked.',
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
    keys: 'Keys: Space to play or pause, B to play both, 1 for “Then”, 2 for “Now”, ← → to skip five seconds, J and L to change the speed.',
    none: 'There aren’t two recordings of this question yet',
    noneBody: 'Practice it again with a recording to compare both answers here.',
    missing: 'This answer isn’t in the recording.',
    back: 'Your practice',
  },
} as const;
