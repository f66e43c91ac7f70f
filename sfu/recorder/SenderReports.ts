import type { types } from 'mediasoup';
import { z } from 'zod';
import { NTP_EPOCH_S } from '../rtpHeader.ts';

/** What a sender was capturing when its report came in. */
export interface CaptureMoment {
  /** RTP time, as the recorder's consumer gets it; 32 bits. */
  readonly timestamp: number;
  /** As `performance.now()` counts. */
  readonly atMs: number;
}

interface SenderReportsOptions {
  producer: types.Producer;
  /** Of simulcast, whose layers have times of their own that the router changes into those of the first one. */
  isSimulcast: boolean;
  clockRate: number;
  /** Shared by all that this sender sends. */
  offset: ClockOffset;
  onMoment: (moment: CaptureMoment) => void;
}

/** RFC 3550, section 6.4.1. */
const Report = z.object({ ssrc: z.number(), ntpSec: z.number(), ntpFrac: z.number(), rtpTs: z.number() });
const KeyFrame = z.object({ rtpPacket: z.object({ ssrc: z.number(), timestamp: z.number() }) });

/** Of a page that has just come the first ones are often held up, because it is busy. */
const ROUND_TRIP_EVERY_MS = 1_000;
/** A moment further off than this is nothing that the worker's clock could have said. */
const CLOCK_DIFFERENCE_MAX_MS = 5_000;

/**
 * Reads a sender's own reports, which say when what was captured. A direct transport sends none to its consumers, so that they are taken where
 * they come in: at the producer. It ends when it is closed.
 */
export class SenderReports {
  readonly #options: SenderReportsOptions;
  readonly #onTrace = (trace: types.ProducerTraceEventData) => this.#take(trace);
  /** The last key frame that came in, of whichever layer. */
  #keyFrame: { ssrc: number; timestamp: number } | undefined;
  /** The layer that is recorded, and by how much its times are greater than those that the consumer gets. */
  #layer: { ssrc: number; shift: number } | undefined;
  #hasReported = false;
  /** What was measured last. */
  #roundTripMs: number | undefined;
  #roundTripAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: SenderReportsOptions) {
    const { producer } = options;
    this.#options = options;
    producer.on('trace', this.#onTrace);
    // All that anybody wants to be told, as this takes the place of what was asked for before. A producer that was closed meanwhile reports
    // nothing.
    producer.enableTraceEvent(['sr', 'keyframe']).catch(() => undefined);
  }

  /** The consumer gets a key frame with this time: the last one that came in at the producer, because the router passes them on at once. */
  noteKeyFrame(timestamp: number): void {
    if (!this.#keyFrame) return;
    const { ssrc, timestamp: sent } = this.#keyFrame;
    this.#layer = { ssrc, shift: (sent - timestamp) >>> 0 };
    this.#keyFrame = undefined;
  }

  /** Whether there was a report of a layer while that was recorded. */
  get hasReported(): boolean {
    return this.#hasReported;
  }

  close(): void {
    this.#options.producer.off('trace', this.#onTrace);
  }

  #take({ type, info, timestamp: workerMs }: types.ProducerTraceEventData): void {
    if (type === 'keyframe') this.#keyFrame = KeyFrame.safeParse(info).data?.rtpPacket;
    if (type !== 'sr') return;
    const report = Report.safeParse(info).data;
    if (report) this.#takeReport(report, momentOf(workerMs));
  }

  #takeReport({ ssrc, ntpSec, ntpFrac, rtpTs }: z.infer<typeof Report>, arrivedAtMs: number): void {
    const { isSimulcast, clockRate, offset, onMoment } = this.#options;
    const ntpMs = (ntpSec - NTP_EPOCH_S) * 1_000 + (ntpFrac * 1_000) / 2 ** 32;
    this.#measureRoundTrip(arrivedAtMs);
    offset.take({ ntpMs, arrivedAtMs, roundTripMs: this.#roundTripMs });
    const isRecorded = !isSimulcast || this.#layer?.ssrc === ssrc;
    if (isRecorded) this.#hasReported = true;
    if (offset.ms === undefined || !isRecorded) return;
    const agoMs = arrivedAtMs - ntpMs - offset.ms;
    const sent = rtpTs + Math.round((agoMs * clockRate) / 1_000);
    onMoment({ timestamp: (sent - (this.#layer?.shift ?? 0)) >>> 0, atMs: arrivedAtMs });
  }

  /** The worker measures it by RTCP. */
  #measureRoundTrip(nowMs: number): void {
    if (nowMs - this.#roundTripAtMs < ROUND_TRIP_EVERY_MS) return;
    this.#roundTripAtMs = nowMs;
    this.#options.producer.getStats().then(
      stats => {
        const measured = stats.flatMap(({ roundTripTime }) => roundTripTime || []);
        if (measured.length > 0) this.#roundTripMs = Math.min(...measured);
      },
      // A producer that was closed meanwhile.
      () => undefined,
    );
  }
}

/**
 * A moment of the worker's clock, in whole milliseconds, on this process's. Both count what the machine's monotonic clock says, with different
 * zeros.
 */
function momentOf(workerMs: number): number {
  const nowMs = performance.now();
  const agoMs = Number(process.hrtime.bigint() / 1_000n) / 1_000 - workerMs - 0.5;
  return Math.abs(agoMs) < CLOCK_DIFFERENCE_MAX_MS ? nowMs - agoMs : nowMs;
}

/** Of so many reports the one in the middle counts: some are held up on their way. */
const SAMPLES_MAX = 7;
/** One or two say too little. */
const SAMPLES_MIN = 3;

interface Sample {
  /** From when it was written by the sender's clock to when it came in by ours. */
  differenceMs: number;
  roundTripMs: number | undefined;
}

/**
 * How a sender's wall clock differs from this process's clock, by when its reports come in. A report is on its way for half a round trip, of
 * which the shortest counts: one that took longer was held up somewhere, which says nothing about the way. The same for everything
 * that one page sends. Pure.
 */
export class ClockOffset {
  readonly #samples: Sample[] = [];
  #lastAtMs = Number.NEGATIVE_INFINITY;
  #ms: number | undefined;

  /** To be added to the sender's time; undefined before the third report. */
  get ms(): number | undefined {
    return this.#ms;
  }

  /** A report that was written at `ntpMs` by the sender's clock. Without `roundTripMs` no one has measured one yet. */
  take({
    ntpMs,
    arrivedAtMs,
    roundTripMs,
  }: {
    ntpMs: number;
    arrivedAtMs: number;
    roundTripMs: number | undefined;
  }): void {
    // Those that came in one packet are one, or a packet that was held up would count as many times.
    if (arrivedAtMs === this.#lastAtMs) return;
    this.#lastAtMs = arrivedAtMs;
    this.#samples.push({ differenceMs: arrivedAtMs - ntpMs, roundTripMs });
    if (this.#samples.length > SAMPLES_MAX) this.#samples.shift();
    if (this.#samples.length < SAMPLES_MIN) return;
    const differences = this.#samples.map(({ differenceMs }) => differenceMs).toSorted((a, b) => a - b);
    const roundTrips = this.#samples.flatMap(sample => sample.roundTripMs ?? []);
    const delayMs = roundTrips.length > 0 ? Math.min(...roundTrips) / 2 : 0;
    this.#ms = (differences[Math.floor(differences.length / 2)] ?? 0) - delayMs;
  }
}
