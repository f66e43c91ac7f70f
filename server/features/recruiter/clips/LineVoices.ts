import type { ClipId } from '../../../../shared/recruiter/clip.ts';
import type { ClipMaker } from './ClipMaker.ts';
import { ClipError, type ClipFailure } from './clipError.ts';
import { type ClipWish, clipIdOf } from './clipWish.ts';
import type { SpeechConfig } from './speechConfig.ts';

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
