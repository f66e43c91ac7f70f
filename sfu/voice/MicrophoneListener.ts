import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { Voice } from '../../shared/media/voice.ts';
import { levelIdOf, readAudioPacket } from './audioPacket.ts';
import { FRAME_MS } from './frame.ts';
import { LevelTrack } from './LevelTrack.ts';
import { MediaClock } from './MediaClock.ts';
import { type VoiceChange, VoiceDetector } from './VoiceDetector.ts';

/** Without packets for so long, no sound arrives. */
const STOPPED_AFTER_MS = 1_000;

/** Where in a microphone's stream a state begins. */
export interface VoicePlace {
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
  onVoice: (voice: Voice, place: VoicePlace) => void;
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
  #lacksLevels = false;

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
      this.#tellOfLackingLevels();
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
      if (change) this.#tell(change, arrivedAtMs);
    }
  }

  /** Sound is heard when a packet is full, so that its beginning is a packet's length older than its arrival. */
  #tell({ state, sinceMs }: VoiceChange, nowMs: number): void {
    const agoMs = nowMs - this.#clock.arrivalOf(sinceMs) + FRAME_MS;
    this.#onVoice({ state, agoMs: Math.max(0, Math.round(agoMs)) }, this.#placeOf(sinceMs));
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
      this.#placeOf(this.#clock.mediaMs + FRAME_MS),
    );
  }

  #placeOf(mediaMs: number): VoicePlace {
    return { producerId: this.#consumer.producerId, timestamp: this.#clock.timestampAt(mediaMs) };
  }

  /** Every browser says how loud its packets are; what does not cannot be listened to. */
  #tellOfLackingLevels(): void {
    if (this.#lacksLevels) return;
    this.#lacksLevels = true;
    this.#logger.warn({ producerId: this.#consumer.producerId }, 'microphone packets without levels');
  }
}
