import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { z } from 'zod';
import {
  type PeerId,
  peerIdOf,
  RECRUITER_PEER_ID,
  type RecordingId,
  type StretchId,
} from '../../../../shared/ids.ts';
import type { InterviewEvent } from '../../../../shared/interview/events.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import {
  type CapturedPerson,
  type CaptureProblem,
  FinishedRecording,
  personOfPeer,
} from '../../../../shared/recording/finished.ts';
import type { CaptureRun } from '../../../../shared/recording/recordingState.ts';
import { runningCapture } from '../../../../shared/recording/reduceRecording.ts';
import type { TaskOptions } from '../../../forkedProgram.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import type {
  InterviewRecordingStore,
  StoredInterviewRecording,
  StoredStretch,
} from '../../../store/interviewRecordingStore.ts';
import type { InterviewStore } from '../../../store/interviewStore.ts';
import { type JobContext, JobError, type JobHandler } from '../../jobs/job.ts';
import type { FinaliseTask } from '../finalise/finaliseTask.ts';
import { fileDigest } from '../storage/fileReading.ts';
import type { FileOfRecording, RecordingStorage } from '../storage/RecordingStorage.ts';
import { asWorkJobError, type WorkFolders } from '../WorkFolders.ts';
import { type CaptureSnapshot, closedSnapshot, releaseStoredCaptures } from './CaptureSnapshot.ts';
import { collectCaptures } from './collectCaptures.ts';

/** Maximum number of attempts to find a missing capture run. The attempts are a minute apart. */
const ATTEMPTS_MAX = 10;
const WAITING = 'Waiting for a media server that holds a part of the recording.';
const COLLECTED = 0.3;
const FINALISED = 0.8;

export type Finalise = (task: FinaliseTask, options: TaskOptions) => Promise<FinishedRecording>;

interface FinaliseJobOptions {
  plane: Pick<MediaPlane, 'request' | 'nodeIds' | 'subscribe'>;
  interviews: Pick<Interviews, 'read'>;
  events: Pick<InterviewStore, 'readEvents'>;
  recordings: InterviewRecordingStore;
  storage: RecordingStorage;
  folders: WorkFolders;
  finalise: Finalise;
  logger: Logger;
}

type LoggedRun = CaptureRun & { stored: StoredStretch };

/** Collects captures from media servers, finalizes them, stores the files, and then releases the captures. */
export class FinaliseJob implements JobHandler {
  readonly kind = 'finalise';
  readonly isHeavy = true;
  readonly #options: FinaliseJobOptions;

  constructor(options: FinaliseJobOptions) {
    this.#options = options;
  }

  async run(target: string, context: JobContext): Promise<void> {
    const recording = await this.#options.recordings.find(target as RecordingId);
    if (!recording || recording.state === 'erased') return;
    const state = await this.#options.interviews.read(recording.interviewId);
    // If the ids differ, the interview's event log already has the recording's deletion.
    if (state.recording?.recordingId !== recording.recordingId) return;
    if (!isFinal(state.phase) || runningCapture(state.recording))
      throw new JobError('The interview is not over yet.', 'later');
    try {
      await this.#make(recording, state, context);
    } catch (error) {
      context.signal.throwIfAborted();
      throw asWorkJobError(error);
    }
  }

