import { fromNodeHeaders } from 'better-auth/node';
import express, { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { InterviewId } from '../../shared/ids.ts';
import { REPORT_PDF, ReportKey } from '../../shared/protocol/reportRoutes.ts';
import type { ReportPrint, ReportPrints } from '../features/report/pdf/ReportPrints.ts';
import type { Logger } from '../log.ts';
import { addressGroup } from './clientAddress.ts';
import { decodeInput } from './decodeInput.ts';
import { downloadErrors } from './downloadErrors.ts';
import type { RateLimits } from './rateLimits.ts';
import { requireStaff, type StaffOf } from './requireStaff.ts';

const Paper = z.enum(['a4', 'letter']);
const Form = z.object({ key: z.string(), paper: Paper.default('a4') });
const Query = z.object({ paper: Paper.default('a4') });
const Params = z.strictObject({ interviewId: InterviewId });

interface ReaderOptions {
  prints: Pick<ReportPrints, 'forReader'>;
  limits: RateLimits;
  log: Logger;
}

/**
 * A candidate's report as PDF, for a form that posts its key. It stands before the check of origins, because forms of our pages, which
 * send no referrer, name none; nothing is changed here, and only the key's holder gets anything.
 */
export function reportPdfRoutes(options: ReaderOptions): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: '4kb' });
  const errors = downloadErrors(options.log, {
    failed: 'A report could not be printed',
    sentenceFor: code => {
      if (code === 'link-invalid' || code === 'invalid')
        return 'There is no report with this link. It may have expired, or the report was deleted.';
      if (code === 'rate-limited')
        return 'Too many downloads were asked for at the same time. Please wait a minute, then try again.';
      return code === 'not-found' ? 'There is no report to read here yet, or it was taken back.' : undefined;
    },
  });
  router.post(REPORT_PDF, form, forReader(options), errors);
  return router;
}

function forReader({ prints, limits }: ReaderOptions): RequestHandler {
  return async (request, response) => {
    await limits.spend('reportPdf', addressGroup(request.ip ?? ''));
    const form = Form.safeParse(request.body);
    const key = ReportKey.safeParse(form.data && parsed(form.data.key));
    if (!form.success || !key.success) throw AppError.linkInvalid();
    send(response, await prints.forReader(key.data, form.data.paper));
  };
}

interface StaffOptions {
  prints: Pick<ReportPrints, 'forStaff'>;
  limits: RateLimits;
  staffOf: StaffOf;
}

/** The draft as PDF, for those who write it. */
export function draftPdfRoutes({ prints, limits, staffOf }: StaffOptions): Router {
  const router = Router();
  router.get('/api/reports/:interviewId/pdf', async (request, response) => {
    const member = await requireStaff(staffOf, fromNodeHeaders(request.headers), 'reports.write');
    await limits.spend('reportPdf', addressGroup(request.ip ?? ''));
    const { interviewId } = decodeInput(Params, request.params);
    const { paper } = decodeInput(Query, request.query);
    send(response, await prints.forStaff(interviewId, paper, member));
  });
  return router;
}

function send(response: Response, { fileName, body }: ReportPrint): void {
  response
    .set({
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'X-Content-Type-Options': 'nosniff',
    })
    .send(body);
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
