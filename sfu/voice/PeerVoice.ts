import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { Voice, VoiceState } from '../../shared/media/voice.ts';
import { closeTransport } from '../closeTransport.ts';
import { MicrophoneListener, type VoicePlace } from './MicrophoneListener.ts';

/** As far back as a state is said to have begun. */
const AGO_MAX_MS = 86_400_000;

interface PeerVoiceOptions {
  router: types.Router;
  playedLevel: (agoMs: number) => number;
  onVoice: (voice: Voice, place: VoicePlace) => void;
  logger: Logger;
}

/**
 * What is heard of one peer, whatever microphones it sends one after the other. `absent` until the first sound. It ends when it is closed, or
 * with the router.
 */
export class PeerVoice {
  readonly #options: PeerVoiceOptions;
  #transport: Promise<types.DirectTransport> | undefined;
  #state: VoiceState = 'absent';
  /** The microphone that was heard last. */
  #producerId: string | undefined;
  /** On this process's clock. */
  #sinceMs = performance.now();
  #isClosed = false;

  constructor(options: PeerVoiceOptions) {
    this.#options = options;
  }

  get current(): Voice {
    const agoMs = Math.round(performance.now() - this.#sinceMs);
    return { state: this.#state, agoMs: Math.min(Math.max(0, agoMs), AGO_MAX_MS) };
  }

  /** Whether a voice is heard in this microphone now. */
  isSpeakingInto(producerId: string): boolean {
    return this.#state === 'speaking' && this.#producerId === producerId;
  }

  /** Until this microphone, which replaces the one before, is closed. Never throws. */
  async listen(microphone: types.Producer): Promise<void> {
    const { router, playedLevel, logger } = this.#options;
    try {
      this.#transport ??= router.createDirectTransport();
      const transport = await this.#transport;
      // A peer that left meanwhile closed this before there was a transport to close.
      if (this.#isClosed) closeTransport(router, transport);
      if (this.#isClosed || microphone.closed) return;
      await MicrophoneListener.create({
        router,
        transport,
        producer: microphone,
        playedLevel,
        onVoice: (voice, place) => this.#onVoice(voice, place),
        logger,
      });
    } catch (error) {
      // The microphone or the room may have gone while the worker was asked, which is no one's fault.
      if (!this.#isClosed && !microphone.closed && !router.closed)
        logger.error({ producerId: microphone.id, err: error }, 'listening to a microphone failed');
    }
  }

  /** Safe to call twice. */
  close(): void {
    this.#isClosed = true;
    const { router } = this.#options;
    // One that could not be made has been reported by the code that wanted to listen.
    this.#transport?.then(transport => closeTransport(router, transport)).catch(() => undefined);
  }

  #onVoice(voice: Voice, place: VoicePlace): void {
    if (this.#isClosed) return;
    this.#state = voice.state;
    this.#producerId = place.producerId;
    this.#sinceMs = performance.now() - voice.agoMs;
    this.#options.onVoice(voice, place);
  }
}
