import type { Logger } from 'pino';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { ClipProgress } from '../../../../shared/protocol/reportRoutes.ts';
import type { Span } from '../../../../shared/recording/finished.ts';
import type { ReportClip } from '../../../../shared/report/candidateReport.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import type { JobStore } from '../../../store/jobStore.ts';
import type { ReportClipStore } from '../../../store/reportClipStore.ts';
import type { Store } from '../../../store/store.ts';
import type { Recordings } from '../../recording/recordings.ts';
import { CLIP_CONTENT_TYPE, ClipsJob, type Cut } from './ClipsJob.ts';
import { cutClip } from './cutClip.ts';

interface ReportClipsOptions {
  interviews: Pick<Interviews, 'read'>;
  clips: ReportClipStore;
  jobs: Pick<JobStore, 'about'>;
  onJob: () => void;
}

export class ReportClips {
  readonly #options: ReportClipsOptions;

  constructor(options: ReportClipsOptions) {
    this.#options = options;
  }

  /** Queues missing clips, and deletes clips that no report shows. Call after each save and publication. */
  async want(interviewId: InterviewId): Promise<void> {
    const { interviews, clips, onJob } = this.#options;
    const { recording } = await interviews.read(interviewId);
    if (recording?.recordingId === undefined) return;
    await clips.follow(interviewId, recording.recordingId);
    onJob();
  }

  /** Returns the clips in the order of the spans. */
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

  /** Returns the progress of the clips in the order of the spans. */
  async progressOf(interviewId: InterviewId, spans: readonly Span[]): Promise<ClipProgress[]> {
    const clips = await this.reportClips(interviewId, spans);
    return spans.map(({ fromMs, toMs }, index) => {
      const state = clips[index]?.state ?? 'failed';
      return { fromMs, toMs, state: state === 'withheld' ? 'failed' : state };
    });
  }
}

interface ClipsOptions {
  store: Store;
  interviews: Pick<Interviews, 'read'>;
  finished: Pick<Recordings, 'storage' | 'recordingStorage' | 'folders' | 'runner'>;
  cut?: Cut;
  logger: Logger;
}

export function createClips({
  store,
  interviews,
  finished,
  cut = cutClip,
  logger,
}: ClipsOptions): ReportClips {
  const { runner } = finished;
  runner.add(
    new ClipsJob({
      interviews,
      recordings: store.interviewRecordings,
      clips: store.reportClips,
      files: store.mediaFiles,
      objects: finished.storage,
      storage: finished.recordingStorage,
      folders: finished.folders,
      cut,
      logger,
    }),
  );
  return new ReportClips({
    interviews,
    clips: store.reportClips,
    jobs: store.jobs,
    onJob: () => runner.poll(),
  });
}
