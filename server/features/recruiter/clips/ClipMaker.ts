import { rm } from 'node:fs/promises';
import type { ClipId } from '../../../../shared/recruiter/clip.ts';
import type { ClipFolder } from './ClipFolder.ts';
import { ClipError, type ClipFailure } from './clipError.ts';
import { type ClipWish, clipIdOf } from './clipRequest.ts';
import type { RecordingFolder } from './RecordingFolder.ts';
import type { RenderProcess } from './RenderProcess.ts';
import { RECORDING_LIMITS } from './render/recording/recordingInput.ts';
import type { SpeechConfig } from './speechConfig.ts';

/** After this time a job counts as hanging: a share for each job, and one that grows with what there is to say. */
const WALL_MS = { job: 90_000, character: 500, recording: 4 * RECORDING_LIMITS.seconds * 1_000 } as const;

interface ClipMakerOptions {
  clips: ClipFolder;
  recordings: RecordingFolder;
  process: RenderProcess;
}

/** Brings one clip from its wish to its place in the folder. */
export class ClipMaker {
  readonly #options: ClipMakerOptions;

  constructor(options: ClipMakerOptions) {
    this.#options = options;
  }

  /** Changes nothing where the clip is there, perhaps by another process. Rejects with a `ClipError`. */
  async make(clipId: ClipId, wish: ClipWish, speech: SpeechConfig): Promise<void> {
    const { clips, recordings, process } = this.#options;
    if (await clips.findSheet(clipId)) return;
    const recordingFile = wish.kind === 'recording' ? await recordings.findFile(wish.fileSha256) : undefined;
    if (wish.kind === 'recording' && !recordingFile) throw new ClipError('recording-missing');
    const folder = await clips.makeTemporary().catch(storageFailed);
    try {
      const job = { clipId, wish, speech, folder, ...(recordingFile && { recordingFile }) };
      const sheet = await process.render(job, wallMs(wish));
      await clips.publish(folder, sheet).catch(storageFailed);
    } finally {
      // What cannot be removed now is swept at the next start.
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
  }
}

function wallMs(wish: ClipWish): number {
  if (wish.kind === 'recording') return WALL_MS.job + WALL_MS.recording;
  return WALL_MS.job + (wish.kind === 'line' ? wish.text.length * WALL_MS.character : 0);
}

function storageFailed(cause: unknown): never {
  throw new ClipError('storage-failed', cause);
}

/** A speech service that failed is left alone for so long: until then lines go straight to the synthesiser. */
const SERVICE_REST_MS = 300_000;

/** The same line by the synthesiser, and why. */
export interface Fallback {
  clipId: ClipId;
  reason: ClipFailure;
}

/** Makes clips with the voice that is configured, and lines that a speech service failed to speak with the synthesiser. */
export class LineVoices {
  readonly #maker: ClipMaker;
  readonly #speech: SpeechConfig;
  #resting: { until: number; reason: ClipFailure } | undefined;

  constructor(maker: ClipMaker, speech: SpeechConfig) {
    this.#maker = maker;
    this.#speech = speech;
  }

  /** Returns what was made in place of the clip, if not the clip itself. Rejects with a `ClipError`. */
  async make(clipId: ClipId, wish: ClipWish): Promise<Fallback | undefined> {
    const reason =
      wish.kind === 'line' && this.#speech.service ? await this.#tryService(clipId, wish) : undefined;
    if (reason === undefined) {
      await this.#maker.make(clipId, wish, this.#speech);
      return undefined;
    }
    const fallback = { clipId: clipIdOf(wish, {}), reason };
    await this.#maker.make(fallback.clipId, wish, {});
    return fallback;
  }

  /** Asks the service again at the next line, however lately it failed. */
  forgive(): void {
    this.#resting = undefined;
  }

  /** Returns why the service did not speak the line, or undefined where the clip is there. */
  async #tryService(clipId: ClipId, wish: ClipWish): Promise<ClipFailure | undefined> {
    if (this.#resting && Date.now() < this.#resting.until) return this.#resting.reason;
    this.#resting = undefined;
    try {
      await this.#maker.make(clipId, wish, this.#speech);
      return undefined;
    } catch (error) {
      if (!(error instanceof ClipError) || !error.reason.startsWith('speech-')) throw error;
      this.#resting = { until: Date.now() + SERVICE_REST_MS, reason: error.reason };
      return error.reason;
    }
  }
}
