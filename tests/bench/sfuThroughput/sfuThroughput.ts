import { setTimeout as delay } from 'node:timers/promises';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { median, percentile } from '../figure.ts';
import { createDtlsIdentity, type DtlsIdentity } from '../rtc/dtlsHandshake.ts';
import { createBareRooms } from './bareRooms.ts';
import { LoadThread } from './loadThread.ts';
import { createOurRooms } from './ourRooms.ts';
import { AUDIO, RECEIVERS_PER_ROOM, VIDEO } from './roomPlan.ts';
import type { Side } from './side.ts';

/**
 * What a packet costs in our rooms, and what it costs in a mediasoup worker alone.
 *
 * Both sides hold the same rooms: a candidate who sends a microphone and a camera of three layers, and three people who receive the
 * sound and the top layer. Ours are made through the media plane as the server makes them, with level observers, score events and the
 * Node side that goes with them; the bare ones with mediasoup's own calls. The packets come over loopback as a browser would send them
 * (ICE, DTLS, AEAD_AES_128_GCM, sender and receiver reports), but from a thread that encodes and decodes nothing, so that the load leaves
 * the processor to what is measured. Receivers take no part in bandwidth estimation: every round forwards the same packets on both sides.
 *
 * The figure counts packets in and out, per second of processor time (user and system) of the worker process and of the Node thread that
 * drives it. Only one side runs at a time, in turns, so that whatever else the machine does falls on both alike. It is a cost and not a
 * breaking point: the worker is never saturated.
 */
export const sfuThroughput: BenchCase = {
  name: 'sfu-throughput',
  measures: "packets per processor second through our sfu's rooms, beside a bare mediasoup worker",
  parameters: {
    rooms: { full: 16, quick: 2 },
    rounds: { full: 8, quick: 2 },
    seconds: { full: 4, quick: 1 },
  },
  async run(context) {
    await using folder = await temporaryFolder('bench');
    const identity = await createDtlsIdentity(folder.path);
    const rooms = context.parameter('rooms');
    const dtlsParameters = {
      role: 'client' as const,
      fingerprints: [{ algorithm: 'sha-256' as const, value: identity.fingerprint }],
    };
    context.progress(`${rooms} rooms on each side, each with ${RECEIVERS_PER_ROOM} receivers`);
    await using stack = new AsyncDisposableStack();
    const ours = await prepare(stack, await createOurRooms(rooms, dtlsParameters), identity);
    const bare = await prepare(stack, await createBareRooms(rooms, dtlsParameters), identity);
    await measure(context, { ours, bare, rooms });
  },
};

interface LoadedSide {
  side: Side;
  load: LoadThread;
}

interface Round {
  packets: number;
  /** Share of the packets due to receivers that did not come. */
  lost: number;
  workerS: number;
  nodeS: number;
}

async function prepare(stack: AsyncDisposableStack, side: Side, identity: DtlsIdentity): Promise<LoadedSide> {
  stack.defer(() => side.close());
  const load = await LoadThread.connect(side.plan, identity);
  stack.defer(() => load.close());
  return { side, load };
}

async function measure(
  context: BenchContext,
  { ours, bare, rooms }: { ours: LoadedSide; bare: LoadedSide; rooms: number },
): Promise<void> {
  const seconds = context.parameter('seconds');
  const results: { ours: Round; bare: Round }[] = [];
  for (let round = 1; round <= context.parameter('rounds'); round += 1) {
    // Whoever goes first in one round goes second in the next.
    const first = round % 2 === 1;
    const early = await runRound(first ? ours : bare, rooms, seconds);
    const late = await runRound(first ? bare : ours, rooms, seconds);
    const result = first ? { ours: early, bare: late } : { ours: late, bare: early };
    results.push(result);
    context.progress(
      `round ${round}: ours ${perSecond(result.ours)} packets/s (worker ${inMs(result.ours.workerS)} ms, Node ${inMs(result.ours.nodeS)} ms), ` +
        `bare ${perSecond(result.bare)} packets/s (worker ${inMs(result.bare.workerS)} ms, Node ${inMs(result.bare.nodeS)} ms)`,
    );
  }
  const figures = results.map(result => throughput(result.ours));
  const lost = Math.max(...results.flatMap(result => [result.ours.lost, result.bare.lost]));
  context.report({
    name: 'sfu-throughput',
    value: median(figures),
    unit: 'packets/s',
    n: results.length,
    p50: median(figures),
    p95: percentile(figures, 0.95),
    baseline: median(results.map(result => throughput(result.bare))),
    ratio: median(results.map(result => throughput(result.ours) / throughput(result.bare))),
    note:
      `packets in and out per processor second of worker and Node thread together, ${rooms} rooms; worker alone: ratio ` +
      `${median(results.map(workerRatio)).toFixed(3)}; ratios of single rounds ${spread(results.map(result => throughput(result.ours) / throughput(result.bare)))}; ` +
      `at most ${(lost * 100).toFixed(2)}% of packets missing in a round`,
  });
}

