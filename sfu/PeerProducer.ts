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
  group: string;
  transport: types.Transport;
  source: MediaSource;
  rtpParameters: RtpParameters;
  paused: boolean;
  /** True for players, which answer every request for a key frame. */
  isPlayed?: boolean;
  onScore: () => void;
}

/** After a key frame or a request for one, browsers ignore requests for this long, on all layers. */
const KEY_FRAME_INTERVAL_MIN_MS = 300;
/** Longest wait in `keyFrameTurn` while other key frame requests keep coming. */
const TURN_WAIT_MAX_MS = 1_000;

/** One source that a peer sends. Closes with its transport; mediasoup then closes its consumers. */
export class PeerProducer {
  readonly producerId: ProducerId;
  readonly peerId: PeerId;
  readonly group: string;
  readonly source: MediaSource;
  readonly producer: types.Producer;
  readonly #requestedParameters: RtpParameters;
  readonly #isPlayed: boolean;
  readonly #createdAtMs = performance.now();
  /** Time of the last key frame, or of the last request for one, on any layer. */
  #keyFrameAtMs = Number.NEGATIVE_INFINITY;
  /** The current wait. All callers share it, because one key frame serves them all. */
  #turn: Promise<void> | undefined;

  static async create(options: PeerProducerOptions): Promise<PeerProducer> {
    const { transport, source, rtpParameters, paused } = options;
    const producer = await rejectInvalid(
      'track',
      () => transport.closed && AppError.notFound('transport', transport.id),
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

  /** Returns mediasoup's score (0 to 10) of the best layer. A browser may stop sending the other layers. */
  get score(): number | undefined {
    const scores = this.producer.score.map(({ score }) => score);
    return scores.length > 0 ? Math.max(...scores) : undefined;
  }

  isSameAs(rtpParameters: RtpParameters): boolean {
    return !this.closed && isDeepStrictEqual(this.#requestedParameters, rtpParameters);
  }

  /**
   * Waits, if necessary, until the browser will answer a request for a key frame. `isUnderWay`: true when the
   * browser may have sent its first key frame before this producer watched for key frames.
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
      const waitMs = Math.min(this.#keyFrameAtMs + KEY_FRAME_INTERVAL_MIN_MS, giveUpAtMs) - nowMs;
      if (waitMs <= 0 || this.closed) break;
      await delay(waitMs);
    }
    this.#keyFrameAtMs = performance.now();
  }

  async setPaused(paused: boolean): Promise<void> {
    await rejectInvalid(
      'mute',
      () => this.closed && AppError.notFound('producer', this.producerId),
      () => (paused ? this.producer.pause() : this.producer.resume()),
    );
  }

  close(): void {
    this.producer.close();
  }

  #watchKeyFrames(): void {
    this.producer.on('trace', ({ type }) => {
      if (type === 'keyframe' || type === 'pli') this.#keyFrameAtMs = performance.now();
    });
    // `pli` events include requests that mediasoup sends when a layer starts without a key frame. The call
    // fails only when the producer is closed, so errors are ignored.
    this.producer.enableTraceEvent(['keyframe', 'pli']).catch(() => undefined);
  }
}
