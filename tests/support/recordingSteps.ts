import { randomBytes } from 'node:crypto';
import type { NewMediaFile, StoredMediaFile } from '../../server/store/mediaFileStore.ts';
import type { Store } from '../../server/store/store.ts';
import { type InterviewId, NodeId, type RecordingId } from '../../shared/ids.ts';
import type { FinishedRecording } from '../../shared/recording/finished.ts';
import { finishedMedia, newStretchId } from './finishedRecording.ts';

export const NODE = NodeId.parse('sfu-1');

/** A random hash, as stored. */
export const hex = (bytes = 32) => randomBytes(bytes).toString('hex');

export function newFile(changes: Partial<NewMediaFile> = {}): NewMediaFile {
  return {
    name: 'candidate-1.webm',
    kind: 'person',
    contentType: 'video/webm',
    bytes: 1_000,
    sha256: hex(),
    ...changes,
  };
}

interface RecordingOfTest {
  store: Store;
  interviewId: InterviewId;
  recordingId: RecordingId;
}

/** Steps of a recording in the store, until it is ready. @param now the recording of the running test */
export function recordingSteps(now: () => RecordingOfTest) {
  const stretches = [
    { stretchId: newStretchId(), nodeId: NODE },
    { stretchId: newStretchId(), nodeId: NODE },
  ];
  const noted = (changes = {}) => {
    const { store, interviewId, recordingId } = now();
    const recording = { recordingId, interviewId, startedAt: 1_000, stretches, ...changes };
    return store.interviewRecordings.note(recording);
  };
  const finished = (media: FinishedRecording['media'] = []): FinishedRecording => ({
    recordingId: now().recordingId,
    durationMs: 60_000,
    stretches: [],
    media,
    problems: [{ code: 'missing' }],
  });
  const planned = async (...files: NewMediaFile[]): Promise<StoredMediaFile[]> => {
    const { store, recordingId } = now();
    const answer = await store.mediaFiles.plan(recordingId, ['person', 'screen', 'thumbnail'], files);
    if (!answer) throw new Error('The recording is deleted.');
    return answer;
  };
  const finish = (files: readonly StoredMediaFile[] = [], changes = {}) => {
    const { store, recordingId } = now();
    return store.interviewRecordings.finish(recordingId, {
      finished: finished([
        finishedMedia('Zeichen \u{1f600}', { fromMs: 0, toMs: 60_000 }, { fileName: 'candidate-1.webm' }),
      ]),
      state: 'ready',
      fileIds: files.map(({ fileId }) => fileId),
      stretches: [],
      ...changes,
    });
  };
  const processed = async () => {
    await noted();
    const { store, recordingId } = now();
    await store.interviewRecordings.startProcessing(recordingId, 61_000);
  };
  const stateOf = () => now().store.interviewRecordings.stateOf(now().recordingId);
  const jobs = async () =>
    (await now().store.jobs.about([now().recordingId])).map(({ kind, state }) => `${kind} ${state}`);
  return { stretches, noted, planned, finish, processed, stateOf, jobs };
}
