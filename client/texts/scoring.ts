import { formatDay, formatMoment, formatTime } from './times.ts';

/** The words of the pages that raters have after the call. */
export const scoringTexts = {
  of: (interview: string, candidates: readonly string[]) =>
    candidates.length === 0 ? interview : `${interview} · ${candidates.join(', ')}`,
  rating: {
    title: 'Your scorecard',
    body: 'The call is over. Finish your ratings and lock them. Until then, no one sees anyone else’s.',
    until: (at: number, now: number) => `You have until ${formatDay(at, now)}, ${formatTime(at)}.`,
  },
  waiting: {
    title: 'Waiting for the others',
    body: 'Your scorecard is locked. As soon as everyone has locked theirs, this page shows them side by side, by itself. You can close it and come back with the same link.',
    outOfTime:
      'Your scorecard is locked. The time for the others is over, so no more will be locked. The lead or an organizer can still open what was locked.',
    lockedAt: (at: number, now: number) => `Locked ${formatMoment(at, now)}`,
  },
  /** For raters who were not there. */
  fromRecording: {
    rating: {
      title: 'Your scorecard',
      body: 'Rate each answer, then lock your scorecard. Until everyone has locked, no one sees anyone else’s.',
    },
    waiting: {
      title: 'Your scorecard is locked',
      body: 'As soon as everyone has locked theirs, this page shows them side by side. You find it in the queue under “Mine”.',
    },
  },
  closed: {
    title: 'Scoring is closed',
    locked:
      'It was closed before everyone had locked, so the scorecards stay closed. Yours is kept as you locked it.',
    unlocked: 'Your scorecard was not locked by then. Nothing more is expected of you.',
    inTime:
      'The time to write scorecards is over, and yours was not locked by then. Nothing more is expected of you.',
  },
  loading: 'Loading your scorecard',
  failed: 'Your scorecard could not be loaded',
  reconnecting: 'The connection dropped. Reconnecting… What you write stays on this page meanwhile.',
  openedEarly: (name: string, reason: string) =>
    `${name} has opened the scorecards early: “${reason}” You see the others’ once you have locked yours.`,
  lead: {
    openEarly: 'Open scorecards early',
    openEarlyTitle: 'Open the scorecards early?',
    openEarlyBody:
      'Everyone who has locked, and staff in the console, see the locked scorecards at once. Raters who haven’t locked still see nothing, and rate on their own. It is kept on record, with your name and your reason.',
    reason: 'Why now',
    reasonHint: 'For example: one of us is away until Monday.',
    openEarlyConfirm: 'Open scorecards early',
    openEarlyFailed: 'The scorecards are not open',
    close: 'Close scoring',
    closeTitle: 'Close scoring for good?',
    closeBody:
      'Ratings can’t be changed, locked or revised any more. A scorecard that is not locked by now never counts. This cannot be undone.',
    closeConfirm: 'Close scoring',
    closed: 'Scoring is closed',
  },
} as const;
