import type { types } from 'mediasoup';
import { z } from 'zod';
import { NTP_EPOCH_S } from '../rtpHeader.ts';

/** The RTP timestamp of media, and the time by this process's clock when the sender captured that media. */
export interface CaptureMoment {
  /** RTP timestamp (32 bits) in the timeline of the recorder's consumer. */
  readonly timestamp: number;
  readonly atMs: number;
}

interface SenderReportsOptions {
  producer: types.Producer;
  /** True when each layer has its own timestamps, which the router converts to the first layer's. */
  isSimulcast: boolean;
  clockRate: number;
  /** The sender's clock offset, shared by all its tracks. */
  offset: ClockOffset;
  onMoment: (moment: CaptureMoment) => void;
}

const Report = z.object({ ssrc: z.number(), ntpSec: z.number(), ntpFrac: z.number(), rtpTs: z.number() });
const KeyFrame = z.object({ rtpPacket: z.object({ ssrc: z.number(), timestamp: z.number() }) });

/** The round trip is measured repeatedly, because a new page is busy and answers slowly at first. */
const ROUND_TRIP_EVERY_MS = 1_000;
/** If a worker's time differs more than this from this process's, their clocks can't be compared. */
const CLOCK_DIFFERENCE_MAX_MS = 5_000;

/** Learns from RTCP sender reports when media was captured. mediasoup exposes only a producer's reports. */
export class SenderReports {
  readonly #options: SenderReportsOptions;
  readonly #onTrace = (trace: types.ProducerTraceEventData) => this.#take(trace);
  #keyFrame: { ssrc: number; timestamp: number } | undefined;
  /** The recorded layer, and how far its timestamps are ahead of the consumer's. */
  #layer: { ssrc: number; shift: number } | undefined;
  /** True once a layer has sent a report while it was being recorded. */
  hasReported = false;
  #roundTripMs: number | undefined;
  #roundTripAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: SenderReportsOptions) {
    const { producer } = options;
    this.#options = options;
    producer.on('trace', this.#onTrace);
    // Includes the events that `PeerProducer` traces, because each call replaces the list. Fails only when the
    // producer is closed.
    producer.enableTraceEvent(['sr', 'keyframe', 'pli']).catch(() => undefined);
  }

  /** Called when the consumer gets a key frame, which is the latest one that the producer has received. */
  noteKeyFrame(timestamp: number): void {
    if (!this.#keyFrame) return;
    const { ssrc, timestamp: sent } = this.#keyFrame;
    this.#layer = { ssrc, shift: (sent - timestamp) >>> 0 };
    this.#keyFrame = undefined;
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
    if (isRecorded) this.hasReported = true;
    if (offset.ms === undefined || !isRecorded) return;
    const agoMs = arrivedAtMs - ntpMs - offset.ms;
    const sent = rtpTs + Math.round((agoMs * clockRate) / 1_000);
    onMoment({ timestamp: (sent - (this.#layer?.shift ?? 0)) >>> 0, atMs: arrivedAtMs });
  }

  #measureRoundTrip(nowMs: number): void {
    if (nowMs - this.#roundTripAtMs < ROUND_TRIP_EVERY_MS) return;
    this.#roundTripAtMs = nowMs;
    this.#options.producer.getStats().then(
      stats => {
        const measured = stats.flatMap(({ roundTripTime }) => roundTripTime || []);
        if (measured.length > 0) this.#roundTripMs = Math.min(...measured);
      },
      // Ignored, because this fails only when the producer was closed.
      () => undefined,
    );
  }
}

/** Converts the worker's monotonic time, in whole ms, to `performance.now()` of this process. */
function momentOf(workerMs: number): number {
  const nowMs = performance.now();
  const agoMs = Number(process.hrtime.bigint() / 1_000n) / 1_000 - workerMs - 0.5;
  return Math.abs(agoMs) < CLOCK_DIFFERENCE_MAX_MS ? nowMs - agoMs : nowMs;
}

/** The median of this many samples is used, because some reports are delayed. */
const SAMPLES_MAX = 7;
const SAMPLES_MIN = 3;

interface Sample {
  /** Arrival time by this process's clock, minus sending time by the sender's clock. */
  differenceMs: number;
  roundTripMs: number | undefined;
}

/**
 * Estimates the difference between a sender's wall clock and this process's clock when reports arrive.
 * Assumes that reports travel for half of the shortest round trip, because longer round trips include delays.
 * Shared by all tracks of a page. Reads no clock.
 */
export class ClockOffset {
  readonly #samples: Sample[] = [];
  #lastAtMs = Number.NEGATIVE_INFINITY;
  /** Add this to the sender's time to get this process's time. Undefined before the third report. */
  ms: number | undefined;

  /** Takes a report. `ntpMs`: sending time by the sender's clock. `roundTripMs`: undefined until measured. */
  take(report: { ntpMs: number; arrivedAtMs: number; roundTripMs: number | undefined }): void {
    const { ntpMs, arrivedAtMs, roundTripMs } = report;
    // Counts all reports of one packet as one, so that a delayed packet doesn't weigh more.
    if (arrivedAtMs === this.#lastAtMs) return;
    this.#lastAtMs = arrivedAtMs;
    this.#samples.push({ differenceMs: arrivedAtMs - ntpMs, roundTripMs });
    if (this.#samples.length > SAMPLES_MAX) this.#samples.shift();
    if (this.#samples.length < SAMPLES_MIN) return;
    const differences = this.#samples.map(({ differenceMs }) => differenceMs).toSorted((a, b) => a - b);
    const roundTrips = this.#samples.flatMap(sample => sample.roundTripMs ?? []);
    const delayMs = roundTrips.length > 0 ? Math.min(...roundTrips) / 2 : 0;
    this.ms = (differences[Math.floor(differences.length / 2)] ?? 0) - delayMs;
  }
}
