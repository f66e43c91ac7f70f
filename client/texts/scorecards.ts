import type { ScorecardFormat } from '../../shared/protocol/scoringRoutes.ts';
import { formatDay, formatMoment, formatTime } from './times.ts';

const FORMATS: Record<ScorecardFormat, string> = { csv: 'CSV', pdf: 'PDF', json: 'JSON' };

/** The words on scorecards as the console shows them. */
export const scorecardsTexts = {
  title: 'Scorecards',
  section: {
    independent:
      'Raters work independently. The scorecards open when the call is over and everyone has locked; until then they stay hidden from everyone.',
    until: (at: number, now: number) => `They can be written until ${formatDay(at, now)}, ${formatTime(at)}.`,
    over: 'The time to write scorecards is over. Those that were locked can still be opened.',
    shutForGood: 'Scoring was closed before the scorecards had opened, so they stay closed for everyone.',
    open: 'The scorecards are open.',
    closed: 'Scoring is closed: nothing can be rated, locked or revised any more.',
    openedEarly: (name: string, at: number, now: number, reason: string) =>
      `Opened early by ${name} ${formatMoment(at, now)}: “${reason}”`,
    read: 'Read the scorecards',
  },
  page: {
    back: 'Back to the interview',
    failed: 'The scorecards could not be loaded',
    blindTitle: 'The scorecards are not open yet',
    noKitTitle: 'This interview has no kit',
    noKit: 'Without a kit there is nothing to rate.',
    noneTitle: 'Nothing is locked yet',
    none: 'Each scorecard appears here as soon as its rater has locked it.',
    exports: 'Download as a file',
    report: 'Write the report',
    about: (candidates: readonly string[], kit: string, version: number) =>
      [candidates.join(', '), `${kit}, version ${version}`].filter(Boolean).join(' · '),
  },
  exports: {
    verb: 'Download',
    formats: FORMATS,
    hints: {
      csv: 'One row for each rating, for spreadsheets',
      pdf: 'To print or to file',
      json: 'In the shape of Greenhouse scorecards',
    } as const satisfies Record<ScorecardFormat, string>,
    download: (format: ScorecardFormat) => `Download as ${FORMATS[format]}`,
    failed: 'The file could not be made',
  },
} as const;
