import { SenderClock } from '../../sfu/recorder/stream/SenderClock.ts';
import { seededRandom } from '../../shared/agreement/estimate.ts';
import type { JournalLineOf } from '../../shared/recording/journal.ts';

/** A person who sends over a network, as numbers only. Times are in milliseconds; spans count from the sender's first packet. */
export interface SenderPlan {
  kind: 'audio' | 'video';
  seed: number;
  /** When the first packet is captured, on the recording process's clock. */
  capturedAt: number;
  lengthMs: number;
  /** By how much the sender's clock runs fast. */
  driftPpm?: number;
  /** From capture to the server. */
  delayMs?: number;
  /** Average of the added delay; some packets have three times as much and hold up the following ones. */
  jitterMs?: number;
  lossShare?: number;
  /** Capture stops, and the sender's clock with it. */
  stalls?: readonly { fromMs: number; toMs: number }[];
  mutes?: readonly { fromMs: number; toMs: number }[];
  /** By how much the media worker's clock is ahead of the recording process's. */
  workerAheadMs?: number;
  /**
   * Intervals between the sender's own reports, in milliseconds, repeated from the first. Absent: reports by the worker, one per second.
   */
  ownReportsApartMs?: readonly number[];
}

export interface SentPacket {
  ticks: number;
  /** The true capture time. */
  capturedAt: number;
}

/** Journal lines that a recorder would write, and the true capture time of each packet. */
export interface HandMadeSender {
  packets: SentPacket[];
  clockRate: number;
  first: JournalLineOf<'first'>;
  report: JournalLineOf<'report'>[];
  arrival: JournalLineOf<'arrival'>[];
  stall: JournalLineOf<'stall'>[];
}

const PACKET_MS = { audio: 20, video: 1_000 / 30 };
const CLOCK_RATE = { audio: 48_000, video: 90_000 };
/** The intervals of browsers. */
const SENDER_REPORT_EVERY_MS = { audio: 5_000, video: 1_000 };
const WORKER_REPORT_EVERY_MS = 1_000;
/** Constants of mediasoup: `RemoteClockOffsetEstimator`, `MaxSenderReportInterpolationMs`, `MaxSenderReportReferenceAgeMs`. */
const OFFSET_SAMPLES_MIN = 3;
const OFFSET_SAMPLES_MAX = 7;
const INTERPOLATION_MAX_MS = 10_000;
const REFERENCE_AGE_MAX_MS = 2_000;

export function handMadeSender(plan: SenderPlan): HandMadeSender {
  const { kind, capturedAt, workerAheadMs = 0 } = plan;
  const random = seededRandom(plan.seed);
  const clockRate = CLOCK_RATE[kind];
  const packets = arrivalsOf(plan, random);
  const arrival: JournalLineOf<'arrival'>[] = [];
  const stall: JournalLineOf<'stall'>[] = [];
  const clock = new SenderClock(clockRate, {
    stalled: ({ arrivedAtMs, ...rest }) => stall.push({ kind: 'stall', at: arrivedAtMs, ...rest }),
    leastDelayed: ({ arrivedAtMs, ticks }) => arrival.push({ kind: 'arrival', at: arrivedAtMs, ticks }),
  });
  for (const { ticks, arrivedAt } of packets) clock.take(ticks >>> 0, arrivedAt);
  clock.end();
  return {
    packets,
    clockRate,
    first: { kind: 'first', at: packets[0]?.arrivedAt ?? capturedAt, rtp: 0 },
    report: (plan.ownReportsApartMs ? ownReports : workerReports)(plan, packets, random).map(
      ({ at, ticks, now }) => ({ kind: 'report', at, ticks, ntpMs: now + workerAheadMs }),
    ),
    arrival,
    stall,
  };
}

interface ArrivedPacket extends SentPacket {
  arrivedAt: number;
}

type Random = ReturnType<typeof seededRandom>;

/** A number between 0 and 1. */
const share = (random: Random) => random(1_000_000) / 1_000_000;
const exponential = (random: Random, mean: number) => -Math.log(1 - share(random)) * mean;

function delayOf({ delayMs = 0, jitterMs = 0 }: SenderPlan, random: Random): number {
  return delayMs + exponential(random, jitterMs) * (random(20) === 0 ? 3 : 1);
}

function arrivalsOf(plan: SenderPlan, random: Random): ArrivedPacket[] {
  const { kind, capturedAt, lengthMs, driftPpm = 0, lossShare = 0, stalls = [], mutes = [] } = plan;
  const packets: ArrivedPacket[] = [];
  // Real time in which the sender's clock advances by one packet.
  const stepMs = PACKET_MS[kind] / (1 + driftPpm / 1e6);
  let arrivedAt = 0;
  let atMs = 0;
  for (let index = 0; atMs < lengthMs; index += 1) {
    const stalled = stalls.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
    if (stalled) atMs = stalled.toMs;
    const isMuted = mutes.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
    // The first packet is always sent: all others count from it.
    const isSent = !isMuted && (index === 0 || share(random) >= lossShare);
    if (isSent) {
      arrivedAt = Math.max(arrivedAt, capturedAt + atMs + delayOf(plan, random));
      const ticks = Math.round((index * PACKET_MS[kind] * CLOCK_RATE[kind]) / 1_000);
      packets.push({ ticks, capturedAt: capturedAt + atMs, arrivedAt });
    }
    atMs += stepMs;
  }
  return packets;
}