async function runRound({ side, load }: LoadedSide, rooms: number, seconds: number): Promise<Round> {
  await load.order('start');
  await delay(LAYERS_SEEN_MS);
  await side.resume();
  await settle(load, rooms);

  const before = { counts: await load.order('count'), ...(await processorTime(side)) };
  await delay(seconds * 1_000);
  const after = { counts: await load.order('count'), ...(await processorTime(side)) };
  await load.order('stop');

  const received = after.counts.received - before.counts.received;
  const sent = after.counts.sent - before.counts.sent;
  return {
    packets: received + sent,
    lost: Math.max(0, 1 - received / (sent * RECEIVED_PER_SENT)),
    workerS: after.workerS - before.workerS,
    nodeS: after.nodeS - before.nodeS,
  };
}

const AUDIO_PER_SECOND = 1_000 / AUDIO.packetMs;
const PER_FRAME = VIDEO.layers.map(({ packetsPerFrame }) => packetsPerFrame);
const SENT_PER_SECOND =
  AUDIO_PER_SECOND + VIDEO.framesPerSecond * PER_FRAME.reduce((sum, packets) => sum + packets, 0);
/** Every receiver gets the sound and the top layer. */
const RECEIVED_PER_SENT =
  (RECEIVERS_PER_ROOM * (AUDIO_PER_SECOND + VIDEO.framesPerSecond * (PER_FRAME.at(-1) ?? 0))) /
  SENT_PER_SECOND;

/** By then all layers of every camera have shown themselves. */
const LAYERS_SEEN_MS = 300;
const SETTLE_LOOK_MS = 500;
const SETTLE_TIMEOUT_MS = 15_000;

/** Waits until every receiver gets the sound and the top layer. */
async function settle(load: LoadThread, rooms: number): Promise<void> {
  const due = (receivedPerSecond(rooms) * SETTLE_LOOK_MS) / 1_000;
  const giveUpAt = performance.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    const before = await load.order('count');
    await delay(SETTLE_LOOK_MS);
    const after = await load.order('count');
    const got = after.received - before.received;
    if (got > due * 0.95) return;
    if (performance.now() > giveUpAt)
      throw new Error(
        `Of ${due} packets that receivers were due, ${got} came: the rooms do not forward everything.`,
      );
  }
}

function receivedPerSecond(rooms: number): number {
  return rooms * SENT_PER_SECOND * RECEIVED_PER_SENT;
}

async function processorTime(side: Side): Promise<{ workerS: number; nodeS: number }> {
  const { ru_utime, ru_stime } = await side.worker.getResourceUsage();
  const { user, system } = process.threadCpuUsage();
  return { workerS: (ru_utime + ru_stime) / 1_000, nodeS: (user + system) / 1_000_000 };
}

function throughput({ packets, workerS, nodeS }: Round): number {
  return packets / (workerS + nodeS);
}

function workerRatio({ ours, bare }: { ours: Round; bare: Round }): number {
  return ours.packets / ours.workerS / (bare.packets / bare.workerS);
}

function perSecond(round: Round): number {
  return Math.round(throughput(round));
}

function inMs(seconds: number): number {
  return Math.round(seconds * 1_000);
}

function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}`;
}
