import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { ChosenKit } from '../kit/kit.ts';
import { KitId } from '../kit/kitIds.ts';
import { EarlyOpening } from '../rubric/rubricState.ts';
import { Scorecard } from '../rubric/scorecard.ts';
import { AgreementReport } from './agreementReport.ts';
import type { RouteRow } from './routeRow.ts';

/** The scorecards of one interview, once they are open; until then every way to them answers `blind`. */
export const OpenScorecards = z.strictObject({
  chosen: ChosenKit,
  /** Locked ones only. */
  scorecards: z.record(SeatId, Scorecard),
  names: z.record(SeatId, z.string()),
  candidateNames: z.array(z.string()),
  earlyOpening: EarlyOpening.optional(),
});
export type OpenScorecards = z.infer<typeof OpenScorecards>;

const interviewRef = z.strictObject({ interviewId: InterviewId });

export const SCORING_ROUTES = {
  'scorecards.read': {
    method: 'GET',
    path: '/api/interviews/:interviewId/scorecards',
    params: interviewRef,
    result: OpenScorecards,
    access: 'scorecards.read',
  },
  /** How well the raters of all interviews of one kit agree. */
  'agreement.read': {
    method: 'GET',
    path: '/api/kits/:kitId/agreement',
    params: z.strictObject({ kitId: KitId }),
    result: AgreementReport,
    access: 'agreement.read',
  },
} as const satisfies Record<string, RouteRow>;

/** Scorecards as files. Not JSON routes of the table: the answer is the file itself. */
export const SCORECARD_FILES = {
  csv: { path: '/api/interviews/:interviewId/scorecards.csv', contentType: 'text/csv; charset=utf-8' },
  pdf: { path: '/api/interviews/:interviewId/scorecards.pdf', contentType: 'application/pdf' },
  json: {
    path: '/api/interviews/:interviewId/scorecards.json',
    contentType: 'application/json; charset=utf-8',
  },
} as const;
export type ScorecardFormat = keyof typeof SCORECARD_FILES;
