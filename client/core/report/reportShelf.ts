import { z } from 'zod';
import type { InterviewId } from '../../../shared/ids.ts';
import { ReportContent } from '../../../shared/report/reportContent.ts';
import { KeptDrafts } from '../keptDrafts.ts';
import type { SafeStorage } from '../safeStorage.ts';

const Kept = z.object({ at: z.number(), base: ReportContent, content: ReportContent });

/** What someone wrote of a report and is not saved yet, with what it began with. */
export interface KeptReport {
  draftId: string;
  at: number;
  base: ReportContent;
  content: ReportContent;
}

export type ReportShelf = Pick<KeptDrafts<KeptReport>, 'keep' | 'drop' | 'list'>;

/** The unsaved words of one report by one person, in this browser. */
export function reportShelf(userId: string, interviewId: InterviewId, local: SafeStorage): ReportShelf {
  return new KeptDrafts<KeptReport>({
    prefix: `vivavoce.report-draft.${userId}.${interviewId}.`,
    schema: Kept,
    local,
  });
}
