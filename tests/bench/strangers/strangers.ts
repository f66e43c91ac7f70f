import { availableParallelism } from 'node:os';
import { openTestStore } from '../../support/testStore.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { median, percentile } from '../figure.ts';
import { PracticeServer } from '../practice/practiceServer.ts';
import { ATTACKS, type AttackScene, type NamedAttack, SESSIONS } from './attacks.ts';
import { CallUnderAttack, type Noticed } from './callUnderAttack.ts';
import { type PublishedReport, publishedReport } from './publishedReport.ts';

/**
 * What people in an interview notice while strangers do as much as one or two addresses can. One server process, as `npm start` runs it, conducts
 * and records an interview with the virtual recruiter, and a live call in which ten people chat once a second each. Strangers attack over loopback
 * from a thread of their own, in one way at a time (`attacks.ts`), bounded in count and time.
 *
 * - `strangers.ATTACK.livez`: p99 of `GET /livez`, requested fifty times a second; target 50 ms;
 * - `strangers.ATTACK.chat`: p99 from a chat message to its acknowledgement; target 50 ms;
 * - `strangers.ATTACK.late`: largest delay of the recruiter's sound; target 40 ms.
 *
 * The baseline is the same call in the seconds before the attack.
 */
export const strangers: BenchCase = {
  name: 'strangers',
  measures: 'whether strangers can slow down an interview that they are not in',
  figures: [
    ...ATTACKS.flatMap(({ name }) => ['livez', 'chat', 'late'].map(figure => `strangers.${name}.${figure}`)),
    'strangers.prints.staff',
    'strangers.house.share',
  ],
  parameters: {
    /** 0: every attack; otherwise the number of one attack, in a run without the figures of the others. */
    attack: { full: 0, quick: 0 },
    seconds: { full: 10, quick: 2 },
    grow: { full: 30, quick: 2 },
    links: { full: 2_200, quick: 20 },
    reports: { full: 9, quick: 2 },
    attempts: { full: 12, quick: 8 },
  },
  async run(context) {
    await using server = await PracticeServer.start({ sessions: SESSIONS, workers: availableParallelism() });
    const store = await openTestStore({ DATA_DIR: server.process.dataDir });
    await using _store = { [Symbol.asyncDispose]: () => store.close() };
    let report: Promise<PublishedReport> | undefined;
    const scene: AttackScene = {
      context,
      server,
      store,
      report: () => {
        report ??= publishedReport(server, store, context.parameter('reports'));
        return report;
      },
    };
    const number = context.parameter('attack');
    for (const [index, attack] of ATTACKS.entries())
      if (number === 0 || number === index + 1) await measure(scene, attack);
  },
};

async function measure(scene: AttackScene, { name, prepare }: NamedAttack): Promise<void> {
  const { context, server } = scene;
  const seconds = context.parameter('seconds');
  context.progress(`${name}: everything is being prepared`);
  const attack = await prepare(scene);
  try {
    await using call = await CallUnderAttack.open(server);
    const { noticed: before } = await call.notice(seconds, async () => {});
    const { noticed: during, result } = await call.notice(seconds, () => attack.run());
    context.progress(`${name}: ${result}`);
    reportFigures(context, name, { before, during, result });
    attack.report?.();
  } finally {
    await attack.close?.();
  }
}

function reportFigures(
  context: BenchContext,
  name: string,
  { before, during, result }: { before: Noticed; during: Noticed; result: string },
): void {
  const times = (figure: string, of: (noticed: Noticed) => number[], note: string) => {
    const [value, baseline] = [percentile(of(during), 0.99), percentile(of(before), 0.99)];
    context.report({
      name: `strangers.${name}.${figure}`,
      value,
      unit: 'ms',
      n: of(during).length,
      p50: median(of(during)),
      p95: percentile(of(during), 0.95),
      p99: value,
      baseline,
      ratio: value / baseline,
      note,
    });
  };
  const slowest = (values: readonly number[]) => `slowest ${Math.round(Math.max(...values))} ms`;
  const busy = `the main thread took ${during.mainCores.toFixed(2)} cores (${before.mainCores.toFixed(2)} before) and waited ${during.delayedS.toFixed(2)} s (${before.delayedS.toFixed(2)} s) for one`;
  times('livez', ({ livezMs }) => livezMs, `p99; ${slowest(during.livezMs)}; ${busy}; ${result}`);
  times('chat', ({ chatMs }) => chatMs, `p99; ${slowest(during.chatMs)}; ${during.chatRefused} refused`);
  context.report({
    name: `strangers.${name}.late`,
    value: during.lateMs,
    unit: 'ms',
    n: 1,
    baseline: before.lateMs,
    ratio: during.lateMs / Math.max(1, before.lateMs),
    note: "latest of the recruiter's sound, as its candidate received it",
  });
}
