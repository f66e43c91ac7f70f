import { setTimeout as delay } from 'node:timers/promises';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { median, percentile } from '../figure.ts';
import { createDtlsIdentity, type DtlsIdentity } from '../rtc/dtlsHandshake.ts';
import { createBareRooms } from './bareRooms.ts';
import type { LoadCounts } from './load.ts';
import { LoadThread } from './loadThread.ts';
import { createOurRooms } from './ourRooms.ts';
import { RECEIVED_PER_SENT, RECEIVERS_PER_ROOM, receivedPerSecond } from './roomPlan.ts';
import type { Side } from './side.ts';

/**
 * What a packet costs in our rooms, and what it costs in a mediasoup worker alone.
 *
 * Both sides have the same rooms: a candidate who sends a microphone and a camera of three layers, and three people who receive the sound
 * and the top layer. Ours are created through the media plane as the server does, with level observers, score events, and the Node side;
 * the bare ones with mediasoup's API. Packets come over loopback as browsers send them (ICE, DTLS, AEAD_AES_128_GCM, sender and receiver
 * reports), but from threads that don't encode or decode, which leaves the processor to the measured part. Receivers don't take part in
 * bandwidth estimation: both sides forward the same packets.
 *
 * The figure counts packets in and out per second of processor time (user and system) of the worker process and of the Node thread that
 * drives it. Both sides run at the same time, and each round compares the same seconds, so other load or a changed clock rate affects both.
 * One Node thread drives both sides and is counted for ours only. This is a cost and not a breaking point: no worker is saturated.
 */
export const sfuThroughput: BenchCase = {
  name: 'sfu-throughput',
  measures: "packets per processor second through our sfu's rooms, and through a bare mediasoup worker",
  figures: ['sfu-throughput'],
  parameters: {
    rooms: { full: 8, quick: 2 },
    rounds: { full: 30, quick: 3 },
    seconds: { full: 2, quick: 1 },
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
    await Promise.all([flow(ours, rooms), flow(bare, rooms)]);
    await measure(context, ours, bare);
  },
};

interface LoadedSide {
  side: Side;
  load: LoadThread;
}

/** Results of one side in one round. */
interface Round {
  packets: number;
  /** Share of the packets due to receivers that didn't arrive. */
  lost: number;
  workerS: number;
}

interface Pair {
  ours: Round;
  bare: Round;
  nodeS: number;
}

async function prepare(stack: AsyncDisposableStack, side: Side, identity: DtlsIdentity): Promise<LoadedSide> {
  stack.defer(() => side.close());
  const load = await LoadThread.connect(side.plan, identity);
  stack.defer(() => load.close());
  return { side, load };
}

/** All layers of every camera have been detected by then. */
const LAYERS_SEEN_MS = 300;
/** How long packets are counted to check whether all of them flow. */
const SETTLE_WINDOW_MS = 500;
const SETTLE_TIMEOUT_MS = 20_000;

/** Starts the packets and waits until every receiver gets the sound and the top layer. */
async function flow({ side, load }: LoadedSide, rooms: number): Promise<void> {
  await load.order('start');
  await delay(LAYERS_SEEN_MS);
  await side.resume();
  const due = (receivedPerSecond(rooms) * SETTLE_WINDOW_MS) / 1_000;
  const giveUpAt = performance.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    const before = await load.order('count');
    await delay(SETTLE_WINDOW_MS);
    const after = await load.order('count');
    const got = after.received - before.received;
    if (got > due * 0.9) return;
    if (performance.now() > giveUpAt)
      throw new Error(`Of ${due} packets that receivers were due, ${got} came: not everything is forwarded.`);
  }
}

/** Packets dropped by an overloaded load or a full socket never reached the worker. */
const LOST_MAX = 0.02;
const ATTEMPTS_PER_ROUND = 2;