  async #make(
    recording: StoredInterviewRecording,
    state: InterviewState,
    context: JobContext,
  ): Promise<void> {
    const { plane, recordings, storage, folders, logger } = this.#options;
    const { recordingId } = recording;
    const snapshot = await closedSnapshot(plane, recordingId, context.signal);
    const stretches = await this.#captureRuns(recording, state);
    if (recording.finished) {
      const repeat = shouldRepeat(recording, stretches, snapshot);
      if (repeat === 'wait') throw new JobError(WAITING, 'later');
      if (repeat === 'no') return;
    }
    await this.#waitForMissing(stretches, snapshot);

    const here = stretches.filter(({ stored }) => snapshot.locationOf(stored) === 'here');
    const missing = stretches.filter(stretch => !here.includes(stretch));
    const folder = await folders.open(recordingId, 'finalise');
    const made = await this.#finalise(recording, state, here, snapshot, folder, context);
    const finished: FinishedRecording = {
      ...made,
      problems: [
        ...made.problems,
        ...missing.map(({ stretchId }) => ({ stretchId, code: 'missing' as const })),
      ],
    };
    const files = await filesOf(finished, path.join(folder, 'finished'), context.signal);
    const stored = await storage.put(recordingId, ['person', 'screen', 'thumbnail'], files, {
      signal: context.signal,
      onProgress: share => context.progress(FINALISED + share * (1 - FINALISED)),
    });
    if (!stored) return;
    const outcome = await recordings.finish(recordingId, {
      finished,
      state: finished.media.length > 0 ? 'ready' : 'failed',
      fileIds: stored.map(({ fileId }) => fileId),
      stretches: capturesAfterFinalising(
        finished,
        here.map(({ stretchId }) => stretchId),
      ),
    });
    if (outcome === 'erased') return;
    logger.info({ recordingId, files: files.length }, 'a recording was finalized');
    await releaseStoredCaptures({ plane, recordings, snapshot, recordingId, logger });
    await storage.tidy();
    await folders
      .remove(recordingId, 'finalise')
      .catch(error => logger.warn({ recordingId, err: error }, 'a work folder could not be removed'));
  }

  async #captureRuns(
    { recordingId, interviewId, startedAt }: StoredInterviewRecording,
    state: InterviewState,
  ): Promise<LoggedRun[]> {
    const { recordings } = this.#options;
    const stretches = state.recording?.stretches ?? [];
    // All capture runs must be in the database before any run is released on its media server.
    await recordings.note({ recordingId, interviewId, startedAt, stretches });
    const known = await recordings.stretchesOf(recordingId);
    return stretches.flatMap(stretch => {
      const stored = known.find(({ stretchId }) => stretchId === stretch.stretchId);
      return stored ? [{ ...stretch, stored }] : [];
    });
  }

  async #waitForMissing(stretches: readonly LoggedRun[], snapshot: CaptureSnapshot): Promise<void> {
    const away = stretches.filter(({ stored }) => snapshot.locationOf(stored) === 'away');
    const waitedFor = away.filter(({ stored }) => stored.looks < ATTEMPTS_MAX);
    if (waitedFor.length === 0) return;
    for (const { stretchId } of waitedFor) await this.#options.recordings.countMissing(stretchId);
    throw new JobError(WAITING, 'later');
  }

  async #finalise(
    { recordingId }: StoredInterviewRecording,
    state: InterviewState,
    here: readonly LoggedRun[],
    snapshot: CaptureSnapshot,
    folder: string,
    { signal, progress }: JobContext,
  ): Promise<FinishedRecording> {
    const all = state.recording?.stretches ?? [];
    const zeroAt = all[0]?.startedAt ?? 0;
    if (here.length === 0) {
      const durationMs = Math.max(0, ...all.map(({ stoppedAt = zeroAt }) => stoppedAt - zeroAt));
      return { recordingId, durationMs, stretches: [], media: [], problems: [] };
    }
    const times = here.map(({ stretchId, startedAt, stoppedAt }) => ({
      stretchId,
      fromMs: Math.max(0, startedAt - zeroAt),
      ...(stoppedAt !== undefined && { toMs: Math.max(0, stoppedAt - zeroAt) }),
    }));
    const [captureFolder, outFolder] = [path.join(folder, 'captured'), path.join(folder, 'finished')];
    const saved = new SavedResult(folder, outFolder, times);
    const earlier = await saved.read();
    if (earlier) return earlier;
    const copies = here.flatMap(({ stretchId }) => snapshot.copiesOf(stretchId).slice(0, 1));
    await collectCaptures({
      plane: this.#options.plane,
      copies,
      folder: captureFolder,
      signal,
      onProgress: share => progress(share * COLLECTED),
    });
    const events = await this.#options.events.readEvents(state.interviewId, 0);
    const finished = await this.#options.finalise(
      { recordingId, captureFolder, outFolder, stretches: times, people: capturedPeople(events) },
      { signal, onProgress: share => progress(COLLECTED + share * (FINALISED - COLLECTED)) },
    );
    await saved.write(finished);
    return finished;
  }
}

/**
 * Returns `yes` if the last attempt failed or a missing capture has returned, and all captures used before
 * are available. Returns `wait` after a failure if one of them is not available.
 */
