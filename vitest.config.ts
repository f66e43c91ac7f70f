import { defineConfig } from 'vitest/config';
import { DurationsReporter } from './tests/run/durationsReporter.ts';
import { InstrumentsReporter } from './tests/run/instruments.ts';
import { LongestFirst } from './tests/run/longestFirst.ts';

const SECOND = 1_000;

/** Groups run one after the other; the projects of a group without waiting for the last file of the one before. */
const SIDE_BY_SIDE = 0;
/** What measures real media between people, and leaves most of two cores to another one. */
const IN_PAIRS = 1;
/** Nothing competes for the processor with what measures to the picture. */
const BY_ITSELF = 2;

/** Files at once in each group, on two cores: what waits for media, disks and timers takes half of one. */
const AT_ONCE = [3, 2, 1];

/** The whole suite, the cheapest projects first: a mistake in the rules shows before any process or browser is started. */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // A failure must be seen, never tried away.
    retry: 0,
    dangerouslyIgnoreUnhandledErrors: false,
    teardownTimeout: 20 * SECOND,
    reporters: ['default', new DurationsReporter(), new InstrumentsReporter()],
    sequence: { sequencer: LongestFirst },
    projects: [
      project('unit', { group: SIDE_BY_SIDE, testTimeout: 40 * SECOND, hookTimeout: 20 * SECOND }),
      project('contract', { group: SIDE_BY_SIDE, testTimeout: 60 * SECOND, hookTimeout: 60 * SECOND }),
      project('pages', { group: SIDE_BY_SIDE, testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND }),
      project('calls', { group: SIDE_BY_SIDE, testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND }),
      project('scenario', { group: SIDE_BY_SIDE, testTimeout: 90 * SECOND, hookTimeout: 90 * SECOND }),
      project('e2e', { group: IN_PAIRS, testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND }),
      project('alone', { group: BY_ITSELF, testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND }),
    ],
  },
});

interface Running {
  group: number;
  testTimeout: number;
  hookTimeout: number;
}

function project(name: string, { group, ...timing }: Running) {
  const atOnce = AT_ONCE[group] ?? 1;
  return {
    test: {
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      sequence: { groupOrder: group },
      // One process after another would read the same modules anew for each file, which takes a fifth of the time.
      isolate: false,
      // What is polled for is waited for, also on a busy machine.
      expect: { poll: { timeout: 20 * SECOND } },
      maxWorkers: atOnce,
      fileParallelism: atOnce > 1,
      ...timing,
    },
  };
}
