import { createHash } from 'node:crypto';
import { AppError } from '../../../../shared/errors.ts';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { StaffMember } from '../../../../shared/protocol/http.ts';
import type { ReportKey } from '../../../../shared/protocol/reportRoutes.ts';
import type { CandidateReport } from '../../../../shared/report/candidateReport.ts';
import { type Asker, inWorker } from '../../../inWorker.ts';
import type { Paper } from '../../../printing/TaggedPages.ts';
import { downloadName } from '../../recording/MediaAccess.ts';
import type { PrintSubject } from '../ReportReading.ts';
import type { PrintedReport } from './printedReport.ts';

export interface ReportPrintsOptions {
  /** Throws where nothing can be read with this key. */
  printFor(key: ReportKey): Promise<PrintSubject>;
  /** The draft as its candidate would read it. */
  previewFor(interviewId: InterviewId, member: StaffMember): Promise<CandidateReport>;
  /** Lays out the pages, off the event loop: a live call must not wait for some hundred milliseconds. */
  layOut?: (printed: PrintedReport, asker: Asker) => Promise<unknown>;
  now?: () => number;
}

export interface ReportPrint {
  /** Of letters, digits, dots and hyphens only. */
  fileName: string;
  body: Buffer;
}

/** Some 100 kB each. */
const KEPT_MAX = 64;
/** Prints of readers that wait or are laid out at the same time; the next reader is told when to come back. */
export const READERS_WAITING_MAX = 8;

/** Reports as PDF, for those who may read them. What is printed again without a change is laid out once. */
export class ReportPrints {
  readonly #options: ReportPrintsOptions;
  /** By content; the one that was asked for last is the last. */
  readonly #kept = new Map<string, { interviewId: InterviewId; bytes: Promise<Buffer> }>();
  #readersWaiting = 0;
  /** How long the last one took. */
  #tookMs = 500;

  constructor(options: ReportPrintsOptions) {
    this.#options = options;
  }

  /** With codes that lead to a link for reading. Throws `rate-limited` where too many others wait. */
  async forReader(key: ReportKey, paper: Paper): Promise<ReportPrint> {
    const subject = await this.#options.printFor(key);
    return this.#print({ ...subject, paper, draft: false }, 'stranger');
  }

  /** Without codes: staff have no key to a candidate's page. Before all readers. */
  async forStaff(interviewId: InterviewId, paper: Paper, member: StaffMember): Promise<ReportPrint> {
    const report = await this.#options.previewFor(interviewId, member);
    return this.#print({ report, paper, draft: true }, 'staff');
  }

  /** It is being deleted. */
  forget(interviewId: InterviewId): void {
    for (const [content, kept] of this.#kept)
      if (kept.interviewId === interviewId) this.#kept.delete(content);
  }

  async #print(printed: PrintedReport, asker: Asker): Promise<ReportPrint> {
    const { role, heldAt } = printed.report;
    const day = new Date(heldAt).toISOString().slice(0, 10);
    const body = await this.#bytesOf(printed, asker);
    return { fileName: downloadName(role, `report-${day}.pdf`), body };
  }

  #bytesOf(printed: PrintedReport, asker: Asker): Promise<Buffer> {
    const content = createHash('sha256').update(JSON.stringify(printed)).digest('base64url');
    const known = this.#kept.get(content);
    const { interviewId } = printed.report;
    const bytes = known?.bytes ?? this.#laidOut(printed, asker);
    this.#kept.delete(content);
    this.#kept.set(content, { interviewId, bytes });
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size > KEPT_MAX) this.#kept.delete(oldest);
    if (!known) bytes.catch(() => this.#kept.delete(content));
    return bytes;
  }

  async #laidOut(printed: PrintedReport, asker: Asker): Promise<Buffer> {
    const { layOut = inPdfWorker, now = Date.now } = this.#options;
    const isReader = asker === 'stranger';
    if (isReader && this.#readersWaiting >= READERS_WAITING_MAX)
      throw new AppError('rate-limited', 'Many reports are being printed. Please try again in a moment.', {
        details: { retryAfterMs: Math.max(1_000, this.#readersWaiting * this.#tookMs) },
      });
    const from = now();
    if (isReader) this.#readersWaiting += 1;
    try {
      const bytes = await layOut(printed, asker);
      if (!(bytes instanceof Uint8Array)) throw new Error('The printing thread answers with bytes.');
      return Buffer.from(bytes);
    } finally {
      if (isReader) {
        // With its own share of the wait.
        this.#tookMs = (now() - from) / this.#readersWaiting;
        this.#readersWaiting -= 1;
      }
    }
  }
}

function inPdfWorker(printed: PrintedReport, asker: Asker): Promise<unknown> {
  return inWorker(new URL('pdfWorker.ts', import.meta.url), printed, asker);
}
