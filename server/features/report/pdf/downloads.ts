import { z } from 'zod';
import { InterviewId } from '../../../../shared/ids.ts';
import { REPORT_PDF, ReportKey } from '../../../../shared/protocol/reportRoutes.ts';
import { type Downloads, formDownload, staffDownload } from '../../routeHandlers.ts';
import type { ReportPrint, ReportPrints } from './ReportPrints.ts';

const Paper = z.enum(['a4', 'letter']).default('a4');
const NO_REPORT = 'There is no report with this link. It may have expired, or the report was deleted.';

export function reportDownloads(prints: ReportPrints): Downloads {
  return {
    forForms: [
      formDownload({
        path: REPORT_PDF,
        limit: 'reportPdf',
        form: z.object({ key: z.string().transform(parseJson).pipe(ReportKey), paper: Paper }),
        handle: async ({ key, paper }) => pdfOf(await prints.forReader(key, paper)),
        failure: 'A report could not be printed',
        sentences: {
          'link-invalid': NO_REPORT,
          invalid: NO_REPORT,
          'rate-limited':
            'Too many downloads were asked for at the same time. Please wait a minute, then try again.',
          'not-found': 'There is no report to read here yet, or it was taken back.',
        },
      }),
    ],
    forStaff: [
      staffDownload({
        path: '/api/reports/:interviewId/pdf',
        access: 'reports.write',
        limit: 'reportPdf',
        params: z.object({ interviewId: InterviewId, paper: Paper }),
        handle: async ({ interviewId, paper }, member) =>
          pdfOf(await prints.forStaff(interviewId, paper, member)),
      }),
    ],
  };
}

function pdfOf(print: ReportPrint) {
  return { ...print, contentType: 'application/pdf' };
}

/** Parses JSON. Returns undefined for text that is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
