import { formatList } from '../../shared/intl.ts';
import type { ScorecardFormat } from '../../shared/protocol/scoringRoutes.ts';
import { formatDayAlone, formatMoment, formatTime } from './times.ts';

const FORMATS: Record<ScorecardFormat, string> = { csv: 'CSV', pdf: 'PDF', json: 'JSON' };

export const scorecardsTexts = {
  title: 'Scorecards',
  section: {
    independent:
      'Evaluators work independently. The scorecards open when the call is over and everyone has locked. Until then, no one can see them.',
    until: (at: number, now: number) =>
      `Evaluators can write them until ${formatDayAlone(at, now)}, ${formatTime(at)}.`,
    over: 'The time to write scorecards is over. Locked scorecards can still be opened.',
    shutForGood: 'Rating was closed before the scorecards opened, so they stay closed for everyone.',
    open: 'The scorecards are open.',
    closed: 'Rating is closed. Ratings can no longer be changed, locked, or revised.',
    openedEarly: (name: string, at: number, now: number, reason: string) =>
      `Opened early by ${name} ${formatMoment(at, now)}: “${reason}”`,
    read: 'Read the scorecards',
    own: 'Your scorecard',
    rate: 'Rate in your scorecard',
  },
  page: {
    back: 'Back to the interview',
    failed: 'Couldn’t load the scorecards',
    blindTitle: 'The scorecards aren’t open yet',
    noKitTitle: 'This interview has no kit',
    noKit: 'Without a kit there is nothing to rate.',
    noneTitle: 'Nothing is locked yet',
    none: 'Each scorecard appears here once its evaluator has locked it.',
    exports: 'Download as a file',
    report: 'Write the report',
    debrief: 'Debrief',
    about: (candidates: readonly string[], kit: string, version: number) =>
      [formatList(candidates), `${kit}, version ${version}`].filter(Boolean).join(' · '),
  },
  exports: {
    verb: 'Download',
    formats: FORMATS,
    hints: {
      csv: 'One row per rating, for spreadsheets',
      pdf: 'To print or file',
      json: 'In the format of Greenhouse scorecards',
    } as const satisfies Record<ScorecardFormat, string>,
    download: (format: ScorecardFormat) => `Download as ${FORMATS[format]}`,
    failed: 'Couldn’t create the file',
  },
} as const;
