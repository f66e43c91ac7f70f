import { setTimeout as delay } from 'node:timers/promises';
import type { PlayoutFigures } from '../../../sfu/player/PlayoutClock.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { compared, median, percentile } from '../figure.ts';
import { createDtlsIdentity, type DtlsIdentity } from '../rtc/dtlsHandshake.ts';
import { LoadThread } from '../sfuThroughput/loadThread.ts';
import { createBareRecruiters } from './bareRecruiters.ts';
import { createOurRecruiters, type OurRecruiters } from './ourRecruiters.ts';
import type { PlayingCost, PlayingSide } from './playingSide.ts';
import { realisticClip } from './realisticClip.ts';

/**
 * What a playing recruiter costs: its share of the Node thread that plays, and of the media worker that encrypts and sends, with one
 * receiver (ICE, DTLS, AEAD_AES_128_GCM) that doesn't decode. All recruiters loop the same clip of about 400 kbit/s, each in a room of its
 * own.
 *
 * The baseline sends the same prepared packets from a bare loop to a bare mediasoup worker. It runs on a thread of its own at the same
 * time, so that other load affects both sides. Counts the processor time of the two Node threads and the two worker processes; the
 * receivers, on a third thread, don't count.
 *
 * `recruiter-cost.late` is the share of packets that left Node more than 20 ms after they were due.
 */
export const recruiterCost: BenchCase = {
  name: 'recruiter-cost',
  measures: 'processor cores per playing recruiter, and for the same packets from a bare loop',
  figures: ['recruiter-cost', 'recruiter-cost.late'],
  parameters: {
    recruiters: { full: 50, quick: 3 },
    rounds: { full: 12, quick: 2 },
    seconds: { full: 4, quick: 1 },
  },
  async run(context) {
    await using folder = await temporaryFolder('bench');
    const identity = await createDtlsIdentity(folder.path);
    const dtlsParameters = {
      role: 'client' as const,
      fingerprints: [{ algorithm: 'sha-256' as const, value: identity.fingerprint }],
    };
    const clip = await realisticClip();
    const count = context.parameter('recruiters');
    context.progress(`${count} recruiters on each side; a clip of ${clip.file.length} bytes`);
    await using stack = new AsyncDisposableStack();
    const ours = await createOurRecruiters(count, clip, dtlsParameters);
    stack.defer(() => ours.close());
    const bare = await createBareRecruiters({ count, clip, dtlsParameters });
    stack.defer(() => bare.close());
    const received = await Promise.all([ours, bare].map(side => receive(stack, side, identity)));
    await measure(context, ours, bare, received);
  },
};

async function receive(
  stack: AsyncDisposableStack,
  { receivers }: PlayingSide,
  identity: DtlsIdentity,
): Promise<LoadThread> {
  const load = await LoadThread.connect({ senders: [], receivers }, identity);
  stack.defer(() => load.close());
  // Receivers report their packets from now on.
  await load.order('start');
  return load;
}

interface Round {
  ours: SideRound;
  bare: SideRound;
}

/** Cores and packets per second of one side's recruiters. */
interface SideRound {
  nodeCores: number;
  workerCores: number;
  sent: number;
  received: number;
}

async function measure(
  context: BenchContext,
  ours: OurRecruiters,
  bare: PlayingSide,
  received: readonly LoadThread[],
): Promise<void> {
  const count = context.parameter('recruiters');
  const seconds = context.parameter('seconds');
  // A warm-up, which drains what has queued up during connecting.
  await runRound(ours, bare, received, seconds);
  const before = ours.service.playoutFigures;
  const rounds: Round[] = [];
  for (let round = 1; round <= context.parameter('rounds'); round += 1) {
    rounds.push(await runRound(ours, bare, received, seconds));
    context.progress(`round ${round}: ${described(rounds.at(-1), count)}`);
  }
  const lateness = between(before, ours.service.playoutFigures);
  report(context, rounds, count);
  context.report({
    name: 'recruiter-cost.late',
    value: lateness.lateBy20Ms / lateness.packets,
    unit: 'share',
    n: lateness.packets,
    note:
      `of the packets of ${count} recruiters, more than 20 ms after they were due; more than 40 ms: ` +
      `${((lateness.lateBy40Ms / lateness.packets) * 100).toFixed(3)}%; worst since the start ${lateness.worstLateMs.toFixed(0)} ms; ` +
      `stalls ${lateness.stalls}`,
  });
}

