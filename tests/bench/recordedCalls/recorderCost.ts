import { setTimeout as delay } from 'node:timers/promises';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { compared, median, percentile } from '../figure.ts';
import { RecordedCalls } from './RecordedCalls.ts';

/** Files are open by then, and key frames have arrived. */
const SETTLE_MS = 1_500;
/** Largest deviation from the median receive rate: rounds with an overloaded or catching-up load aren't comparable. */
const RATE_OFF_MAX = 0.03;
const ATTEMPTS_PER_ROUND = 2;

/**
 * What recording a two-person interview costs: 640x360 at 25 frames per second, 500 kbit/s each (simulcast, with a small second layer),
 * with sound. Each round measures the same calls recorded and not recorded, in alternating order. The value is the additional cost of
 * recording, files synced to the disk included; the baseline is the call without it.
 *
 * Counts the processor time of the media workers and of the whole Node process except the load's thread: main thread, garbage collector,
 * and the threads that write files.
 */
export const recorderCost: BenchCase = {
  name: 'recorder-cost',
  measures: 'processor cores that recording adds per two-person interview, and of the call without it',
  figures: ['recorder-cost', 'recorder-cost.whole'],
  parameters: {
    calls: { full: 10, quick: 2 },
    rounds: { full: 12, quick: 2 },
    seconds: { full: 5, quick: 2 },
  },
  async run(context) {
    const count = context.parameter('calls');
    context.progress(`${count} calls of two people`);
    await using calls = await RecordedCalls.open({ calls: count, workers: 1 });
    await calls.load.order('start');
    await delay(SETTLE_MS);
    const wanted = context.parameter('rounds');
    const all: Round[] = [];
    for (let round = 0; usable(all).length < wanted && round < wanted * ATTEMPTS_PER_ROUND; round += 1) {
      const measured = await runRound(calls, context.parameter('seconds') * 1_000, round % 2 === 0);
      all.push(measured);
      context.progress(`round ${round + 1}: ${described(measured, count)}`);
    }
    const rounds = usable(all);
    // On a machine that is never idle, disturbed rounds are better than none; the note says so.
    report(context, rounds.length > 0 ? rounds : all, all.length - rounds.length);
  },
};

/** Cores of all calls together, and packets received per second. */
interface Window {
  nodeCores: number;
  workerCores: number;
  received: number;
}

interface Round {
  recorded: Window;
  plain: Window;
}

async function runRound(calls: RecordedCalls, windowMs: number, isRecordedFirst: boolean): Promise<Round> {
  if (!isRecordedFirst) {
    const plain = await measure(calls, windowMs);
    return { plain, recorded: await measureRecorded(calls, windowMs) };
  }
  const recorded = await measureRecorded(calls, windowMs);
  return { recorded, plain: await measure(calls, windowMs) };
}

async function measureRecorded(calls: RecordedCalls, windowMs: number): Promise<Window> {
  await calls.startRecording();
  await delay(SETTLE_MS);
  const window = await measure(calls, windowMs);
  await calls.stopRecording();
  await calls.releaseRecording();
  await delay(SETTLE_MS);
  return window;
}

async function measure(calls: RecordedCalls, windowMs: number): Promise<Window> {
  const before = await calls.read();
  const sinceMs = performance.now();
  await delay(windowMs);
  const after = await calls.read();
  const elapsedS = (performance.now() - sinceMs) / 1_000;
  return {
    nodeCores: (after.nodeS - before.nodeS) / elapsedS,
    workerCores: (after.workersS - before.workersS) / elapsedS,
    received: (after.received - before.received) / elapsedS,
  };
}

/** Rounds with the same load, recorded or not. */
function usable(rounds: readonly Round[]): Round[] {
  if (rounds.length === 0) return [];
  const usual = median(rounds.flatMap(({ recorded, plain }) => [recorded.received, plain.received]));
  const isUsual = ({ received }: Window) => Math.abs(received / usual - 1) <= RATE_OFF_MAX;
  return rounds.filter(({ recorded, plain }) => isUsual(recorded) && isUsual(plain));
}

function report(context: BenchContext, rounds: readonly Round[], spoiled: number): void {
  const count = context.parameter('calls');
  const added = rounds.map(({ recorded, plain }) => (cores(recorded) - cores(plain)) / count);
  const addedNode = rounds.map(({ recorded, plain }) => (recorded.nodeCores - plain.nodeCores) / count);
  const plain = median(rounds.map(round => cores(round.plain) / count));
  const whole = rounds.map(round => cores(round.recorded) / count);
  context.report({
    name: 'recorder-cost',
    value: median(added),
    unit: 'cores',
    n: rounds.length,
    p50: median(added),
    p95: percentile(added, 0.95),
    ...compared(median(added), plain),
    note:
      `added per interview of two at 640x360 and 25 fps, ${count} at a time (${((median(addedNode) / median(added)) * 100).toFixed(0)}% Node); ` +
      `baseline: the call itself; ${spoiled} more rounds in which not the same was sent and received`,
  });
  context.report({
    name: 'recorder-cost.whole',
    value: median(whole),
    unit: 'cores',
    n: rounds.length,
    p50: median(whole),
    p95: percentile(whole, 0.95),
    ...compared(median(whole), plain),
    note: 'a recorded call, all that the media server does for it included; baseline: the same call, not recorded',
  });
}

function cores({ nodeCores, workerCores }: Window): number {
  return nodeCores + workerCores;
}

function described({ recorded, plain }: Round, count: number): string {
  const one = (window: Window) =>
    `${(cores(window) / count).toFixed(4)} cores a call (Node ${(window.nodeCores / count).toFixed(4)}), ${Math.round(window.received)} packets/s`;
  return `recorded ${one(recorded)}; not recorded ${one(plain)}`;
}
