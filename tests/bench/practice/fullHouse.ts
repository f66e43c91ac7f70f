import { fileURLToPath } from 'node:url';
import { ApiClient } from '../../support/apiClient.ts';
import { Program } from '../../support/program.ts';
import type { BenchContext } from '../benchCase.ts';
import { compared, distribution, median } from '../figure.ts';
import type { PracticeServer } from './practiceServer.ts';
import { outcomeOf, Strangers, timed } from './strangers.ts';

const BARE_ROUTE = fileURLToPath(new URL('bareRoute.ts', import.meta.url));
/** The first has the bare server's program compiled. */
const BARE_ROUNDS = 4;

/**
 * `practice.full-house`: as many strangers as `strangers` press "Start" within the same moment, each from an address and over a connection of
 * their own; from the request to the answer, which is a place in the house or in line. `practice.full-house.place`: all of them ask at
 * once where they stand. The baseline is as many requests at once to express that reads JSON, keeps nothing and answers.
 */
export async function measureFullHouse(context: BenchContext, server: PracticeServer): Promise<void> {
  const count = context.parameter('strangers');
  const bare = await bareAnswers(count);
  context.progress(`${count} browsers do their proofs`);
  const strangers = await Strangers.prepare(server, count);
  const started = await strangers.start();
  context.progress(`at once: ${outcomeOf(started)}`);
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
      note: `${answers.length} at once: ${outcomeOf(answers)}; the last after ${Math.round(Math.max(...times))} ms; baseline: a bare express route, as many at once`,
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
