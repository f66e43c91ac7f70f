import { fromNodeHeaders } from 'better-auth/node';
import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { InterviewId } from '../../shared/ids.ts';
import { SCORECARD_FILES, type ScorecardFormat } from '../../shared/protocol/scoringRoutes.ts';
import type { Scoring } from '../features/scoring/scoring.ts';
import { decodeInput } from './decodeInput.ts';
import { requireStaff, type StaffOf } from './requireStaff.ts';

const Params = z.strictObject({ interviewId: InterviewId });

export interface FileRouteOptions {
  scoring: Pick<Scoring, 'exportScorecards'>;
  staffOf: StaffOf;
}

/** Answers that are files. They come behind the same limits, origins and headers as the JSON routes. */
export function fileRoutes(options: FileRouteOptions): Router {
  const router = Router();
  for (const format of Object.keys(SCORECARD_FILES) as ScorecardFormat[])
    router.get(SCORECARD_FILES[format].path, scorecards(format, options));
  return router;
}

function scorecards(format: ScorecardFormat, options: FileRouteOptions): RequestHandler {
  return async (request, response) => {
    const headers = fromNodeHeaders(request.headers);
    const member = await requireStaff(options.staffOf, headers, 'scorecards.export');
    const { interviewId } = decodeInput(Params, request.params);
    const { fileName, body } = await options.scoring.exportScorecards(format, interviewId, member);
    response
      .set('Content-Type', SCORECARD_FILES[format].contentType)
      .set('Content-Disposition', `attachment; filename="${fileName}"`)
      .set('X-Content-Type-Options', 'nosniff')
      .send(body);
  };
}
