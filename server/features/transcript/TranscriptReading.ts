import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../../../shared/errors.ts';
import { PassageId, type RecordingId, type SeatId } from '../../../shared/ids.ts';
import { agreesToTranscript } from '../../../shared/interview/setup.ts';
import type { InterviewState, Viewer } from '../../../shared/interview/state.ts';
import { namesHiddenFrom } from '../../../shared/interview/visibility.ts';
import type { Review } from '../../../shared/recording/review.ts';
import type { Passage, Transcript, TranscriptSpeaker } from '../../../shared/transcript/transcript.ts';
import { cuesOf, webVtt } from '../../../shared/transcript/transcriptFiles.ts';
import { retimedWords, spreadWords } from '../../../shared/transcript/wordTimes.ts';
import type { TranscriptionConfig } from '../../../transcription/config.ts';
import type { AuditLog } from '../../store/auditLog.ts';
import type { JobStore, StoredJob } from '../../store/jobStore.ts';
import type { MediaFileStore } from '../../store/mediaFileStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import type { StoredPassage, StoredTranscript, TranscriptStore } from '../../store/transcriptStore.ts';
import type { JobRunner } from '../jobs/JobRunner.ts';
import { createReview } from '../recording/review/createReview.ts';
import type { ReviewParts } from '../recording/review/openReview.ts';
import type { ObjectStorage } from '../recording/storage/ObjectStorage.ts';
import { openObject } from '../recording/storage/openObject.ts';
import type { WorkFolders } from '../recording/WorkFolders.ts';
import { captionedVideo } from './captionedVideo.ts';
import { nameTokens, passageWithoutNames } from './hiddenNames.ts';
import { reasonOfSentence } from './transcribeTask.ts';
import { transcriptHidden } from './transcriptHidden.ts';

/** A reader whose right to open the review has been checked. */
export interface TranscriptReader {
  readonly state: InterviewState;
  readonly viewer: Viewer;
  readonly may: Transcript['may'];
  /** Who reads, for the audit log. Absent for candidates who practice, because audit entries outlast practice. */
  readonly actor?: string;
}

export interface PassageEdit {
  passageId: PassageId;
  seen: string;
  text: string;
}

interface ReadingOptions {
  config: TranscriptionConfig;
  transcripts: TranscriptStore;
  settings: Pick<SettingStore, 'read'>;
  jobs: Pick<JobStore, 'about'>;
  runner: Pick<JobRunner, 'stop' | 'enqueueAgain'>;
  folders: Pick<WorkFolders, 'open' | 'remove'>;
  review: Pick<ReviewParts, 'readEvents' | 'findRecord'>;
  files: Pick<MediaFileStore, 'of'>;
  objects: Pick<ObjectStorage, 'read'>;
  audit: Pick<AuditLog, 'add' | 'addUnlessRecent'>;
}

const NOTHING = { correct: false, download: false, erase: false };
const LIVE: ReadonlySet<string> = new Set(['waiting', 'running', 'retrying']);

type Progress = Pick<Transcript, 'state' | 'reason' | 'detail' | 'progress'>;

