import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { Voice, VoiceState } from '../../shared/media/voice.ts';
import { closeTransport } from '../transports.ts';
import { levelIdOf, readAudioPacket } from './audioPacket.ts';
import { FRAME_MS, LevelTrack } from './LevelTrack.ts';
import { MediaClock } from './MediaClock.ts';
import { type VoiceChange, VoiceDetector } from './VoiceDetector.ts';

/** As far back as a state is said to have begun. */
const AGO_MAX_MS = 86_400_000;

interface PeerVoiceOptions {
  router: types.Router;
  playedLevel: (agoMs: number) => number;
  onVoice: (voice: Voice, position: StreamPosition) => void;
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
        onVoice: (voice, position) => this.#onVoice(voice, position),
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

  #onVoice(voice: Voice, position: StreamPosition): void {
    if (this.#isClosed) return;
    this.#state = voice.state;
    this.#producerId = position.producerId;
    this.#sinceMs = performance.now() - voice.agoMs;
    this.#options.onVoice(voice, position);
  }
}

/** Without packets for so long, no sound arrives. */
const STOPPED_AFTER_MS = 1_000;

/** Where in a microphone's stream a state begins. */
export interface StreamPosition {
  readonly producerId: string;
  /** Of RTP, 32 bits. */
  readonly timestamp: number;
}

interface MicrophoneListenerOptions {
  router: types.Router;
  /** Where packets come out of mediasoup. Belongs to the caller. */
  transport: types.DirectTransport;
  producer: types.Producer;
  /** The RFC 6464 level of what the room's players sent this long ago. */
  playedLevel: (agoMs: number) => number;
  /** Each change of state, beginning with the first sound; before, it is `absent`. */
  onVoice: (voice: Voice, position: StreamPosition) => void;
  logger: Logger;
}

/**
 * Listens to one microphone: the levels in its packets' headers and whether they hold a pitch, never the sound. It ends with its producer or its transport.
 */
export class MicrophoneListener {
  readonly #consumer: types.Consumer;
  readonly #levelId: number;
  readonly #clock: MediaClock;
  #track = new LevelTrack();
  readonly #detector = new VoiceDetector();
  readonly #playedLevel: MicrophoneListenerOptions['playedLevel'];
  readonly #onVoice: MicrophoneListenerOptions['onVoice'];
  readonly #logger: Logger;
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
    this.#playedLevel = options.playedLevel;
    this.#onVoice = options.onVoice;
    this.#logger = options.logger;
    consumer.on('rtp', packet => this.#take(packet, performance.now()));
    consumer.on('producerpause', () => this.#lose(0));
    consumer.on('producerclose', () => this.#end());
    consumer.on('transportclose', () => clearTimeout(this.#timer));
  }

  #take(packet: Buffer, arrivedAtMs: number): void {
    // A packet that was under way when the microphone was muted is not a sound after it.
    if (this.#consumer.producerPaused) return;
    const read = readAudioPacket(packet, this.#levelId);
    if (read?.level === undefined) {
      this.#warnAboutMissingLevels();
      return;
    }
    this.#packetAtMs = arrivedAtMs;
    this.#timer ??= this.#watchIn(STOPPED_AFTER_MS);
    const atMs = this.#clock.take(read.timestamp, arrivedAtMs);
    const { sequence, level, isVoiced } = read;
    const frames = this.#track.take({ sequence, atMs, levelDbov: -level, isVoiced });
    for (const frame of frames) {
      const agoMs = Math.max(0, arrivedAtMs - this.#clock.arrivalOf(frame.atMs));
      const change = this.#detector.step({ ...frame, playedDbov: -this.#playedLevel(agoMs) });
      if (change) this.#report(change, arrivedAtMs);
    }
  }

  /** Sound is heard when a packet is full, so that its beginning is a packet's length older than its arrival. */
  #report({ state, sinceMs }: VoiceChange, nowMs: number): void {
    const agoMs = nowMs - this.#clock.arrivalOf(sinceMs) + FRAME_MS;
    this.#onVoice({ state, agoMs: Math.max(0, Math.round(agoMs)) }, this.#positionOf(sinceMs));
  }

  /** Looks only after what has come meanwhile was taken: a process that was busy for a second has missed no packet. */
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
    // What comes after it begins then, and not where the sound before it ended.
    this.#track = new LevelTrack();
    if (this.#detector.state === 'absent') return;
    this.#detector.lose();
    this.#onVoice(
      { state: 'absent', agoMs: Math.round(agoMs) },
      this.#positionOf(this.#clock.mediaMs + FRAME_MS),
    );
  }

  #positionOf(mediaMs: number): StreamPosition {
    return { producerId: this.#consumer.producerId, timestamp: this.#clock.timestampAt(mediaMs) };
  }

  /** Every browser says how loud its packets are; what does not cannot be listened to. */
  #warnAboutMissingLevels(): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    this.#logger.warn({ producerId: this.#consumer.producerId }, 'microphone packets without levels');
  }
}
