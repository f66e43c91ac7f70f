import path from 'node:path';
import type { Logger } from 'pino';
import type { RecordingId } from '../../../../shared/ids.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import { type FinishedRecording, readPerson } from '../../../../shared/recording/finished.ts';
import type { TaskOptions } from '../../../forkedProgram.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import { makeFolder } from '../../../makeFolder.ts';
import type { InterviewRecordingStore } from '../../../store/interviewRecordingStore.ts';
import type { InterviewStore } from '../../../store/interviewStore.ts';
import type { MediaFileStore } from '../../../store/mediaFileStore.ts';
import type { JobContext, JobHandler } from '../../jobs/job.ts';
import type { ComposedFile, ComposedPerson, ComposeTask } from '../compose/composeTask.ts';
import { createReview } from '../review/createReview.ts';
import { fetchFile } from '../storage/fetchFile.ts';
import type { ObjectStorage } from '../storage/ObjectStorage.ts';
import type { RecordingStorage } from '../storage/RecordingStorage.ts';
import { asWorkJobError, type WorkFolders } from '../WorkFolders.ts';

const FETCHED = 0.1;
const COMPOSED = 0.9;

export type Compose = (task: ComposeTask, options: TaskOptions) => Promise<ComposedFile>;

interface ComposeJobOptions {
  interviews: Pick<Interviews, 'read'>;
  events: Pick<InterviewStore, 'readEvents'>;
  recordings: InterviewRecordingStore;
  files: MediaFileStore;
  objects: ObjectStorage;
  storage: RecordingStorage;
  folders: WorkFolders;
  compose: Compose;
  logger: Logger;
}

export class ComposeJob implements JobHandler {
  readonly kind = 'compose';
  readonly isHeavy = true;
  readonly givesWay = 2;
  readonly #options: ComposeJobOptions;

  constructor(options: ComposeJobOptions) {
    this.#options = options;
  }

  async run(target: string, context: JobContext): Promise<void> {
    const recording = await this.#options.recordings.find(target as RecordingId);
    if (recording?.state !== 'ready' || !recording.finished) return;
    try {
      const state = await this.#options.interviews.read(recording.interviewId);
      await this.#make(recording.finished, state, context);
    } catch (error) {
      context.signal.throwIfAborted();
      throw asWorkJobError(error);
    }
  }

  async #make(finished: FinishedRecording, state: InterviewState, context: JobContext): Promise<void> {
    const { folders, files, recordings, storage, compose, logger } = this.#options;
    const { recordingId } = finished;
    const { signal, progress } = context;
    const folder = await folders.open(recordingId, 'compose');
    const paths = await this.#fetch(finished, path.join(folder, 'source'), context);
    const workFolder = path.join(folder, 'work');
    makeFolder(workFolder);
    const outFile = path.join(folder, 'composed.mp4');
    const task = { ...(await this.#textsOf(finished, state)), files: paths, workFolder, outFile };
    const composed = await compose(task, {
      signal,
      onProgress: share => progress(FETCHED + share * (COMPOSED - FETCHED)),
    });
    const { bytes, sha256, leftOut } = composed;
    const file = { name: 'composed.mp4', contentType: 'video/mp4', bytes, sha256, path: composed.path };
    const [stored] =
      (await storage.put(recordingId, ['composed'], [{ ...file, kind: 'composed' }], {
        signal,
        onProgress: share => progress(COMPOSED + share * (1 - COMPOSED)),
      })) ?? [];
    if (!stored) return;
    // Before the file is shown, so that it is never shown without saying what it lacks.
    await recordings.noteLeftOut(recordingId, leftOut);
    if ((await files.replace(stored)) === 'erased') return;
    logger[leftOut.length > 0 ? 'warn' : 'info']({ recordingId, leftOut }, 'a recording was composed');
    await storage.tidy();
    await folders
      .remove(recordingId, 'compose')
      .catch(error => logger.warn({ recordingId, err: error }, 'a work folder could not be removed'));
  }

  /** Downloads the files of the recording. Returns paths by name. Reuses files of an earlier attempt. */
  async #fetch(
    { recordingId, media }: FinishedRecording,
    folder: string,
    { signal, progress }: JobContext,
  ): Promise<Record<string, string>> {
    makeFolder(folder);
    const stored = await this.#options.files.of(recordingId, 'stored');
    const wanted = media.flatMap(({ fileName }) => stored.filter(({ name }) => name === fileName));
    const paths: [string, string][] = [];
    for (const [index, file] of wanted.entries()) {
      const target = path.join(folder, file.name);
      await fetchFile(this.#options.objects, file, target, signal);
      paths.push([file.name, target]);
      progress(((index + 1) / wanted.length) * FETCHED);
    }
    return Object.fromEntries(paths);
  }

  async #textsOf(
    finished: FinishedRecording,
    state: InterviewState,
  ): Promise<Omit<ComposeTask, 'files' | 'workFolder' | 'outFile'>> {
    const review = createReview({
      state,
      events: await this.#options.events.readEvents(state.interviewId, 0),
      record: { finished, files: {}, jobs: [] },
      viewer: { kind: 'product' },
      may: { erase: false, download: false },
    });
    const persons = new Set(finished.media.map(({ person }) => person));
    return {
      recording: finished,
      people: [...persons].map(person => composedPerson(person, state)),
      captions: review.captions,
      chapters: review.chapters.map(({ text, fromMs, toMs }) => ({ title: text, fromMs, toMs })),
      title: state.title,
    };
  }
}

function composedPerson(person: string, { seats }: InterviewState): ComposedPerson {
  const named = readPerson(person);
  if (named.kind === 'recruiter') return { person, name: 'Virtual recruiter', role: 'recruiter' };
  const seat = named.kind === 'seat' ? seats[named.seatId] : undefined;
  const role = seat?.role === 'candidate' ? 'candidate' : 'interviewer';
  return { person, name: seat?.displayName ?? person, role };
}
