import type { ScorecardFormat } from '../../../../shared/protocol/scoringRoutes.ts';
import { inWorker } from '../../../inWorker.ts';
import type { ScoringReport } from '../scoringReport.ts';
import { greenhouseJson } from './greenhouse.ts';
import { scorecardsCsv } from './scorecardsCsv.ts';

export interface ScorecardFile {
  /** Letters, digits, dots, and hyphens only. */
  fileName: string;
  body: Buffer;
}

const WRITERS: Record<ScorecardFormat, (report: ScoringReport) => Buffer | Promise<Buffer>> = {
  csv: report => Buffer.from(scorecardsCsv(report)),
  json: report => Buffer.from(greenhouseJson(report)),
  // Layout takes several hundred milliseconds, so it runs in a worker and doesn't block live calls.
  pdf: async report => {
    const bytes = await inWorker(new URL('pdfWorker.ts', import.meta.url), report, 'staff');
    if (!(bytes instanceof Uint8Array)) throw new Error('The printing thread answers with bytes.');
    return Buffer.from(bytes);
  },
};

export async function scorecardFile(format: ScorecardFormat, report: ScoringReport): Promise<ScorecardFile> {
  return { fileName: `${fileStem(report)}.${format}`, body: await WRITERS[format](report) };
}

/** Returns a name such as `scorecards-ada-lovelace-2030-01-15`. An id replaces a name in another script. */
function fileStem({ candidates, heldAt, interviewId }: ScoringReport): string {
  const name = (candidates[0]?.name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return ['scorecards', name || interviewId.slice(-12), new Date(heldAt).toISOString().slice(0, 10)].join(
    '-',
  );
}
