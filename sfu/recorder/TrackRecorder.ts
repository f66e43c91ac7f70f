import type { types } from 'mediasoup';
import { readVp8Descriptor } from '../../shared/media/vp8.ts';
import type { PeerProducer } from '../PeerProducer.ts';
import { SILENT_LEVEL } from '../player/Clip.ts';
import { readRtpHeader } from '../rtpHeader.ts';
import { levelIdOf, readLevel } from '../voice/audioPacket.ts';
import { type CaptureFigures, journalTimeOf, type Segment, type SegmentSource } from './Segment.ts';
import { type CaptureMoment, type ClockOffset, SenderReports } from './SenderReports.ts';
import { LayerFallback, LayerRecheck } from './stream/layerPolicies.ts';
import { ReorderBuffer } from './stream/ReorderBuffer.ts';
import { SenderClock } from './stream/SenderClock.ts';
import { AudioContent, type TrackContent, type TrackPacket, VideoContent } from './TrackContent.ts';

export interface RecordableTrack {
  producer: PeerProducer;
  isPlayed: boolean;
  /** True when the track was already being sent when the recording started. */
  isUnderWay?: boolean;
  /** True when `PeerVoice` hears a voice now. If absent, the recorder detects voices in the track. */
  isSpeaking?: boolean;
}

interface TrackRecorderOptions {
  track: RecordableTrack;
  transport: types.DirectTransport;
  rtpCapabilities: types.RtpCapabilities;
  playedLevel: (agoMs: number) => number;
  /** Opens a segment. Returns undefined when there are too many segments. */
  openSegment: (source: SegmentSource, muted: boolean) => Segment | undefined;
  clockOffset: ClockOffset;
  figures: CaptureFigures;
  /** Called when the producer closed. `ending` rejects if a file can't be closed. */
  onProducerClosed: (ending: Promise<void>) => void;
  onEnded: (recorder: TrackRecorder) => void;
}

/**
 * How long to wait for a packet that the sender resends: several round trips. This wait plus the writing
 * delay is less than a second, so a killed process loses less than a second of media.
 */
const RESENT_WAIT_MS = 700;
/** How long to wait for a packet that can't be resent. The packet may just be out of order. */
const OVERTAKEN_WAIT_MS = 150;

/** Longest time between a camera's key frames. Frequent ones make seeking precise and losses short. */
const CAMERA_KEY_FRAME_MAX_AGE_MS = 2_000;
/** Longest time between a screen's key frames. Each one briefly blurs text, for live viewers too. */
const SCREEN_KEY_FRAME_MAX_AGE_MS = 10_000;

/** After three clock jumps, another jump starts a new segment only if the current one is a second old. */
const JUMPS_AT_ONCE = 3;
const JUMPS_MAX = 50;
const SEGMENT_MIN_MS = 1_000;
/** Ignores reports whose capture time is further than this from their arrival, because a clock jumped. */
const REPORT_OFF_MAX_MS = 10_000;

/** Records one producer as one segment, or as several when its clock jumps. Ends on request or with its producer. */
export class TrackRecorder {
  readonly #track: RecordableTrack;
  readonly #consumer: types.Consumer;
  readonly #source: SegmentSource;
  readonly #ssrc: number;
  readonly #payloadType: number;
  readonly #levelId: number;
  readonly #options: TrackRecorderOptions;
  readonly #buffer: ReorderBuffer<TrackPacket>;
  readonly #reports: SenderReports;
  readonly #fallback: LayerFallback | undefined;
  readonly #recheck = new LayerRecheck();
  #preferredLayer: number;
  #recorded: RecordedSegment | undefined;
  #isSpeaking: boolean | undefined;
  #missing = 0;
  /** A packet that didn't fit the sender's clock. If the next packet fits this one, the clock jumped. */
  #offClock: TrackPacket | undefined;
  #jumps = 0;
  /** Resolves when the segments before the last clock jump are closed. */
  #earlier: Promise<unknown> = Promise.resolve();
  #ending: Promise<void> | undefined;

