import type { InterviewId } from '../../../../shared/ids.ts';
import type { StaffMember } from '../../../../shared/protocol/http.ts';
import type { OpenedReport, ReportKey } from '../../../../shared/protocol/reportRoutes.ts';
import type { CandidateReport } from '../../../../shared/report/candidateReport.ts';
import { inWorker } from '../../../inWorker.ts';
import type { Paper } from '../../../printing/TaggedPages.ts';
import { downloadName } from '../../recording/access/downloadName.ts';
import type { PrintedReport } from './printedReport.ts';

export interface ReportPrintsOptions {
  publicUrl: string;
  /** Throws where nothing can be read with this key. */
  readFor(key: ReportKey): Promise<Pick<Extract<OpenedReport, { state: 'open' }>, 'report' | 'question'>>;
  /** The draft as its candidate would read it. */
  previewFor(interviewId: InterviewId, member: StaffMember): Promise<CandidateReport>;
}

export interface ReportPrint {
  /** Of letters, digits, dots and hyphens only. */
  fileName: string;
  body: Buffer;
}

/** Reports as PDF, for those who may read them. */
export class ReportPrints {
  readonly #options: ReportPrintsOptions;

  constructor(options: ReportPrintsOptions) {
    this.#options = options;
  }

  /** With codes that lead to where the same key is used, and to its clips. */
  async forReader(key: ReportKey, paper: Paper): Promise<ReportPrint> {
    const { report, question } = await this.#options.readFor(key);
    return print({ report, question, paper, address: this.#addressOf(key), draft: false });
  }

  /** Without codes: staff have no key to a candidate's page. */
  async forStaff(interviewId: InterviewId, paper: Paper, member: StaffMember): Promise<ReportPrint> {
    const report = await this.#options.previewFor(interviewId, member);
    return print({ report, paper, draft: true });
  }

  #addressOf(key: ReportKey): string {
    const { publicUrl } = this.#options;
    return 'link' in key
      ? `${publicUrl}/report#${key.link}`
      : `${publicUrl}/practice?report=${key.interviewId}#${key.page}`;
  }
}

async function print(printed: PrintedReport): Promise<ReportPrint> {
  // Laying out pages takes some hundred milliseconds, which a live call must not wait for.
  const bytes = await inWorker(new URL('pdfWorker.ts', import.meta.url), printed);
  if (!(bytes instanceof Uint8Array)) throw new Error('The printing thread answers with bytes.');
  const { role, heldAt } = printed.report;
  const day = new Date(heldAt).toISOString().slice(0, 10);
  return { fileName: downloadName(role, `report-${day}.pdf`), body: Buffer.from(bytes) };
}
