import type { MediaFileId, RecordingId } from '../../../shared/ids.ts';
import type { RouteResult, StaffMember } from '../../../shared/protocol/http.ts';
import type { FinishedRecording } from '../../../shared/recording/finished.ts';
import type { RecordingJob } from '../../../shared/recording/review.ts';
import { listReader, shownNames } from '../../interviews/staffInterviews.ts';
import type { InterviewRecordingStore, RecordingQuery } from '../../store/interviewRecordingStore.ts';
import type { JobStore, StoredJob } from '../../store/jobStore.ts';
import type { MediaFileStore } from '../../store/mediaFileStore.ts';
import { type Retention, retainUntil } from './Retention.ts';

type StoredFile = { readonly fileId: MediaFileId; readonly contentType: string; readonly bytes: number };

/** Stored facts about a recording that its interview's log does not have. */
export interface RecordingRecord {
  /** Absent until the recording is finalized. */
  readonly finished?: FinishedRecording | undefined;
  readonly files: Readonly<Record<string, StoredFile>>;
  readonly composed?: StoredFile | undefined;
  readonly jobs: readonly RecordingJob[];
  readonly retainUntil?: number | undefined;
}

interface RecordsOptions {
  recordings: InterviewRecordingStore;
  files: MediaFileStore;
  jobs: Pick<JobStore, 'about'>;
  retention: Pick<Retention, 'days'>;
}

export class RecordingRecords {
  readonly #options: RecordsOptions;

  constructor(options: RecordsOptions) {
    this.#options = options;
  }

  async find(recordingId: RecordingId): Promise<RecordingRecord | undefined> {
    const { recordings, files, jobs, retention } = this.#options;
    const recording = await recordings.find(recordingId);
    if (!recording || recording.state === 'erased') return undefined;
    const stored = await files.of(recordingId, 'stored');
    const shown = stored.map(({ kind, name, fileId, contentType, bytes }) => ({
      kind,
      name,
      file: { fileId, contentType, bytes },
    }));
    return {
      finished: recording.finished,
      files: Object.fromEntries(
        shown
          .filter(({ kind }) => kind !== 'composed' && kind !== 'clip')
          .map(({ name, file }) => [name, file]),
      ),
      composed: shown.find(({ kind }) => kind === 'composed')?.file,
      jobs: shownJobs(await jobs.about([recordingId]), KINDS),
      retainUntil: retainUntil(recording.endedAt, await retention.days()),
    };
  }

  async listFor(member: StaffMember, wanted: RecordingQuery): Promise<RouteResult<'recording.list'>> {
    const { recordings, jobs, retention } = this.#options;
    const { rows: listed, next } = await recordings.listFor(listReader(member), wanted);
    const days = await retention.days();
    const all = Map.groupBy(
      await jobs.about(listed.map(({ recordingId }) => recordingId)),
      ({ target }) => target,
    );
    const page = listed.map(({ endedAt, durationMs, interview, ...recording }) => {
      const own = all.get(recording.recordingId) ?? [];
      const isStuck = own.some(({ kind, state }) => kind === 'finalise' && state === 'failed');
      const until = recording.state === 'erased' ? undefined : retainUntil(endedAt, days);
      return {
        ...recording,
        ...shownNames(interview),
        state: recording.state === 'processing' && isStuck ? 'failed' : recording.state,
        ...(durationMs !== undefined && { durationMs }),
        ...(until !== undefined && { retainUntil: until }),
        jobs: shownJobs(own.filter(isListed), [...KINDS, 'transcript']),
      };
    });
    return { recordings: page, ...(next && { next }) };
  }
}

const KINDS = ['finalise', 'compose', 'store', 'erase'] as const satisfies RecordingJob['kind'][];

/** A finished transcript is no news in a list of recordings. */
function isListed({ kind, state }: StoredJob): boolean {
  return kind !== 'transcript' || state !== 'done';
}

function shownJobs(jobs: readonly StoredJob[], kinds: readonly RecordingJob['kind'][]): RecordingJob[] {
  return jobs.flatMap(({ kind: name, state, progress, reason, retryAt }) => {
    const kind = kinds.find(each => each === name);
    const times = { ...(reason !== undefined && { reason }), ...(retryAt !== undefined && { retryAt }) };
    return kind ? [{ kind, state, progress, ...times }] : [];
  });
}