  /** Starts recording a track. Returns undefined if `isOver` became true. May throw mediasoup's errors. */
  static async create(
    options: TrackRecorderOptions & { isOver: () => boolean },
  ): Promise<TrackRecorder | undefined> {
    const { track, transport, rtpCapabilities } = options;
    // Waits, because a browser ignores mediasoup's key frame request right after another one.
    await track.producer.keyFrameTurn({ isUnderWay: track.isUnderWay ?? false });
    // Sets no preferred layer, so that mediasoup may use all of them. It switches to a higher layer, and
    // requests a key frame for it, as soon as sender reports align both layers.
    const consumer = await transport.consume({ producerId: track.producer.producerId, rtpCapabilities });
    if (options.isOver()) consumer.close();
    return consumer.closed ? undefined : new TrackRecorder(consumer, options);
  }

  private constructor(consumer: types.Consumer, options: TrackRecorderOptions) {
    const { track } = options;
    const { encodings, codecs } = consumer.rtpParameters;
    this.#consumer = consumer;
    this.#options = options;
    this.#track = track;
    this.#source = sourceOf(track.producer, consumer);
    this.#ssrc = encodings?.[0]?.ssrc ?? 0;
    this.#payloadType = codecs[0]?.payloadType ?? 0;
    this.#levelId = consumer.kind === 'audio' ? levelIdOf(consumer.rtpParameters) : 0;
    this.#isSpeaking = track.isSpeaking;
    this.#buffer = new ReorderBuffer(
      isSentAgain(track.producer.producer) ? RESENT_WAIT_MS : OVERTAKEN_WAIT_MS,
      { take: packet => this.#takeInOrder(packet), lost: count => this.#lose(count) },
    );
    this.#reports = new SenderReports({
      producer: track.producer.producer,
      isSimulcast: consumer.type === 'simulcast',
      clockRate: this.#source.clockRate,
      offset: options.clockOffset,
      onMoment: moment => this.#takeMoment(moment),
    });
    this.#preferredLayer = consumer.preferredLayers?.spatialLayer ?? 0;
    if (consumer.type === 'simulcast') this.#fallback = new LayerFallback(this.#preferredLayer);
    this.#startSegment();
    consumer.on('rtp', packet => this.#takePacket(packet, performance.now()));
    consumer.on('producerpause', () => this.#mute());
    consumer.on('producerresume', () => this.#recorded?.segment.note({ kind: 'mute', muted: false }));
    consumer.on('layerschange', layers => this.#noteLayer(layers));
    consumer.on('producerclose', () => options.onProducerClosed(this.end()));
  }

  get producerId(): string {
    return this.#track.producer.producerId;
  }

  takeVoice(isSpeaking: boolean, timestamp: number): void {
    if (this.#isSpeaking === undefined || this.#isSpeaking === isSpeaking) return;
    this.#isSpeaking = isSpeaking;
    if (!this.#recorded?.clock.hasStarted) return;
    const { clock, segment } = this.#recorded;
    const ticks = Math.max(0, clock.ticksOf(timestamp, performance.now()));
    segment.note({ kind: 'voice', ticks, speaking: isSpeaking });
  }

  tick(nowMs: number): void {
    this.#buffer.tick(nowMs);
    if (!this.#consumer.producerPaused) this.#tickSending(nowMs);
    this.#recorded?.segment.tick(nowMs);
  }

  #tickSending(nowMs: number): void {
    this.#recorded?.content.tick(nowMs);
    const current = this.#consumer.currentLayers?.spatialLayer;
    if (!this.#fallback || current === undefined) return;
    const preferred = this.#fallback.preferred(current, nowMs);
    const { hasReported } = this.#reports;
    if (preferred !== this.#preferredLayer) this.#prefer(preferred);
    else if (this.#recheck.isDue({ current, preferred, hasReported }, nowMs)) {
      // Sets another layer in between, because mediasoup ignores a preference that is already set.
      this.#prefer(current);
      this.#prefer(preferred);
    }
  }

  #prefer(spatialLayer: number): void {
    this.#preferredLayer = spatialLayer;
    // Ignores an error, which means that the consumer was closed.
    this.#consumer.setPreferredLayers({ spatialLayer }).catch(() => undefined);
  }

  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    try {
      this.#consumer.close();
      this.#reports.close();
      this.#buffer.flush();
      await Promise.all([this.#earlier, this.#endSegment()]);
    } finally {
      this.#options.onEnded(this);
    }
  }

  #takePacket(packet: Buffer, arrivedAtMs: number): void {
    const header = readRtpHeader(packet);
    if (header?.ssrc !== this.#ssrc || header.payloadType !== this.#payloadType || this.#ending) return;
    this.#fallback?.notePacket(arrivedAtMs);
    const { sequence, timestamp, marker, payloadFrom, payloadTo } = header;
    const payload = packet.subarray(payloadFrom, payloadTo);
    const level = readLevel(packet, header, this.#levelId);
    if (this.#consumer.type === 'simulcast' && startsKeyFrame(payload)) this.#reports.noteKeyFrame(timestamp);
    this.#buffer.take({ sequence, timestamp, marker, payload, level, arrivedAtMs });
  }

  #takeInOrder(packet: TrackPacket): void {
    if (this.#offClock && this.#recorded?.clock.fits(packet.timestamp, packet.arrivedAtMs)) {
      this.#offClock = undefined;
      this.#lose(1);
    }
    if (this.#take(packet)) return;
    const before = this.#offClock;
    this.#offClock = packet;
    if (before && this.#hasJumped(before, packet)) this.#jump(before, packet);
    else if (before) this.#lose(1);
  }

  #jump(first: TrackPacket, second: TrackPacket): void {
    this.#jumps += 1;
    this.#missing = 0;
    this.#offClock = undefined;
    this.#earlier = Promise.all([this.#earlier, this.#endSegment()]);
    this.#startSegment();
    this.#take(first);
    this.#take(second);
  }

  /** Records a packet. Returns false if the packet doesn't fit the sender's clock. */
  #take(packet: TrackPacket): boolean {
    const recorded = this.#recorded;
    const ticks = recorded?.clock.take(packet.timestamp, packet.arrivedAtMs);
    if (!recorded || ticks === undefined) return false;
    const { segment, counts, content } = recorded;
    if (counts.packets === 0) this.#noteFirst(recorded, packet);
    if (this.#missing > 0) segment.note({ kind: 'lost', ticks, packets: this.#missing });
    this.#missing = 0;
    counts.packets += 1;
    this.#options.figures.packets += 1;
    // Ignores packets without a payload, which are padding.
    if (packet.payload.length > 0) content.take(packet, ticks);
    return true;
  }

  /** True when the sender's clock has jumped (the packets fit each other) and a new segment may start. */
  #hasJumped(first: TrackPacket, second: TrackPacket): boolean {
    const isOld = second.arrivedAtMs - (this.#recorded?.startedMs ?? 0) >= SEGMENT_MIN_MS;
    if (this.#jumps >= (isOld ? JUMPS_MAX : JUMPS_AT_ONCE)) return false;
    const clock = new SenderClock(this.#source.clockRate, { stalled: () => {}, leastDelayed: () => {} });
    clock.take(first.timestamp, first.arrivedAtMs);
    return clock.fits(second.timestamp, second.arrivedAtMs);
  }

  #noteFirst({ segment }: RecordedSegment, { timestamp, arrivedAtMs }: TrackPacket): void {
    segment.note({ kind: 'first', rtp: timestamp }, arrivedAtMs);
    if (this.#isSpeaking) segment.note({ kind: 'voice', ticks: 0, speaking: true });
  }

  #lose(count: number): void {
    this.#missing += count;
    this.#options.figures.lost += count;
    if (!this.#recorded) return;
    this.#recorded.counts.lost += count;
    this.#recorded.content.lose();
  }

  #takeMoment({ timestamp, atMs }: CaptureMoment): void {
    if (!this.#recorded?.clock.hasStarted) return;
    const { clock, segment } = this.#recorded;
    const ticks = clock.ticksOf(timestamp, atMs);
    if (Math.abs(clock.arrivalOf(ticks) - atMs) > REPORT_OFF_MAX_MS) return;
    segment.note({ kind: 'report', ticks, ntpMs: journalTimeOf(atMs) }, atMs);
  }

  #mute(): void {
    this.#fallback?.pause();
    this.#buffer.flush();
    this.#recorded?.content.mute();
    this.#recorded?.segment.note({ kind: 'mute', muted: true });
  }

  #noteLayer(layers: types.ConsumerLayers | undefined): void {
    if (!layers || this.#consumer.type !== 'simulcast' || !this.#recorded) return;
    if (layers.spatialLayer === this.#recorded.spatialLayer) return;
    this.#recorded.spatialLayer = layers.spatialLayer;
    this.#recorded.segment.note({ kind: 'layer', spatial: layers.spatialLayer });
  }

  #startSegment(): void {
    const segment = this.#options.openSegment(this.#source, this.#consumer.producerPaused);
    if (!segment) {
      this.#recorded = undefined;
      return;
    }
    const clock = new SenderClock(this.#source.clockRate, {
      stalled: ({ ticks, arrivedAtMs, waitedMs, advancedMs }) =>
        segment.note(
          { kind: 'stall', ticks, waitedMs: round(waitedMs), advancedMs: round(advancedMs) },
          arrivedAtMs,
        ),
      leastDelayed: ({ ticks, arrivedAtMs }) => segment.note({ kind: 'arrival', ticks }, arrivedAtMs),
    });
    this.#recorded = {
      segment,
      clock,
      content: this.#contentOf(segment, clock),
      counts: { packets: 0, lost: 0 },
      startedMs: performance.now(),
      spatialLayer: undefined,
    };
    this.#noteLayer(this.#consumer.currentLayers);
  }

  #contentOf(segment: Segment, clock: SenderClock): TrackContent {
    const { clockRate, source } = this.#source;
    const { isPlayed, isSpeaking } = this.#track;
    if (this.#consumer.kind === 'audio') {
      const listens = source === 'microphone' && isSpeaking === undefined;
      return new AudioContent({
        segment,
        clockRate,
        playedLevel: listens ? ticks => this.#playedLevelAt(clock, ticks) : undefined,
      });
    }
    const maxAgeMs = source === 'screen' ? SCREEN_KEY_FRAME_MAX_AGE_MS : CAMERA_KEY_FRAME_MAX_AGE_MS;
    return new VideoContent({
      segment,
      clockRate,
      keyFrameMaxAgeMs: maxAgeMs,
      // Players get no requests: clips have a key frame every second, and a loop would visibly restart.
      requestKeyFrame: isPlayed ? () => {} : () => this.#requestKeyFrame(),
    });
  }

  /** Returns the level of playback that this track may pick up as an echo: silence for a player's track. */
  #playedLevelAt(clock: SenderClock, ticks: number): number {
    if (this.#track.isPlayed) return SILENT_LEVEL;
    return this.#options.playedLevel(Math.max(0, performance.now() - clock.arrivalOf(ticks)));
  }

  #requestKeyFrame(): void {
    // Ignores an error, which means that the consumer was closed.
    this.#consumer.requestKeyFrame().catch(() => undefined);
  }

  async #endSegment(): Promise<void> {
    const recorded = this.#recorded;
    this.#recorded = undefined;
    if (!recorded) return;
    const { segment, clock, content, counts } = recorded;
    clock.end();
    const totals = content.end();
    this.#options.figures.droppedFrames += totals.dropped;
    await segment.end({ ...totals, ...counts });
  }
}

interface RecordedSegment {
  readonly segment: Segment;
  readonly clock: SenderClock;
  readonly content: TrackContent;
  readonly counts: { packets: number; lost: number };
  readonly startedMs: number;
  spatialLayer: number | undefined;
}

function sourceOf(producer: PeerProducer, consumer: types.Consumer): SegmentSource {
  const [codec] = consumer.rtpParameters.codecs;
  const { peerId, group, source, producerId } = producer;
  const isAudio = consumer.kind === 'audio';
  return {
    peerId,
    group,
    source,
    producerId,
    codec: isAudio ? 'opus' : 'vp8',
    clockRate: codec?.clockRate ?? (isAudio ? 48_000 : 90_000),
    ...(codec?.channels === undefined ? {} : { channels: codec.channels }),
  };
}

function startsKeyFrame(payload: Buffer): boolean {
  const descriptor = readVp8Descriptor(payload);
  return descriptor?.startsFrame === true && ((payload[descriptor.bytes] ?? 1) & 1) === 0;
}

function isSentAgain({ rtpParameters }: types.Producer): boolean {
  const feedback = rtpParameters.codecs[0]?.rtcpFeedback ?? [];
  return feedback.some(({ type, parameter }) => type === 'nack' && !parameter);
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