/** Reads, corrects, and deletes transcripts, for readers whose rights are known. */
export class TranscriptReading {
  readonly #options: ReadingOptions;

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  async read(reader: TranscriptReader): Promise<Transcript> {
    const { state, viewer, may, actor } = reader;
    const recordingId = state.recording?.recordingId;
    const stored = recordingId && (await this.#options.transcripts.find(recordingId));
    const { detail, ...progress } = await this.#progressOf(recordingId, stored);
    const told: Progress = {
      ...progress,
      ...(detail !== undefined && viewer.kind === 'organizer' && { detail }),
    };
    const empty = { speakers: [], passages: [], may: NOTHING };
    const isComing = told.state === 'ready' || told.state === 'running' || told.state === 'waiting';
    if (isComing && (await this.#hides(reader))) return { state: 'hidden', ...empty };
    if (told.state !== 'ready' || !recordingId || stored?.state !== 'made') {
      const erase = may.erase && isComing;
      return { ...told, ...empty, may: { ...NOTHING, erase } };
    }
    const content = await this.#content(reader, recordingId, stored);
    if (actor !== undefined) await this.#note(actor, 'transcript.read', state);
    return { ...told, language: stored.language, madeAt: stored.madeAt, ...content, may };
  }

  async ratersSee(): Promise<boolean> {
    return (await this.#options.settings.read('transcript.ratersSee')) ?? false;
  }

  /** Corrects a passage. Throws `forbidden`, `not-found`, or `conflict`. */
  async correct(reader: TranscriptReader, edit: PassageEdit, byName: string): Promise<Passage> {
    const { state, viewer, may, actor } = reader;
    if (namesHiddenFrom(state, viewer)) throw AppError.forbidden('name-hidden');
    if (!may.correct || actor === undefined || (await this.#hides(reader))) throw AppError.forbidden();
    const recordingId = state.recording?.recordingId;
    if (!recordingId) throw AppError.notFound('passage', edit.passageId);
    const { transcripts, audit } = this.#options;
    const corrected = await transcripts.correct({ recordingId, ...edit, correctedBy: actor, byName });
    if (!state.practice)
      await audit.add({
        actor,
        action: 'transcript.corrected',
        target: state.interviewId,
        details: { seatId: corrected.seatId },
      });
    return shownPassage(corrected);
  }

  /** Deletes the transcript, or one person's words. `actor` is absent for practice, which leaves no entries. */
  async delete(
    { interviewId, recording, practice }: InterviewState,
    seatId?: SeatId,
    actor?: string,
  ): Promise<void> {
    const recordingId = recording?.recordingId;
    if (!recordingId) return;
    const { transcripts, jobs, runner, folders, audit } = this.#options;
    const name = { kind: 'transcript', target: recordingId };
    const wasLive = (await jobs.about([recordingId])).some(
      job => job.kind === name.kind && LIVE.has(job.state),
    );
    await transcripts.delete(recordingId, interviewId, seatId);
    if (wasLive) {
      // The job keeps words in its work folder. It would save none of them.
      await runner.stop(name);
      await folders.remove(recordingId, 'transcript');
      if (seatId) await runner.enqueueAgain(name);
    }
    if (actor === undefined || practice) return;
    const details = seatId && { seatId };
    await audit.add({
      actor,
      action: 'transcript.deleted',
      target: interviewId,
      ...(details && { details }),
    });
  }

  /**
   * Returns the composed recording with the transcript as captions. Throws `not-found`, also while names are hidden,
   * because it shows them.
   */
  async captionedVideo({ state, viewer }: TranscriptReader, transcript: Transcript): Promise<Readable> {
    const recordingId = state.recording?.recordingId;
    const { files, objects, folders } = this.#options;
    const stored =
      recordingId && !namesHiddenFrom(state, viewer) ? await files.of(recordingId, 'stored') : [];
    const composed = stored.find(({ kind }) => kind === 'composed');
    if (!recordingId || !composed) throw AppError.notFound('video of interview', state.interviewId);
    const folder = await folders.open(recordingId, 'captioned');
    return captionedVideo({
      video: await openObject(objects, composed.storageKey),
      captions: webVtt(cuesOf(transcript)),
      language: transcript.language ?? '',
      file: path.join(folder, `${randomUUID()}.mp4`),
    });
  }

  async noteDownload({ state, actor }: TranscriptReader): Promise<void> {
    if (actor === undefined || state.practice) return;
    await this.#options.audit.add({
      actor,
      action: 'transcript.downloaded',
      target: state.interviewId,
    });
  }

  async #hides({ state, viewer }: TranscriptReader): Promise<boolean> {
    return transcriptHidden(state, viewer, await this.ratersSee());
  }

  async #note(actor: string, action: string, { interviewId, practice }: InterviewState): Promise<void> {
    if (!practice) await this.#options.audit.addUnlessRecent({ actor, action, target: interviewId });
  }

  async #progressOf(
    recordingId: RecordingId | undefined,
    stored: StoredTranscript | undefined,
  ): Promise<Progress> {
    if (!recordingId) return { state: 'none', reason: 'recording' };
    if (stored?.state === 'deleted') return { state: 'none', reason: 'deleted' };
    if (stored?.state === 'made') return { state: 'ready' };
    const { config, jobs } = this.#options;
    if (config.kind === 'off') return { state: 'none', reason: 'off' };
    const job = (await jobs.about([recordingId])).find(({ kind }) => kind === 'transcript');
    if (job && job.state !== 'done') return progressOfJob(job);
    if (stored?.state === 'none') return { state: 'none', reason: stored.reason };
    const record = await this.#options.review.findRecord(recordingId);
    // Recordings of earlier versions have no job, and no one was asked.
    return { state: 'none', reason: record?.finished ? 'consent' : 'recording' };
  }

  async #content(
    { state, viewer }: TranscriptReader,
    recordingId: RecordingId,
    { deletedSeats }: StoredTranscript,
  ): Promise<Pick<Transcript, 'speakers' | 'passages'>> {
    const { review: parts, transcripts } = this.#options;
    const [record, events, stored] = await Promise.all([
      parts.findRecord(recordingId),
      parts.readEvents(state.interviewId),
      transcripts.passagesOf(recordingId),
    ]);
    const review = createReview({ state, events, record, viewer, may: { erase: false, download: false } });
    const names = nameTokens(namesHiddenFrom(state, viewer) ? candidateNames(state) : []);
    const passages = [...stored.map(shownPassage), ...review.captions.map(recruiterPassage)].map(passage =>
      passageWithoutNames(passage, names),
    );
    return {
      speakers: speakersOf(review, state, deletedSeats),
      passages: passages.toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs),
    };
  }
}

