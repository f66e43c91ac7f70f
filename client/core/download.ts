import type { CandidateId, ImportId, InterviewId } from '../../shared/ids.ts';
import { AUDIT_FILE, type AuditFilter } from '../../shared/protocol/auditRoutes.ts';
import { CANDIDATE_EXPORT } from '../../shared/protocol/candidateRoutes.ts';
import { IMPORT_FILE } from '../../shared/protocol/importRoutes.ts';
import { INSIGHTS_FILE, type InsightPeriod } from '../../shared/protocol/insightRoutes.ts';
import { INTERVIEW_FILE, type InterviewExport } from '../../shared/protocol/interviewList.ts';
import { SCORECARD_FILES, type ScorecardFormat } from '../../shared/protocol/scoringRoutes.ts';
import { fetchFile } from './httpRoute.ts';
import { downloadBlob } from './saveFile.ts';

export async function downloadAudit(filter: AuditFilter): Promise<void> {
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  const { blob, fileName } = await fetchFile(`${AUDIT_FILE}?${query}`);
  downloadBlob(fileName ?? 'audit.csv', blob);
}

export async function downloadInsights(period: InsightPeriod): Promise<void> {
  const query = new URLSearchParams(Object.entries(period).map(([name, value]) => [name, String(value)]));
  const { blob, fileName } = await fetchFile(`${INSIGHTS_FILE}?${query}`);
  downloadBlob(fileName ?? 'insights.csv', blob);
}

/** Downloads chosen interviews as a CSV file. */
export async function downloadInterviews(chosen: InterviewExport): Promise<void> {
  const query = new URLSearchParams({ query: JSON.stringify(chosen) });
  const { blob, fileName } = await fetchFile(`${INTERVIEW_FILE}?${query}`);
  downloadBlob(fileName ?? 'interviews.csv', blob);
}

/** Downloads the rows of a file of candidates that weren't, or won't be, imported. */
export async function downloadImportRows(importId: ImportId): Promise<void> {
  const { blob, fileName } = await fetchFile(IMPORT_FILE.replace(':importId', importId));
  downloadBlob(fileName ?? 'rows-to-correct.csv', blob);
}

export async function downloadScorecards(interviewId: InterviewId, format: ScorecardFormat): Promise<void> {
  const { blob, fileName } = await fetchFile(
    SCORECARD_FILES[format].path.replace(':interviewId', encodeURIComponent(interviewId)),
  );
  downloadBlob(fileName ?? `scorecards.${format}`, blob);
}

/** Downloads all about a person. A link, because the archive can be larger than the browser's memory. */
export function downloadCandidate(candidateId: CandidateId): void {
  const link = document.createElement('a');
  link.href = CANDIDATE_EXPORT.replace(':candidateId', candidateId);
  link.download = '';
  link.click();
}
