import type { InterviewId } from '../../../../shared/ids.ts';
import type { ClipProgress } from '../../../../shared/protocol/reportRoutes.ts';
import type { Span } from '../../../../shared/recording/finished.ts';
import type { ReportClip } from '../../../../shared/report/candidateReport.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import type { JobStore } from '../../../store/jobStore.ts';
import type { ReportClipStore } from '../../../store/reportClipStore.ts';
import { CLIP_CONTENT_TYPE } from './ClipsJob.ts';

export interface ClipDeskOptions {
  interviews: Pick<Interviews, 'read'>;
  clips: ReportClipStore;
  jobs: Pick<JobStore, 'about'>;
  /** Told when a job has been added to the queue. */
  onJob: () => void;
}

/** What the writers and readers of reports ask about clips. */
export class ClipDesk {
  readonly #options: ClipDeskOptions;

  constructor(options: ClipDeskOptions) {
    this.#options = options;
  }

  /** After each save and publication: has the clips cut that the report shows now, and those deleted that it shows no more. */
  async want(interviewId: InterviewId): Promise<void> {
    const { interviews, clips, onJob } = this.#options;
    const { recording } = await interviews.read(interviewId);
    if (recording?.recordingId === undefined) return;
    await clips.follow(interviewId, recording.recordingId);
    onJob();
  }

  /** As the reader of a report is told of these parts of its recording, in the same order. */
  async reportClips(interviewId: InterviewId, spans: readonly Span[]): Promise<ReportClip[]> {
    const { clips, interviews, jobs } = this.#options;
    const { recording } = await interviews.read(interviewId);
    const recordingId = recording?.recordingId;
    const gone = recording && recording.erased.length > 0 ? 'erased' : 'failed';
    const stored = recordingId === undefined ? [] : await clips.of(interviewId);
    const all = recordingId === undefined ? [] : await jobs.about([recordingId]);
    const hasFailed = all.some(({ kind, state }) => kind === 'clips' && state === 'failed');
    return spans.map(({ fromMs, toMs }): ReportClip => {
      const clip = stored.find(each => each.fromMs === fromMs && each.toMs === toMs);
      const durationMs = clip?.durationMs ?? Math.max(0, toMs - fromMs);
      if (recordingId === undefined) return { state: gone, durationMs };
      if (clip?.fileId !== undefined)
        return { state: 'ready', fileId: clip.fileId, contentType: CLIP_CONTENT_TYPE, durationMs };
      return { state: hasFailed || clip?.state === 'failed' ? 'failed' : 'preparing', durationMs };
    });
  }

  /** The same for those who write it. */
  async progressOf(interviewId: InterviewId, spans: readonly Span[]): Promise<ClipProgress[]> {
    const clips = await this.reportClips(interviewId, spans);
    return spans.map(({ fromMs, toMs }, index) => {
      const state = clips[index]?.state ?? 'failed';
      return { fromMs, toMs, state: state === 'withheld' ? 'failed' : state };
    });
  }
}
