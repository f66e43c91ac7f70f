import { formatList } from '../../shared/intl.ts';
import { formatDayAlone, formatMoment, formatTime } from './times.ts';

export const scoringTexts = {
  backToConsole: 'Back to the interview’s page',
  of: (interview: string, candidates: readonly string[]) =>
    candidates.length === 0 ? interview : `${interview} · ${formatList(candidates)}`,
  rating: {
    title: 'Your scorecard',
    body: 'The call is over. Finish your ratings and lock them. Until then, no one sees anyone else’s.',
    until: (at: number, now: number) => `You have until ${formatDayAlone(at, now)}, ${formatTime(at)}.`,
  },
  waiting: {
    title: 'Waiting for the others',
    body: 'Your scorecard is locked. Once everyone has locked theirs, this page automatically shows them side by side. You can close it and come back with the same link.',
    outOfTime:
      'Your scorecard is locked. The time for rating is over, so no more scorecards will be locked. The lead or an organizer can still open the locked ones.',
    lockedAt: (at: number, now: number) => `Locked ${formatMoment(at, now)}`,
  },
  /** Texts for evaluators who rate from the recording. */
  fromRecording: {
    rating: {
      title: 'Your scorecard',
      body: 'Rate each answer, then lock your scorecard. Until everyone has locked, no one sees anyone else’s.',
    },
    waiting: {
      title: 'Your scorecard is locked',
      body: 'Once everyone has locked theirs, this page shows them side by side. If your ratings are far apart, you’ll then find it in the queue under “Yours to do”.',
    },
  },
  /** For evaluators whose ratings are only compared with others. */
  forCalibration: {
    title: 'Your scorecard',
    body: 'Rate each answer, then lock your scorecard.',
  },
  closed: {
    title: 'Rating is closed',
    locked:
      'Rating was closed before everyone had locked, so the scorecards stay closed. Yours is kept as you locked it.',
    unlocked: 'Your scorecard wasn’t locked in time. You don’t need to do anything.',
    inTime:
      'The time to write scorecards is over, and yours wasn’t locked in time. You don’t need to do anything.',
  },
  loading: 'Loading your scorecard',
  failed: 'Couldn’t load your scorecard',
  reconnecting: 'You lost the connection. Reconnecting… Anything you write stays on this page.',
  openedEarly: (name: string, reason: string) =>
    `${name} opened the scorecards early: “${reason}” You’ll see the others once you’ve locked yours.`,
  lead: {
    openEarly: 'Open scorecards early',
    openEarlyTitle: 'Open the scorecards early?',
    openEarlyBody:
      'Everyone who has locked, and staff in the console, can see the locked scorecards immediately. Evaluators who haven’t locked still see nothing and rate on their own. We record your name and your reason.',
    reason: 'Why now',
    sayWhy: 'Say why.',
    reasonHint: 'For example: one of us is away until Monday.',
    openEarlyConfirm: 'Open scorecards early',
    openEarlyFailed: 'Couldn’t open the scorecards',
    closeRating: {
      action: 'Close rating',
      title: 'Close rating permanently?',
      body: 'No one can change, lock, or revise ratings after this. Scorecards that aren’t locked won’t count. This can’t be undone.',
      done: 'Rating is closed',
    },
    endComparison: {
      action: 'End the comparison',
      title: 'End the comparison?',
      body: 'The ratings stay as they are now, and no one can revise them. Scorecards that aren’t locked won’t count. This can’t be undone.',
      done: 'Comparison ended',
    },
  },
} as const;
