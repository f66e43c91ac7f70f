import type { ReportQuestion } from '../../../../shared/protocol/reportRoutes.ts';
import type { CandidatePoint, CandidateReport } from '../../../../shared/report/candidateReport.ts';
import type { Paper } from '../../../printing/TaggedPages.ts';

/** What is printed, in whole. Goes to a thread, so that it holds nothing but data. */
export interface PrintedReport {
  report: CandidateReport;
  /** What the candidate asked back. */
  question?: ReportQuestion | undefined;
  paper: Paper;
  /** Where the report is read, and until when; absent in what staff print, who have no key to it. */
  address?: string | undefined;
  until?: number | undefined;
  /** Not published, or not in these words. */
  draft: boolean;
}

export type PointKind = 'keep' | 'change';

/** Where a point's clip plays; absent where there is none for this reader. */
export function clipAddress(
  { address }: PrintedReport,
  { clip }: CandidatePoint,
  kind: PointKind,
  index: number,
): string | undefined {
  if (!address || !clip || !['ready', 'preparing'].includes(clip.state)) return undefined;
  const url = new URL(address);
  url.searchParams.set('point', `${kind}-${index + 1}`);
  return url.href;
}
