import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { types } from 'mediasoup';
import { AppError } from '../shared/errors.ts';
import { type PeerId, ProducerId } from '../shared/ids.ts';
import { kindOfSource, type MediaSource } from '../shared/media/sources.ts';
import type { RtpParameters } from './rtpSchemas.ts';
import { rejectInvalid } from './transports.ts';

interface PeerProducerOptions {
  peerId: PeerId;
  /** The sender's group, which decides who receives it. */
  group: string;
  transport: types.Transport;
  source: MediaSource;
  rtpParameters: RtpParameters;
  paused: boolean;
  /** By a player, which answers every request for a key frame. */
  isPlayed?: boolean;
  onScore: () => void;
}

/**
 * A browser answers one request for a key frame in so long, no matter who asks and for which layer, and passes over the others. mediasoup asks
 * again only after a second.
 */
const KEY_FRAME_INTERVAL_MIN_MS = 300;
/** Where others ask again and again, this one asks as well in the end. */
const TURN_WAIT_MAX_MS = 1_000;

/** One thing that a peer sends. It ends when it is closed or with its transport; mediasoup then ends its consumers. */
export class PeerProducer {
  readonly producerId: ProducerId;
  readonly peerId: PeerId;
  readonly group: string;
  readonly source: MediaSource;
  readonly producer: types.Producer;
  readonly #requestedParameters: RtpParameters;
  readonly #isPlayed: boolean;
  /** As `performance.now()` counts. */
  readonly #createdAtMs = performance.now();
  /** When the last key frame came in or was asked for, of whichever layer, as `performance.now()` counts. */
  #keyFrameAtMs = Number.NEGATIVE_INFINITY;
  /** Of all who wait for it: one key frame serves them, and mediasoup makes one request of theirs. */
  #turn: Promise<void> | undefined;

  static async create(options: PeerProducerOptions): Promise<PeerProducer> {
    const { transport, source, rtpParameters, paused } = options;
    const producer = await rejectInvalid(
      'track',
      () => {
        if (transport.closed) throw AppError.notFound('transport', transport.id);
      },
      () => transport.produce({ kind: kindOfSource(source), rtpParameters, paused }),
    );
    return new PeerProducer(producer, options);
  }

  private constructor(producer: types.Producer, options: PeerProducerOptions) {
    this.producerId = ProducerId.parse(producer.id);
    this.peerId = options.peerId;
    this.group = options.group;
    this.source = options.source;
    this.producer = producer;
    this.#requestedParameters = options.rtpParameters;
    this.#isPlayed = options.isPlayed ?? false;
    producer.on('score', options.onScore);
    if (producer.kind === 'video') this.#watchKeyFrames();
  }

  get closed(): boolean {
    return this.producer.closed;
  }

  get paused(): boolean {
    return this.producer.paused;
  }

  /** How well it arrives, 0 to 10; of several layers the best one counts, as the sender may leave out the others. */
  get score(): number | undefined {
    const scores = this.producer.score.map(({ score }) => score);
    return scores.length > 0 ? Math.max(...scores) : undefined;
  }

  /** Whether a request for these parameters is a repeat of the one that made this producer. */
  isSameAs(rtpParameters: RtpParameters): boolean {
    return !this.closed && isDeepStrictEqual(this.#requestedParameters, rtpParameters);
  }

  /**
   * Resolves when its sender answers a request for a key frame: mostly at once, else a moment later. Those who wait for it ask then. `isUnderWay`:
   * it was sent before, so that the key frame every sender begins with may have come in before anything watched for it.
   */
  async keyFrameTurn({ isUnderWay }: { isUnderWay: boolean }): Promise<void> {
    if (this.#isPlayed || this.producer.kind === 'audio') return;
    if (isUnderWay) this.#keyFrameAtMs = Math.max(this.#keyFrameAtMs, this.#createdAtMs);
    this.#turn ??= this.#waitForTurn().finally(() => {
      this.#turn = undefined;
    });
    await this.#turn;
  }

  async #waitForTurn(): Promise<void> {
    const giveUpAtMs = performance.now() + TURN_WAIT_MAX_MS;
    for (;;) {
      const nowMs = performance.now();
      // Another one may have come in, or been asked for, during the wait.
      const waitMs = Math.min(this.#keyFrameAtMs + KEY_FRAME_INTERVAL_MIN_MS, giveUpAtMs) - nowMs;
      if (waitMs <= 0 || this.closed) break;
      await delay(waitMs);
    }
    this.#keyFrameAtMs = performance.now();
  }

  async setPaused(paused: boolean): Promise<void> {
    await rejectInvalid(
      'mute',
      () => {
        if (this.closed) throw AppError.notFound('producer', this.producerId);
      },
      () => (paused ? this.producer.pause() : this.producer.resume()),
    );
  }

  /** Safe to call twice. */
  close(): void {
    this.producer.close();
  }

  #watchKeyFrames(): void {
    this.producer.on('trace', ({ type }) => {
      if (type === 'keyframe' || type === 'pli') this.#keyFrameAtMs = performance.now();
    });
    // mediasoup itself asks as well: for each layer whose first packet begins no key frame. A producer that was closed meanwhile sends nothing.
    this.producer.enableTraceEvent(['keyframe', 'pli']).catch(() => undefined);
  }
}
