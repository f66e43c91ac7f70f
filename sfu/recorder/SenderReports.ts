import type { types } from 'mediasoup';
import { z } from 'zod';
import type { ClockOffset } from './stream/ClockOffset.ts';

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

/** Seconds from 1900, where NTP begins to count, to 1970. */
const NTP_EPOCH_S = 2_208_988_800;
/** Of a page that has just come the first ones are often held up, because it is busy. */
const ROUND_TRIP_EVERY_MS = 1_000;
/** A moment further off than this is nothing that the worker's clock could have said. */
const CLOCKS_APART_MAX_MS = 5_000;

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
    this.#askRoundTrip(arrivedAtMs);
    offset.take({ ntpMs, arrivedAtMs, roundTripMs: this.#roundTripMs });
    const isRecorded = !isSimulcast || this.#layer?.ssrc === ssrc;
    if (isRecorded) this.#hasReported = true;
    if (offset.ms === undefined || !isRecorded) return;
    const agoMs = arrivedAtMs - ntpMs - offset.ms;
    const sent = rtpTs + Math.round((agoMs * clockRate) / 1_000);
    onMoment({ timestamp: (sent - (this.#layer?.shift ?? 0)) >>> 0, atMs: arrivedAtMs });
  }

  /** The worker measures it by RTCP. */
  #askRoundTrip(nowMs: number): void {
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
  return Math.abs(agoMs) < CLOCKS_APART_MAX_MS ? nowMs - agoMs : nowMs;
}