interface SenderReport {
  arrivedAt: number;
  /** The sender's own clock; equals real time here. */
  ntp: number;
  ticks: number;
}

/** Returns the last packet up to a moment. Moments must be passed in ascending order. */
function lastUpTo(packets: readonly ArrivedPacket[], momentOf: (packet: ArrivedPacket) => number) {
  let next = 0;
  return (moment: number): ArrivedPacket | undefined => {
    for (let packet = packets[next]; packet && momentOf(packet) <= moment; packet = packets[next]) next += 1;
    return packets[next - 1];
  };
}

/** Sender reports as browsers send them: while capture is stopped, they continue counting from the last frame. */
function senderReports(plan: SenderPlan, packets: readonly ArrivedPacket[], random: Random): SenderReport[] {
  const reports: SenderReport[] = [];
  const captured = lastUpTo(packets, ({ capturedAt }) => capturedAt);
  const apart = plan.ownReportsApartMs ?? [SENDER_REPORT_EVERY_MS[plan.kind]];
  const every = (index: number) => apart[index % apart.length] ?? 0;
  let ntp = plan.capturedAt + every(0) / 2;
  for (let index = 0; ntp < plan.capturedAt + plan.lengthMs; index += 1, ntp += every(index)) {
    const last = captured(ntp);
    if (!last) continue;
    const ticks = last.ticks + ((ntp - last.capturedAt) * CLOCK_RATE[plan.kind]) / 1_000;
    reports.push({ ntp, ticks, arrivedAt: ntp + delayOf(plan, random) });
  }
  return reports;
}

/** Reports as `SenderReports` of the recorder writes them: placed by arrival minus the network delay, from the third one on. */
function ownReports(plan: SenderPlan, packets: readonly ArrivedPacket[], random: Random) {
  const reports = senderReports(plan, packets, random);
  return reports.slice(OFFSET_SAMPLES_MIN - 1).map(({ ntp, ticks, arrivedAt }, index) => {
    const offsetMs = offsetOf(plan, reports.slice(0, index + OFFSET_SAMPLES_MIN));
    const agoMs = arrivedAt - ntp - offsetMs;
    const now = arrivedAt;
    return { at: arrivedAt, ticks: Math.round(ticks + (agoMs * CLOCK_RATE[plan.kind]) / 1_000), now };
  });
}

/** The reports that mediasoup generates for forwarded packets. */
function workerReports(plan: SenderPlan, packets: readonly ArrivedPacket[], random: Random) {
  const ticksPerMs = CLOCK_RATE[plan.kind] / 1_000;
  const reports = senderReports(plan, packets, random);
  const arrived = lastUpTo(packets, ({ arrivedAt }) => arrivedAt);
  const begin = packets[0]?.arrivedAt ?? 0;
  const made: { at: number; ticks: number; now: number }[] = [];
  for (let now = begin + 300; now < plan.capturedAt + plan.lengthMs; now += WORKER_REPORT_EVERY_MS) {
    const newest = arrived(now);
    if (!newest || now - newest.arrivedAt > REFERENCE_AGE_MAX_MS) continue;
    const known = reports.filter(({ arrivedAt }) => arrivedAt <= newest.arrivedAt);
    const captured = capturedBy(plan, known, newest.ticks) ?? newest.arrivedAt;
    const ticks = newest.ticks + Math.max(0, now - captured) * ticksPerMs;
    made.push({ at: now + 0.3 + exponential(random, 1), ticks: Math.round(ticks), now });
  }
  return made;
}

function capturedBy(plan: SenderPlan, known: readonly SenderReport[], ticks: number): number | undefined {
  const last = known.at(-1);
  if (!last || known.length < OFFSET_SAMPLES_MIN) return undefined;
  const sinceMs = ((ticks - last.ticks) * 1_000) / CLOCK_RATE[plan.kind];
  if (Math.abs(sinceMs) > INTERPOLATION_MAX_MS) return undefined;
  return last.ntp + sinceMs + offsetOf(plan, known);
}

/** Subtracts half of the round trip, which is symmetric here. */
function offsetOf({ delayMs = 0 }: SenderPlan, known: readonly SenderReport[]): number {
  const samples = known
    .slice(-OFFSET_SAMPLES_MAX)
    .map(({ ntp, arrivedAt }) => arrivedAt - ntp - delayMs)
    .sort((a, b) => a - b);
  return samples[samples.length >> 1] ?? 0;
}