function candidateNames({ seats }: InterviewState): string[] {
  return Object.values(seats).flatMap(({ role, displayName }) => (role === 'candidate' ? [displayName] : []));
}

function progressOfJob({ state, progress, reason }: StoredJob): Progress {
  if (state === 'running') return { state: 'running', progress };
  const why = reason === undefined ? {} : { reason: reasonOfSentence(reason), detail: reason };
  return state === 'failed' ? { state: 'failed', reason: 'trouble', ...why } : { state: 'waiting', ...why };
}

/** Returns each person whose sound was recorded once. */
function speakersOf(
  { tracks, captions }: Pick<Review, 'tracks' | 'captions'>,
  { seats }: InterviewState,
  deletedSeats: readonly SeatId[],
): TranscriptSpeaker[] {
  const speakers = new Map<string, TranscriptSpeaker>();
  for (const { role, seatId, name, kind } of tracks) {
    if (kind !== 'person' || (role !== 'recruiter' && !seatId)) continue;
    const withheld =
      seatId !== undefined && (!agreesToTranscript(seats[seatId]?.consent) || deletedSeats.includes(seatId));
    speakers.set(seatId ?? role, { role, ...(seatId && { seatId }), name, ...(withheld && { withheld }) });
  }
  // The virtual recruiter can have lines without sound.
  if (captions.length > 0 && !speakers.has('recruiter'))
    speakers.set('recruiter', { role: 'recruiter', name: 'Virtual recruiter' });
  return [...speakers.values()];
}

export function shownPassage({ words, correction, ...passage }: StoredPassage): Passage {
  if (!correction) return { ...passage, words: [...words] };
  const { text, byName, at } = correction;
  const original = words.map(word => word.text).join(' ');
  const span = { fromMs: passage.fromMs, toMs: passage.toMs };
  return { ...passage, words: retimedWords(text, words, span), correction: { original, byName, at } };
}

function recruiterPassage({ text, fromMs, toMs }: Review['captions'][number]): Passage {
  const span = { fromMs, toMs };
  return {
    passageId: idOfLine(fromMs),
    ...span,
    understood: true,
    words: spreadWords(text, span, { speech: [span], fromMs }),
  };
}

/** Lines of the log have no id. Their start is unique. */
function idOfLine(fromMs: number): PassageId {
  return PassageId.parse(`00000000-0000-4000-8000-${fromMs.toString(16).padStart(12, '0')}`);
}
