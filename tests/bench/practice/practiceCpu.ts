import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { compared, median, percentile } from '../figure.ts';
import { PracticeServer } from './practiceServer.ts';
import { type Cost, type Finished, PracticingCrowd, type Recorded } from './practicingCrowd.ts';
import { outcomeOf, Strangers } from './strangers.ts';

/** Files are open by then, and the recruiter has detected everyone's speech. */
const SETTLE_MS = 3_000;
/** Work that the burst causes is measured with it. */
const AFTER_BURST_MS = 3_000;

type Measured = Cost & { received: number; loadCores: number };

/**
 * What a practice session costs a server with media in the same process, as `npm start` runs it: the recruiter plays to one candidate, who answers
 * continuously with microphone and camera (640x360, 25 frames per second, 500 kbit/s, real video), and is recorded. All sessions run at the same
 * time; the candidates' sockets and media are in another process. Counts the processor time of the server's process and of its media workers.
 *
 * - `practice.cpu`: cores per recorded session; the baseline is the same sessions with the recording declined.
 * - `practice.cpu.main`: of that, the server's main thread, which is the first bottleneck on many cores.
 * - `practice.cpu.finishing`: cost of making recordings playable, at low priority, in cores per continuously repeated session;
 *   `practice.cpu.composing`: cost of the composed file for download, at the lowest priority, one at a time.
 * - `practice.missing`: packets of the recorded sessions in no file, while a crowd of strangers starts practice simultaneously.
 */
export const practiceCpu: BenchCase = {
  name: 'practice.cpu',
  measures: 'processor cores per practice session, and whether a crowd of strangers harms those that run',
  figures: [
    'practice.cpu',
    'practice.cpu.main',
    'practice.cpu.finishing',
    'practice.cpu.composing',
    'practice.missing',
  ],
  parameters: {
    sessions: { full: 10, quick: 2 },
    rounds: { full: 8, quick: 2 },
    seconds: { full: 5, quick: 1 },
    strangers: { full: 200, quick: 20 },
  },
  async run(context) {
    const sessions = context.parameter('sessions');
    await using server = await PracticeServer.start({ sessions, workers: availableParallelism() });
    context.progress(`${sessions} sessions without a recording`);
    const plain = await measurePlain(context, server);
    const strangers = await Strangers.prepare(server, context.parameter('strangers'));
    context.progress(`${sessions} sessions with a recording`);
    await using crowd = await PracticingCrowd.open(server, sessions, true);
    const recorded = await measureRounds(context, crowd);
    let outcome = '';
    const burst = await crowd.measure(async () => {
      outcome = outcomeOf(await strangers.start());
      await strangers.ask();
      await delay(AFTER_BURST_MS);
    });
    context.progress(
      `${context.parameter('strangers')} simultaneous strangers: ${outcome}; ${described(burst, sessions)}`,
    );
    await crowd.finish();
    const files = await crowd.recorded();
    reportCost(context, recorded, plain);
    reportMissing(context, files, outcome);
    context.progress('the recordings are finished');
    reportFinishing(context, await crowd.untilFinished());
  },
};

async function measurePlain(context: BenchContext, server: PracticeServer): Promise<Measured[]> {
  await using crowd = await PracticingCrowd.open(server, context.parameter('sessions'), false);
  const rounds = await measureRounds(context, crowd);
  await crowd.finish();
  return rounds;
}

async function measureRounds(context: BenchContext, crowd: PracticingCrowd): Promise<Measured[]> {
  const sessions = context.parameter('sessions');
  const rounds: Measured[] = [];
  await delay(SETTLE_MS);
  for (let round = 1; round <= context.parameter('rounds'); round += 1) {
    const measured = await crowd.measure(() => delay(context.parameter('seconds') * 1_000));
    rounds.push(measured);
    context.progress(`round ${round}: ${described(measured, sessions)}`);
  }
  if (crowd.answering < sessions)
    throw new Error(`Only ${crowd.answering} of ${sessions} candidates were listened to until the end.`);
  return rounds;
}

function reportCost(context: BenchContext, recorded: readonly Measured[], plain: readonly Measured[]): void {
  const sessions = context.parameter('sessions');
  const each = (rounds: readonly Measured[], of: (cost: Cost) => number) =>
    rounds.map(round => of(round) / sessions);
  for (const [name, of, what] of [
    ['practice.cpu', cores, 'Node and media workers together'],
    ['practice.cpu.main', (cost: Cost) => cost.mainCores, "of the server's main thread"],
  ] as const) {
    const costs = each(recorded, of);
    const value = median(costs);
    context.report({
      name,
      value,
      unit: 'cores',
      n: recorded.length,
      p50: value,
      p95: percentile(costs, 0.95),
      ...compared(value, median(each(plain, of))),
      note: `${what}, ${sessions} simultaneous recorded sessions; baseline: the same without a recording`,
    });
  }
}

function reportFinishing(context: BenchContext, { recordedS, playableS, composedS }: Finished): void {
  for (const [name, seconds, what] of [
    ['practice.cpu.finishing', playableS, 'until all of them can be watched'],
    ['practice.cpu.composing', composedS, 'from then on, until each is one file besides'],
  ] as const)
    context.report({
      name,
      value: seconds / recordedS,
      unit: 'cores',
      n: context.parameter('sessions'),
      note: `${seconds.toFixed(1)} s of a core at low priority for ${recordedS.toFixed(0)} s of recordings, ${what}`,
    });
}

function reportMissing(
  context: BenchContext,
  { sent, recorded, lost, dropped, files }: Recorded,
  outcome: string,
): void {
  context.report({
    name: 'practice.missing',
    value: 1 - recorded / sent,
    unit: 'share',
    n: sent,
    note: `${recorded} of ${sent} packets in ${files} files of ${context.parameter('sessions')} sessions, ${lost} lost, ${dropped} frames left out, while strangers came: ${outcome}`,
  });
}

function cores({ nodeCores, workerCores }: Cost): number {
  return nodeCores + workerCores;
}

function described(measured: Measured, sessions: number): string {
  const { nodeCores, mainCores, workerCores, received, loadCores } = measured;
  return (
    `${(cores(measured) / sessions).toFixed(4)} cores a session (Node ${(nodeCores / sessions).toFixed(4)}, of it the main thread ${(mainCores / sessions).toFixed(4)}; ` +
    `workers ${(workerCores / sessions).toFixed(4)}); candidates received ${Math.round(received)} packets/s and took ${loadCores.toFixed(2)} cores`
  );
}
