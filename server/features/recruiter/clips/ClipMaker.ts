import { rm } from 'node:fs/promises';
import type { ClipId } from '../../../../shared/recruiter/clip.ts';
import type { ClipFolder } from './ClipFolder.ts';
import { ClipError, type ClipFailure } from './clipError.ts';
import { type ClipRequest, clipIdOf, isSpoken } from './clipRequest.ts';
import type { RenderProcess } from './RenderProcess.ts';
import { RECORDING_LIMITS } from './render/recording/recordingInput.ts';
import type { SpeechConfig } from './speechConfig.ts';
import type { VoiceUploadFolder } from './VoiceUploadFolder.ts';

/** Parts of a render job's timeout: a fixed part, a part per character, and a part for a recording. */
const WALL_MS = { job: 90_000, character: 500, recording: 4 * RECORDING_LIMITS.seconds * 1_000 } as const;
/** Time after a failure of the speech service during which only the built-in voice is used. */
const SERVICE_PAUSE_MS = 300_000;

interface ClipMakerOptions {
  clips: ClipFolder;
  uploads: VoiceUploadFolder;
  process: RenderProcess;
  speech: SpeechConfig;
}

/** Clip of a line spoken by the built-in synthesizer. `reason` says why the speech service failed. */
export type Fallback = { clipId: ClipId; reason: ClipFailure };

/** Renders clips with the configured voice, or with the built-in voice if the speech service fails. */
export class ClipMaker {
  readonly #options: ClipMakerOptions;
  #failure: { until: number; reason: ClipFailure } | undefined;

  constructor(options: ClipMakerOptions) {
    this.#options = options;
  }

  /** Renders a clip. Returns the fallback if the speech service failed. Rejects with a `ClipError`, or on `signal`. */
  async make(clipId: ClipId, request: ClipRequest, signal: AbortSignal): Promise<Fallback | undefined> {
    const { speech } = this.#options;
    const reason =
      isSpoken(request) && speech.service ? await this.#tryService(clipId, request, signal) : undefined;
    if (reason === undefined) {
      await this.#render(clipId, request, speech, signal);
      return undefined;
    }
    const fallback = { clipId: clipIdOf(request, {}), reason };
    await this.#render(fallback.clipId, request, {}, signal);
    return fallback;
  }

  retryService(): void {
    this.#failure = undefined;
  }

  async #tryService(
    clipId: ClipId,
    request: ClipRequest,
    signal: AbortSignal,
  ): Promise<ClipFailure | undefined> {
    if (this.#failure && Date.now() < this.#failure.until) return this.#failure.reason;
    this.#failure = undefined;
    try {
      await this.#render(clipId, request, this.#options.speech, signal);
      return undefined;
    } catch (error) {
      if (!(error instanceof ClipError) || !error.reason.startsWith('speech-')) throw error;
      this.#failure = { until: Date.now() + SERVICE_PAUSE_MS, reason: error.reason };
      return error.reason;
    }
  }

  async #render(
    clipId: ClipId,
    request: ClipRequest,
    speech: SpeechConfig,
    signal: AbortSignal,
  ): Promise<void> {
    const { clips, uploads, process } = this.#options;
    if (await clips.findSheet(clipId)) return;
    const recordingFile =
      request.kind === 'recording' ? await uploads.findFile(request.fileSha256) : undefined;
    if (request.kind === 'recording' && !recordingFile) throw new ClipError('recording-missing');
    const folder = await clips.makeTemporary().catch(storageFailed);
    try {
      const job = { clipId, request, speech, folder, ...(recordingFile && { recordingFile }) };
      const sheet = await process.render(job, wallMs(request), signal);
      await clips.publish(folder, sheet).catch(storageFailed);
    } finally {
      // A folder that cannot be removed now is removed at the next start.
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
  }
}

function wallMs(request: ClipRequest): number {
  if (request.kind === 'recording') return WALL_MS.job + WALL_MS.recording;
  return WALL_MS.job + (isSpoken(request) ? request.text.length * WALL_MS.character : 0);
}

function storageFailed(cause: unknown): never {
  throw new ClipError('storage-failed', cause);
}
