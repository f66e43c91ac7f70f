import path from 'node:path';
import type { Logger } from 'pino';
import type { RecordingId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import {
  isEngineMissing,
  isLanguageCovered,
  type TranscriptionConfig,
} from '../../../transcription/config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type {
  InterviewRecordingStore,
  StoredInterviewRecording,
} from '../../store/interviewRecordingStore.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { MediaFileStore } from '../../store/mediaFileStore.ts';
import type { TranscriptStore } from '../../store/transcriptStore.ts';
import { type JobContext, JobError, type JobHandler } from '../jobs/job.ts';
import { fetchFile } from '../recording/storage/fetchFile.ts';
import type { ObjectStorage } from '../recording/storage/ObjectStorage.ts';
import { asWorkJobError, type WorkFolders } from '../recording/WorkFolders.ts';
import { type AgreedTrack, agreedTracks, passagesOf } from './makeTranscript.ts';
import { segmentsOf } from './segmentsOf.ts';
import { type Transcribe, TranscribeError, type TranscribeTrack } from './transcribeTask.ts';

const FETCHED = 0.05;

interface TranscriptJobOptions {
  config: TranscriptionConfig;
  transcribe: Transcribe;
  interviews: Pick<Interviews, 'read'>;
  events: Pick<InterviewStore, 'readEvents'>;
  recordings: Pick<InterviewRecordingStore, 'find'>;
  transcripts: TranscriptStore;
  files: Pick<MediaFileStore, 'of'>;
  objects: Pick<ObjectStorage, 'read'>;
  folders: WorkFolders;
  logger: Logger;
}

/** Makes the transcript of a recording, of those who agreed to one. */
export class TranscriptJob implements JobHandler {
  readonly kind = 'transcript';
  readonly isHeavy = true;
  /** After recordings, before their MP4 files, which take longer. */
  readonly givesWay = 1;
  readonly #options: TranscriptJobOptions;

  constructor(options: TranscriptJobOptions) {
    this.#options = options;
  }

  async run(target: string, context: JobContext): Promise<void> {
    const { config, recordings, transcripts, interviews } = this.#options;
    if (config.kind === 'off') return;
    const recording = await recordings.find(target as RecordingId);
    if (recording?.state !== 'ready' || !recording.finished) return;
    const { recordingId, interviewId } = recording;
    if ((await transcripts.find(recordingId))?.state === 'deleted') return;
    const state = await interviews.read(interviewId);
    if (state.recording?.recordingId !== recordingId) return;
    const language = languageOf(state);
    // Before consent, because no one is asked for it in a language that isn't recognized.
    if (!isLanguageCovered(config, language))
      return transcripts.saveNone(recordingId, interviewId, 'language');
    const tracks = agreedTracks(recording.finished, state);
    if (!tracks) {
      // Without an engine, no one is asked either.
      const reason = isEngineMissing(config) ? 'engine' : 'consent';
      return transcripts.saveNone(recordingId, interviewId, reason);
    }
    try {
      await this.#make(recording, recording.finished, state, tracks, context);
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof TranscribeError && error.code === 'language')
        return transcripts.saveNone(recordingId, interviewId, 'language');
      throw asWorkJobError(error);
    }
  }

  async #make(
    { recordingId, interviewId }: Pick<StoredInterviewRecording, 'recordingId' | 'interviewId'>,
    finished: NonNullable<StoredInterviewRecording['finished']>,
    state: InterviewState,
    agreed: readonly AgreedTrack[],
    { signal, progress }: JobContext,
  ): Promise<void> {
    const { config, transcribe, folders, transcripts, events, logger } = this.#options;
    const language = languageOf(state);
    const folder = await folders.open(recordingId, 'transcript');
    const spoken = agreed.filter(({ media }) => media.speech.length > 0);
    const tracks = await this.#fetch(recordingId, spoken, folder, { signal, progress });
    const segments = await transcribe(
      { config, language, tracks, doneFile: path.join(folder, 'segments.jsonl') },
      { signal, onProgress: share => progress(FETCHED + share * (1 - FETCHED)) },
    );
    signal.throwIfAborted();
    const log = await events.readEvents(interviewId, 0);
    const made = passagesOf({ finished, state, events: log }, spoken, segments);
    const engine = config.kind === 'service' ? 'service' : 'engine';
    const outcome = await transcripts.save({ recordingId, interviewId, language, engine, ...made });
    if (outcome === 'saved')
      logger.info({ recordingId, passages: made.passages.length }, 'a transcript was made');
    await folders
      .remove(recordingId, 'transcript')
      .catch(error => logger.warn({ recordingId, err: error }, 'a work folder could not be removed'));
  }

  /** Downloads the files of people who spoke. */
  async #fetch(
    recordingId: RecordingId,
    tracks: readonly AgreedTrack[],
    folder: string,
    { signal, progress }: Pick<JobContext, 'signal' | 'progress'>,
  ): Promise<TranscribeTrack[]> {
    const { files, objects } = this.#options;
    const stored = await files.of(recordingId, 'stored');
    const fetched: TranscribeTrack[] = [];
    for (const { seatId, media } of tracks) {
      const file = stored.find(({ name }) => name === media.fileName);
      if (!file) throw new JobError('A file of the recording isn’t where it should be.', 'later');
      const target = path.join(folder, media.fileName);
      await fetchFile(objects, file, target, signal);
      fetched.push({
        ...{ seatId, file: target, sha256: media.sha256, fromMs: media.fromMs },
        segments: segmentsOf(media),
      });
      progress((fetched.length / tracks.length) * FETCHED);
    }
    return fetched;
  }
}

function languageOf({ rubric }: InterviewState): string {
  return rubric?.chosen.kit.locale ?? 'en';
}