function shouldRepeat(
  { state }: StoredInterviewRecording,
  stretches: readonly LoggedRun[],
  snapshot: CaptureSnapshot,
): 'yes' | 'no' | 'wait' {
  const isHere = ({ stored }: LoggedRun) => snapshot.locationOf(stored) === 'here';
  const used = stretches.filter(({ stored }) => stored.state !== 'captured');
  if (state === 'failed') return used.every(isHere) ? 'yes' : 'wait';
  const isMore = stretches.some(stretch => stretch.stored.state === 'captured' && isHere(stretch));
  return isMore && used.every(isHere) ? 'yes' : 'no';
}

async function filesOf(
  { media }: FinishedRecording,
  folder: string,
  signal: AbortSignal,
): Promise<FileOfRecording[]> {
  const files: FileOfRecording[] = [];
  for (const { fileName, kind, hasVideo, bytes, sha256, thumbnailName } of media) {
    const contentType = fileName.endsWith('.mp4') ? 'video/mp4' : hasVideo ? 'video/webm' : 'audio/webm';
    files.push({ name: fileName, kind, contentType, bytes, sha256, path: path.join(folder, fileName) });
    if (thumbnailName === undefined) continue;
    const thumbnail = path.join(folder, thumbnailName);
    files.push({
      name: thumbnailName,
      kind: 'thumbnail',
      contentType: 'image/jpeg',
      bytes: (await stat(thumbnail)).size,
      sha256: await fileDigest(thumbnail, signal),
      path: thumbnail,
    });
  }
  return files;
}

/** Captures with these problems are kept, because a later version may be able to use them. */
const UNUSED: ReadonlySet<CaptureProblem['code']> = new Set(['unreadable', 'foreign']);

/** Keeps all captures while one is missing, because they will be finalized again together. */
function capturesAfterFinalising(
  { media, problems }: Pick<FinishedRecording, 'media' | 'problems'>,
  stretchIds: readonly StretchId[],
): { stretchId: StretchId; state: 'stored' | 'kept' }[] {
  const keepsAll = media.length === 0 || problems.some(({ code }) => code === 'missing');
  return stretchIds.map(stretchId => {
    const isUnused = problems.some(problem => problem.stretchId === stretchId && UNUSED.has(problem.code));
    return { stretchId, state: keepsAll || isUnused ? 'kept' : 'stored' };
  });
}

/** Maps all peers that ever connected, and the virtual recruiter, to people. */
function capturedPeople(events: readonly InterviewEvent[]): CapturedPerson[] {
  const peers = new Set<PeerId>([RECRUITER_PEER_ID]);
  for (const event of events)
    if (event.kind === 'seat.connected') peers.add(peerIdOf(event.payload.seatId, event.payload.clientId));
  return [...peers].map(peerId => ({ peerId, person: personOfPeer(peerId) }));
}

const SavedFile = z.object({ stretches: z.array(z.unknown()), finished: FinishedRecording });

/** Saves the result, so that a retry after an outage can use it. Valid only for the same capture runs. */
class SavedResult {
  readonly #file: string;
  readonly #outFolder: string;
  readonly #stretches: FinaliseTask['stretches'];

  constructor(folder: string, outFolder: string, stretches: FinaliseTask['stretches']) {
    this.#file = path.join(folder, 'finished.json');
    this.#outFolder = outFolder;
    this.#stretches = stretches;
  }

  async write(finished: FinishedRecording): Promise<void> {
    await writeFile(`${this.#file}.part`, JSON.stringify({ stretches: this.#stretches, finished }));
    await rename(`${this.#file}.part`, this.#file);
  }

  /** Returns the saved result if it is valid and all its files exist. */
  async read(): Promise<FinishedRecording | undefined> {
    try {
      const { stretches, finished } = SavedFile.parse(JSON.parse(await readFile(this.#file, 'utf8')));
      if (!isDeepStrictEqual(stretches, JSON.parse(JSON.stringify(this.#stretches)))) return undefined;
      for (const { fileName, bytes, thumbnailName } of finished.media) {
        if ((await stat(path.join(this.#outFolder, fileName))).size !== bytes) return undefined;
        if (thumbnailName !== undefined) await stat(path.join(this.#outFolder, thumbnailName));
      }
      return finished;
    } catch {
      return undefined;
    }
  }
}