async function runRound(
  ours: PlayingSide,
  bare: PlayingSide,
  received: readonly LoadThread[],
  seconds: number,
): Promise<Round> {
  const read = () =>
    Promise.all([ours.read(), bare.read(), Promise.all(received.map(load => load.order('count')))] as const);
  const [oursBefore, bareBefore, countsBefore] = await read();
  const startedAt = performance.now();
  await delay(seconds * 1_000);
  const [oursAfter, bareAfter, countsAfter] = await read();
  const elapsedS = (performance.now() - startedAt) / 1_000;
  const side = (from: PlayingCost, to: PlayingCost, index: number): SideRound => ({
    nodeCores: (to.nodeS - from.nodeS) / elapsedS,
    workerCores: (to.workerS - from.workerS) / elapsedS,
    sent: (to.packets - from.packets) / elapsedS,
    received: ((countsAfter[index]?.received ?? 0) - (countsBefore[index]?.received ?? 0)) / elapsedS,
  });
  return { ours: side(oursBefore, oursAfter, 0), bare: side(bareBefore, bareAfter, 1) };
}

function between(before: PlayoutFigures, after: PlayoutFigures): PlayoutFigures {
  return {
    ...after,
    packets: after.packets - before.packets,
    lateBy20Ms: after.lateBy20Ms - before.lateBy20Ms,
    lateBy40Ms: after.lateBy40Ms - before.lateBy40Ms,
    stalls: after.stalls - before.stalls,
  };
}

function report(context: BenchContext, rounds: readonly Round[], count: number): void {
  const ours = rounds.map(round => cores(round.ours) / count);
  const bare = rounds.map(round => cores(round.bare) / count);
  const ratios = rounds.map(round => cores(round.ours) / cores(round.bare));
  const nodeShare = median(rounds.map(round => round.ours.nodeCores / cores(round.ours)));
  const perPacketUs = (side: (round: Round) => number, packets: (round: Round) => number) =>
    median(rounds.map(round => (side(round) / packets(round)) * 1_000_000)).toFixed(1);
  const lost = Math.max(...rounds.map(round => 1 - round.ours.received / round.ours.sent));
  context.report({
    name: 'recruiter-cost',
    value: median(ours),
    unit: 'cores',
    n: rounds.length,
    p50: median(ours),
    p95: percentile(ours, 0.95),
    ...compared(median(ours), median(bare)),
    ratio: median(ratios),
    note:
      `cores per recruiter with one receiver, ${count} at a time, Node and worker together (${(nodeShare * 100).toFixed(0)}% Node); ` +
      `Node ${perPacketUs(
        round => round.ours.nodeCores,
        round => round.ours.sent,
      )} µs a packet, a bare loop ${perPacketUs(
        round => round.bare.nodeCores,
        round => round.bare.sent,
      )} µs; at most ${(Math.max(0, lost) * 100).toFixed(1)}% of packets missing in a round`,
  });
}

function cores({ nodeCores, workerCores }: SideRound): number {
  return nodeCores + workerCores;
}

function described(round: Round | undefined, count: number): string {
  if (!round) return 'nothing';
  const one = (side: SideRound) =>
    `${(cores(side) / count).toFixed(5)} cores (Node ${(side.nodeCores / count).toFixed(5)}), ${Math.round(side.sent)} packets/s sent, ${Math.round(side.received)} received`;
  return `ours ${one(round.ours)}; bare ${one(round.bare)}`;
}
