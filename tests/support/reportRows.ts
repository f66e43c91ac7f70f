import type { Store } from '../../server/store/store.ts';
import type { InterviewId } from '../../shared/ids.ts';
import type { Span } from '../../shared/recording/finished.ts';
import {
  EMPTY_REPORT,
  PointId,
  type ReportContent,
  type ReportPoint,
} from '../../shared/report/reportContent.ts';

/** A report with at most four clips of the recording, and without texts. */
export function reportWithClips(...clips: readonly Span[]): ReportContent {
  const points = clips.map(
    ({ fromMs, toMs }, index): ReportPoint => ({
      pointId: PointId.parse(`point-${index}`),
      moment: { kind: 'clip', fromMs, toMs },
      seen: '',
      action: '',
    }),
  );
  return { ...EMPTY_REPORT, keep: points.slice(0, 2), change: points.slice(2) };
}

/** Replaces the interview's report, as if just saved or published. */
export async function writeReport(
  { database }: Store,
  interviewId: InterviewId,
  { draft, published }: { draft: ReportContent; published?: ReportContent },
): Promise<void> {
  const content = {
    content: JSON.stringify(draft),
    published: published ? JSON.stringify(published) : null,
  };
  await database.kysely
    .insertInto('reports')
    .values({
      interviewId,
      state: published ? 'published' : 'draft',
      version: 1,
      savedBy: 'u-1',
      savedAt: 1,
      publishedVersion: published ? 1 : null,
      publishedAt: published ? 1 : null,
      updatedAt: null,
      publishedBy: published ? 'u-1' : null,
      ...content,
    })
    .onConflict(conflict => conflict.column('interviewId').doUpdateSet(content))
    .execute();
}
