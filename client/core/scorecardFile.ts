import type { InterviewId } from '../../shared/ids.ts';
import { SCORECARD_FILES, type ScorecardFormat } from '../../shared/protocol/scoringRoutes.ts';
import { downloadBlob } from './download.ts';
import { fetchFile } from './httpRoute.ts';

/** Hands the scorecards of an interview to the person as a file. Throws as a route call does. */
export async function downloadScorecards(interviewId: InterviewId, format: ScorecardFormat): Promise<void> {
  const { blob, fileName } = await fetchFile(
    SCORECARD_FILES[format].path.replace(':interviewId', encodeURIComponent(interviewId)),
  );
  downloadBlob(fileName ?? `scorecards.${format}`, blob);
}
