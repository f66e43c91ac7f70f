import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { RecordingId } from '../../../../shared/ids.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import type { FinishedRecording } from '../../../../shared/recording/finished.ts';
import type { RecordedStretch } from '../../../../shared/recording/recordingState.ts';
import { runningStretch } from '../../../../shared/recording/reduceRecording.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import type {
  InterviewRecordingStore,
  StoredInterviewRecording,
  StoredStretch,
} from '../../../store/interviewRecordingStore.ts';
import type { InterviewStore } from '../../../store/interviewStore.ts';
import { type JobContext, JobError, type JobHandler } from '../../jobs/job.ts';
import { asDiskError } from '../diskError.ts';
import { FinaliseError } from '../finalise/finaliseError.ts';
import type { FinaliseOptions, FinaliseTask } from '../finalise/finaliseTask.ts';
import { fileDigest } from '../storage/fileDigest.ts';
import type { FileOfRecording, RecordingStorage } from '../storing/RecordingStorage.ts';
import type { WorkFolders } from '../WorkFolders.ts';
import { capturedPeople } from './capturedPeople.ts';
import { closedSurvey } from './closedSurvey.ts';
import { collectStretches } from './collectStretches.ts';
import { FinishedSheet } from './FinishedSheet.ts';
import { releaseStretches } from './releaseStretches.ts';
import { fateOfStretches } from './stretchFate.ts';
import type { CaptureSurvey } from './survey.ts';

/** How often, a minute apart, a stretch is looked for that no media server has. */
const LOOKS_MAX = 10;
const WAITING = 'Waiting for a media server that holds a part of the recording.';
/** Shares of the whole work. */
const COLLECTED = 0.3;
const FINALISED = 0.8;

export type Finalise = (task: FinaliseTask, options: FinaliseOptions) => Promise<FinishedRecording>;

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

/** A stretch of the log together with what is known of its raw material. */
interface WantedStretch extends RecordedStretch {
  kept: StoredStretch;
}

/**
 * Makes a recording playable: brings its stretches from the media servers, finalises them, puts the files into the storage, and lets the
 * media servers delete theirs. Until everything is in the storage, everything is still where it was.
 */
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
    // Erased, and its deletion has not begun yet.
    if (state.recording?.recordingId !== recording.recordingId) return;
    if (!isFinal(state.phase) || runningStretch(state.recording))
      throw new JobError('The interview is not over yet.', 'later');
    try {
      await this.#make(recording, state, context);
    } catch (error) {
      context.signal.throwIfAborted();
      throw asDiskError(
        error instanceof FinaliseError ? new JobError(error.message, error.retry, error) : error,
      );
    }
  }

  async #make(
    recording: StoredInterviewRecording,
    state: InterviewState,
    context: JobContext,
  ): Promise<void> {
    const { plane, recordings, storage, folders, logger } = this.#options;
    const { recordingId } = recording;
    const survey = await closedSurvey(plane, recordingId, context.signal);
    const stretches = await this.#stretches(recording, state);
    if (recording.finished) {
      const worth = worthRepeating(recording, stretches, survey);
      if (worth === 'wait') throw new JobError(WAITING, 'later');
      if (worth === 'no') return;
    }
    await this.#waitForMissing(stretches, survey);

    const here = stretches.filter(({ kept }) => survey.sightOf(kept) === 'here');
    const missing = stretches.filter(stretch => !here.includes(stretch));
    const folder = await folders.open(recordingId, 'finalise');
    const made = await this.#finalise(recording, state, here, survey, folder, context);
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
      stretches: fateOfStretches(
        finished,
        here.map(({ stretchId }) => stretchId),
      ),
    });
    if (outcome === 'erased') return;
    logger.info({ recordingId, files: files.length }, 'a recording was finalised');
    await releaseStretches({ plane, recordings, survey, recordingId, logger });
    await storage.tidy();
    await folders.remove(recordingId, 'finalise').catch(error =>
      // It is found again.
      logger.warn({ recordingId, err: error }, 'a work folder could not be removed'),
    );
  }

  async #stretches(
    { recordingId, interviewId, startedAt }: StoredInterviewRecording,
    state: InterviewState,
  ): Promise<WantedStretch[]> {
    const { recordings } = this.#options;
    const stretches = state.recording?.stretches ?? [];
    // Whatever the log knows is kept track of before anything is released.
    await recordings.note({ recordingId, interviewId, startedAt, stretches });
    const known = await recordings.stretchesOf(recordingId);
    return stretches.flatMap(stretch => {
      const kept = known.find(({ stretchId }) => stretchId === stretch.stretchId);
      return kept ? [{ ...stretch, kept }] : [];
    });
  }

  /** A media server that is away may come back with its part, so it is waited for, but not forever. */
  async #waitForMissing(stretches: readonly WantedStretch[], survey: CaptureSurvey): Promise<void> {
    const away = stretches.filter(({ kept }) => survey.sightOf(kept) === 'away');
    const waitedFor = away.filter(({ kept }) => kept.looks < LOOKS_MAX);
    if (waitedFor.length === 0) return;
    for (const { stretchId } of waitedFor) await this.#options.recordings.countLook(stretchId);
    throw new JobError(WAITING, 'later');
  }

  async #finalise(
    { recordingId }: StoredInterviewRecording,
    state: InterviewState,
    here: readonly WantedStretch[],
    survey: CaptureSurvey,
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
    const sheet = new FinishedSheet(folder, outFolder, times);
    const earlier = await sheet.read();
    if (earlier) return earlier;
    const places = here.flatMap(({ stretchId }) => survey.placesOf(stretchId).slice(0, 1));
    await collectStretches({
      plane: this.#options.plane,
      places,
      folder: captureFolder,
      signal,
      onProgress: share => progress(share * COLLECTED),
    });
    const events = await this.#options.events.readEvents(state.interviewId, 0);
    const finished = await this.#options.finalise(
      { recordingId, captureFolder, outFolder, stretches: times, people: capturedPeople(events) },
      { signal, onProgress: share => progress(COLLECTED + share * (FINALISED - COLLECTED)) },
    );
    await sheet.write(finished);
    return finished;
  }
}

/**
 * Whether doing it again would make more of it: a stretch has turned up, and all that there was before is there, too, or nothing could be
 * made of it before. Nothing that is already in the storage may get lost by it.
 */
function worthRepeating(
  { state }: StoredInterviewRecording,
  stretches: readonly WantedStretch[],
  survey: CaptureSurvey,
): 'yes' | 'no' | 'wait' {
  const isHere = ({ kept }: WantedStretch) => survey.sightOf(kept) === 'here';
  const used = stretches.filter(({ kept }) => kept.state !== 'captured');
  if (state === 'failed') return used.every(isHere) ? 'yes' : 'wait';
  const isMore = stretches.some(stretch => stretch.kept.state === 'captured' && isHere(stretch));
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
