import { defineConfig } from 'vitest/config';
import { DurationsReporter } from './tests/run/durationsReporter.ts';
import { InstrumentsReporter } from './tests/run/instruments.ts';
import { LongestFirst } from './tests/run/longestFirst.ts';

const SECOND = 1_000;

/** Counts frames that freeze and sounds that come late at a browser, as the files of `e2e` do. */
const WATCHES_MEDIA = ['tests/contract/playing.test.ts'];

/** Projects that run one after the other without waiting for the last file of the one before. */
const SIDE_BY_SIDE = 0;
/** Nothing competes for the processor with tests that measure real time and real media. */
const BY_ITSELF = 1;

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
      project('unit', { testTimeout: 40 * SECOND, hookTimeout: 20 * SECOND, atOnce: 2 }),
      project(
        'contract',
        { testTimeout: 60 * SECOND, hookTimeout: 60 * SECOND, atOnce: 2 },
        { without: WATCHES_MEDIA },
      ),
      project('pages', { testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND, atOnce: 2 }),
      project('calls', { testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND, atOnce: 2 }),
      project('scenario', { testTimeout: 90 * SECOND, hookTimeout: 90 * SECOND, atOnce: 2 }),
      project(
        'e2e',
        { testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND, atOnce: 1 },
        { also: WATCHES_MEDIA },
      ),
    ],
  },
});

interface Timing {
  testTimeout: number;
  hookTimeout: number;
  /** Files that run side by side. They mostly wait; of those that measure pictures and sounds between people, each has the machine for itself. */
  atOnce: number;
}

interface Files {
  also?: string[];
  without?: string[];
}

function project(name: string, { atOnce, ...timing }: Timing, files: Files = {}) {
  return {
    test: {
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx}`, ...(files.also ?? [])],
      exclude: files.without ?? [],
      sequence: { groupOrder: atOnce > 1 ? SIDE_BY_SIDE : BY_ITSELF },
      // One process after another would read the same modules anew for each file, which takes a fifth of the time.
      isolate: false,
      maxWorkers: atOnce,
      fileParallelism: atOnce > 1,
      ...timing,
    },
  };
}