async function measure(context: BenchContext, ours: LoadedSide, bare: LoadedSide): Promise<void> {
  const wanted = context.parameter('rounds');
  const pairs: Pair[] = [];
  const spoiled: Pair[] = [];
  for (let round = 1; pairs.length < wanted && round <= wanted * ATTEMPTS_PER_ROUND; round += 1) {
    const pair = await runRound(ours, bare, context.parameter('seconds'));
    const complete = Math.max(pair.ours.lost, pair.bare.lost) <= LOST_MAX;
    (complete ? pairs : spoiled).push(pair);
    context.progress(
      `round ${round}: ${described(pair)}${complete ? '' : '; too many packets missing to count'}`,
    );
  }
  // On a machine that is never idle, disturbed rounds are better than none; the note says so.
  report(context, pairs.length > 0 ? pairs : spoiled);
}

async function runRound(ours: LoadedSide, bare: LoadedSide, seconds: number): Promise<Pair> {
  const windowMs = seconds * 1_000;
  const read = () => Promise.all([readSide(ours), readSide(bare), nodeSeconds()] as const);
  const [oursBefore, bareBefore, nodeBefore] = await read();
  await delay(windowMs);
  const [oursAfter, bareAfter, nodeAfter] = await read();
  return {
    ours: roundBetween(oursBefore, oursAfter),
    bare: roundBetween(bareBefore, bareAfter),
    nodeS: nodeAfter - nodeBefore,
  };
}

interface Reading extends LoadCounts {
  workerS: number;
}

async function readSide({ side, load }: LoadedSide): Promise<Reading> {
  const [counts, usage] = await Promise.all([load.order('count'), side.worker.getResourceUsage()]);
  return { ...counts, workerS: (usage.ru_utime + usage.ru_stime) / 1_000 };
}

function nodeSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000_000;
}

function roundBetween(before: Reading, after: Reading): Round {
  const sent = after.sent - before.sent;
  const received = after.received - before.received;
  return {
    packets: sent + received,
    lost: Math.max(0, 1 - received / (sent * RECEIVED_PER_SENT)),
    workerS: after.workerS - before.workerS,
  };
}

function report(context: BenchContext, pairs: readonly Pair[]): void {
  const ours = pairs.map(oursThroughput);
  const ratios = pairs.map(pair => oursThroughput(pair) / bareThroughput(pair));
  const workerRatios = pairs.map(
    ({ ours, bare }) => ours.packets / ours.workerS / (bare.packets / bare.workerS),
  );
  const lost = Math.max(...pairs.flatMap(pair => [pair.ours.lost, pair.bare.lost]));
  context.report({
    name: 'sfu-throughput',
    value: median(ours),
    unit: 'packets/s',
    n: pairs.length,
    p50: median(ours),
    p95: percentile(ours, 0.95),
    baseline: median(pairs.map(bareThroughput)),
    ratio: median(ratios),
    note:
      `packets in and out per processor second of worker and Node thread together, ${context.parameter('rooms')} rooms a side; ` +
      `ratio is the median of the rounds' own (middle half ${percentile(ratios, 0.25).toFixed(3)} to ${percentile(ratios, 0.75).toFixed(3)}); ` +
      `worker alone ${median(workerRatios).toFixed(3)}; at most ${(lost * 100).toFixed(1)}% of packets missing`,
  });
}

function oursThroughput({ ours, nodeS }: Pair): number {
  return ours.packets / (ours.workerS + nodeS);
}

function bareThroughput({ bare }: Pair): number {
  return bare.packets / bare.workerS;
}

function described(pair: Pair): string {
  const inMs = (seconds: number) => Math.round(seconds * 1_000);
  return (
    `ours ${Math.round(oursThroughput(pair))} packets/s (worker ${inMs(pair.ours.workerS)} ms, Node ${inMs(pair.nodeS)} ms), ` +
    `bare ${Math.round(bareThroughput(pair))} packets/s (worker ${inMs(pair.bare.workerS)} ms)`
  );
}
