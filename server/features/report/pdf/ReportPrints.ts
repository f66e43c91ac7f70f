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
import type { PrintedReport } from './reportLayout.ts';

export interface ReportPrintsOptions {
  printFor(key: ReportKey): Promise<PrintSubject>;
  previewFor(interviewId: InterviewId, member: StaffMember): Promise<CandidateReport>;
  /** Lays out a report. The default uses a worker thread, so that live calls aren't delayed. */
  layOut?: (printed: PrintedReport, asker: Asker) => Promise<unknown>;
  now?: () => number;
}

export interface ReportPrint {
  /** Only letters, digits, dots, and hyphens. */
  fileName: string;
  body: Buffer;
}

/** Number of cached prints. Each takes about 100 kB. */
const CACHE_MAX = 64;
/** Maximum number of readers who wait for a print. Requests of further readers are rejected. */
export const READERS_WAITING_MAX = 8;

/** Prints reports as PDF. Caches the latest prints by content. */
export class ReportPrints {
  readonly #options: ReportPrintsOptions;
  /** Prints by hash of their content, most recently used last. */
  readonly #cache = new Map<string, { interviewId: InterviewId; bytes: Promise<Buffer> }>();
  #readersWaiting = 0;
  /** Duration of the latest layout, to estimate how long a rejected reader should wait. */
  #tookMs = 500;

  constructor(options: ReportPrintsOptions) {
    this.#options = options;
  }

  /** Prints a report for a reader. Throws `rate-limited` when too many readers wait. */
  async forReader(key: ReportKey, paper: Paper): Promise<ReportPrint> {
    const subject = await this.#options.printFor(key);
    return this.#print({ ...subject, paper, draft: false }, 'stranger');
  }

  /** Prints a draft ahead of waiting readers' prints. It has no QR codes, because staff have no link. */
  async forStaff(interviewId: InterviewId, paper: Paper, member: StaffMember): Promise<ReportPrint> {
    const report = await this.#options.previewFor(interviewId, member);
    return this.#print({ report, paper, draft: true }, 'staff');
  }

  forget(interviewId: InterviewId): void {
    for (const [content, { interviewId: printed }] of this.#cache)
      if (printed === interviewId) this.#cache.delete(content);
  }

  async #print(printed: PrintedReport, asker: Asker): Promise<ReportPrint> {
    const { role, heldAt } = printed.report;
    const day = new Date(heldAt).toISOString().slice(0, 10);
    const body = await this.#bytesOf(printed, asker);
    return { fileName: downloadName(role, `report-${day}.pdf`), body };
  }

  #bytesOf(printed: PrintedReport, asker: Asker): Promise<Buffer> {
    const content = createHash('sha256').update(JSON.stringify(printed)).digest('base64url');
    const known = this.#cache.get(content);
    const { interviewId } = printed.report;
    const bytes = known?.bytes ?? this.#laidOut(printed, asker);
    this.#cache.delete(content);
    this.#cache.set(content, { interviewId, bytes });
    const [oldest] = this.#cache.keys();
    if (oldest !== undefined && this.#cache.size > CACHE_MAX) this.#cache.delete(oldest);
    if (!known) bytes.catch(() => this.#cache.delete(content));
    return bytes;
  }

  async #laidOut(printed: PrintedReport, asker: Asker): Promise<Buffer> {
    const { layOut = inPdfWorker, now = Date.now } = this.#options;
    const isReader = asker === 'stranger';
    if (isReader && this.#readersWaiting >= READERS_WAITING_MAX)
      throw new AppError('rate-limited', 'printing-busy', {
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
        // Divides by the number of waiting readers, because the time includes their earlier layouts.
        this.#tookMs = (now() - from) / this.#readersWaiting;
        this.#readersWaiting -= 1;
      }
    }
  }
}

function inPdfWorker(printed: PrintedReport, asker: Asker): Promise<unknown> {
  return inWorker(new URL('pdfWorker.ts', import.meta.url), printed, asker);
}
