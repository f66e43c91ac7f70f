import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { Voice, VoiceState } from '../../shared/media/voice.ts';
import { closeTransport } from '../transports.ts';
import { levelIdOf, readAudioPacket } from './audioPacket.ts';
import { FRAME_MS, LevelTrack } from './LevelTrack.ts';
import { MediaClock } from './MediaClock.ts';
import { type VoiceChange, VoiceDetector } from './VoiceDetector.ts';

/** The highest age that the `Voice` schema allows. */
const AGO_MAX_MS = 86_400_000;

interface PeerVoiceOptions {
  router: types.Router;
  playedLevel: (agoMs: number) => number;
  onVoice: (voice: Voice, position: StreamPosition) => void;
  logger: Logger;
}

/** Tracks the voice of one peer across microphones. Closes on request or with the router. */
export class PeerVoice {
  readonly #options: PeerVoiceOptions;
  #transport: Promise<types.DirectTransport> | undefined;
  #state: VoiceState = 'absent';
  #producerId: string | undefined;
  #sinceMs = performance.now();
  #isClosed = false;

  constructor(options: PeerVoiceOptions) {
    this.#options = options;
  }

  get current(): Voice {
    const agoMs = Math.round(performance.now() - this.#sinceMs);
    return { state: this.#state, agoMs: Math.min(Math.max(0, agoMs), AGO_MAX_MS) };
  }

  isSpeakingInto(producerId: string): boolean {
    return this.#state === 'speaking' && this.#producerId === producerId;
  }

  /** Listens to this microphone instead of the previous one, until it is closed. Never throws. */
  async listen(microphone: types.Producer): Promise<void> {
    const { router, playedLevel, logger } = this.#options;
    try {
      this.#transport ??= router.createDirectTransport();
      const transport = await this.#transport;
      // If the peer left while the transport was being created, closes the transport here.
      if (this.#isClosed) closeTransport(router, transport);
      if (this.#isClosed || microphone.closed) return;
      await MicrophoneListener.create({
        router,
        transport,
        producer: microphone,
        playedLevel,
        onVoice: (voice, position) => this.#onVoice(voice, position),
        logger,
      });
    } catch (error) {
      // An error is expected if the microphone or the room closed during the request.
      if (!this.#isClosed && !microphone.closed && !router.closed)
        logger.error({ producerId: microphone.id, err: error }, 'listening to a microphone failed');
    }
  }

  close(): void {
    this.#isClosed = true;
    const { router } = this.#options;
    // Ignores an error, because `listen` has reported it.
    this.#transport?.then(transport => closeTransport(router, transport)).catch(() => undefined);
  }

  #onVoice(voice: Voice, position: StreamPosition): void {
    if (this.#isClosed) return;
    this.#state = voice.state;
    this.#producerId = position.producerId;
    this.#sinceMs = performance.now() - voice.agoMs;
    this.#options.onVoice(voice, position);
  }
}

/** Without packets for this long, the state is `absent`. */
const STOPPED_AFTER_MS = 1_000;

/** Position in a microphone's stream. */
export type StreamPosition = { readonly producerId: string; readonly timestamp: number };

interface MicrophoneListenerOptions {
  router: types.Router;
  transport: types.DirectTransport;
  producer: types.Producer;
  playedLevel: (agoMs: number) => number;
  /** Called with each packet of the microphone, unless it is muted, before the changes of state that the packet causes. */
  onPacket?: (packet: Buffer, arrivedAtMs: number) => void;
  /** Called with each change of state. The initial state is `absent`. */
  onVoice: (voice: Voice, position: StreamPosition) => void;
  logger: Logger;
}

/** Reads levels and pitch from a microphone's encoded packets. Ends with the producer or transport. */
export class MicrophoneListener {
  readonly #consumer: types.Consumer;
  readonly #levelId: number;
  readonly #clock: MediaClock;
  #track = new LevelTrack();
  readonly #detector = new VoiceDetector();
  readonly #options: MicrophoneListenerOptions;
  #packetAtMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #hasWarned = false;

  static async create(options: MicrophoneListenerOptions): Promise<MicrophoneListener> {
    const consumer = await options.transport.consume({
      producerId: options.producer.id,
      rtpCapabilities: options.router.rtpCapabilities,
    });
    return new MicrophoneListener(consumer, options);
  }

  private constructor(consumer: types.Consumer, options: MicrophoneListenerOptions) {
    const { rtpParameters } = consumer;
    this.#consumer = consumer;
    this.#levelId = levelIdOf(rtpParameters);
    this.#clock = new MediaClock(rtpParameters.codecs[0]?.clockRate ?? 48_000);
    this.#options = options;
    consumer.on('rtp', packet => this.#take(packet, performance.now()));
    consumer.on('producerpause', () => this.#lose(0));
    consumer.on('producerclose', () => this.#end());
    consumer.on('transportclose', () => clearTimeout(this.#timer));
  }

  #take(packet: Buffer, arrivedAtMs: number): void {
    // Ignores packets that were on their way when the microphone was muted.
    if (this.#consumer.producerPaused) return;
    const read = readAudioPacket(packet, this.#levelId);
    if (read?.level === undefined) {
      this.#warnAboutMissingLevels();
      return;
    }
    this.#options.onPacket?.(packet, arrivedAtMs);
    this.#packetAtMs = arrivedAtMs;
    this.#timer ??= this.#watchIn(STOPPED_AFTER_MS);
    const atMs = this.#clock.take(read.timestamp, arrivedAtMs);
    const { sequence, level, isVoiced } = read;
    const frames = this.#track.take({ sequence, atMs, levelDbov: -level, isVoiced });
    for (const frame of frames) {
      const agoMs = Math.max(0, arrivedAtMs - this.#clock.arrivalOf(frame.atMs));
      const change = this.#detector.step({ ...frame, playedDbov: -this.#options.playedLevel(agoMs) });
      if (change) this.#report(change, arrivedAtMs);
    }
  }

  /** Reports a change. Adds a frame to its age, because a packet is sent only when its sound has ended. */
  #report({ state, sinceMs }: VoiceChange, nowMs: number): void {
    const agoMs = nowMs - this.#clock.arrivalOf(sinceMs) + FRAME_MS;
    this.#options.onVoice({ state, agoMs: Math.max(0, Math.round(agoMs)) }, this.#positionOf(sinceMs));
  }

  /** Calls `#watch` after pending packets are handled, so that a busy process doesn't miss them. */
  #watchIn(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => setImmediate(() => this.#watch()), milliseconds);
  }

  #watch(): void {
    this.#timer = undefined;
    if (this.#consumer.closed) return;
    const waitedMs = performance.now() - this.#packetAtMs;
    if (waitedMs >= STOPPED_AFTER_MS) this.#lose(waitedMs);
    else this.#timer = this.#watchIn(STOPPED_AFTER_MS - waitedMs);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#lose(0);
  }

  #lose(agoMs: number): void {
    // Later packets start a new timeline.
    this.#track = new LevelTrack();
    if (this.#detector.state === 'absent') return;
    this.#detector.lose();
    this.#options.onVoice(
      { state: 'absent', agoMs: Math.round(agoMs) },
      this.#positionOf(this.#clock.mediaMs + FRAME_MS),
    );
  }

  #positionOf(mediaMs: number): StreamPosition {
    return { producerId: this.#consumer.producerId, timestamp: this.#clock.timestampAt(mediaMs) };
  }

  /** Warns once. All browsers send levels, and a microphone without levels can't be analyzed. */
  #warnAboutMissingLevels(): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    this.#options.logger.warn({ producerId: this.#consumer.producerId }, 'microphone packets without levels');
  }
}
