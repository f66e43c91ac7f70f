import { fileURLToPath } from 'node:url';
import { ApiClient } from '../../support/apiClient.ts';
import { Program } from '../../support/program.ts';
import type { BenchContext } from '../benchCase.ts';
import { compared, distribution, median } from '../figure.ts';
import type { PracticeServer } from './practiceServer.ts';
import { outcomeOf, Strangers, timed } from './strangers.ts';

const BARE_ROUTE = fileURLToPath(new URL('bareRoute.ts', import.meta.url));
/** The first round is a warm-up. */
const BARE_ROUNDS = 4;

/**
 * `practice.full-house`: `strangers` people press "Start" simultaneously, each from their own address and connection; measured from the
 * request to the response, which is an admission or a place in the waiting line. `practice.full-house.place`: all of them poll their place
 * simultaneously. The baseline is as many simultaneous requests to express, which parses JSON and stores nothing.
 */
export async function measureFullHouse(context: BenchContext, server: PracticeServer): Promise<void> {
  const count = context.parameter('strangers');
  const bare = await bareAnswers(count);
  context.progress(`${count} browsers do their proofs`);
  const strangers = await Strangers.prepare(server, count);
  const started = await strangers.start();
  context.progress(`simultaneously: ${outcomeOf(started)}`);
  const asked = await strangers.ask();
  context.progress(`asked again: ${outcomeOf(asked)}`);
  for (const [name, answers] of [
    ['practice.full-house', started],
    ['practice.full-house.place', asked],
  ] as const) {
    const times = answers.map(({ ms }) => ms);
    context.report({
      name,
      unit: 'ms',
      ...distribution(times),
      ...compared(median(times), median(bare)),
      note: `${answers.length} simultaneously: ${outcomeOf(answers)}; the last after ${Math.round(Math.max(...times))} ms; baseline: as many simultaneous requests to a bare express route`,
    });
  }
}

async function bareAnswers(count: number): Promise<number[]> {
  const program = new Program({ command: process.execPath, args: [BARE_ROUTE] });
  try {
    const [, port] = await program.waitForOutput(/^listening on (\d+)$/m);
    const asker = new ApiClient(`http://127.0.0.1:${port}`);
    const times: number[] = [];
    for (let round = 0; round < BARE_ROUNDS; round += 1) {
      const asked = Array.from({ length: count }, () => timed(asker, '/', { proof: 'x'.repeat(600) }));
      const answers = await Promise.all(asked);
      if (round > 0) times.push(...answers.map(({ ms }) => ms));
    }
    return times;
  } finally {
    await program.kill();
  }
}
