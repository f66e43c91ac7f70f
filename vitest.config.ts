import { defineConfig } from 'vitest/config';
import { filesOf } from './tests/run/coreTests.ts';
import { DurationsReporter } from './tests/run/durationsReporter.ts';
import { LongestFirst } from './tests/run/longestFirst.ts';

const SECOND = 1_000;

/** Groups run one after another. Within a group, a project starts when the previous one has no more files to start. */
const IN_PARALLEL = 0;
/** Measures real media between people, and leaves most of two cores to another file. */
const IN_PAIRS = 1;
/** Measures single frames or fractions of a second, so nothing else may use the processor. */
const ALONE = 2;

/** Files that run at a time in each group, on two cores: most tests wait for media, disks, and timers half of the time. */
const PARALLEL_FILES = [3, 2, 1];

/** The cheapest projects run first: a mistake in the rules shows before any process or browser starts. */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // A flaky test must be seen.
    retry: 0,
    dangerouslyIgnoreUnhandledErrors: false,
    teardownTimeout: 20 * SECOND,
    reporters: ['default', new DurationsReporter()],
    sequence: { sequencer: LongestFirst },
    projects: [
      project('unit', { group: IN_PARALLEL, testTimeout: 40 * SECOND, hookTimeout: 20 * SECOND }),
      project('contract', { group: IN_PARALLEL, testTimeout: 60 * SECOND, hookTimeout: 60 * SECOND }),
      project('pages', { group: IN_PARALLEL, testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND }),
      project('calls', { group: IN_PARALLEL, testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND }),
      project('scenario', { group: IN_PARALLEL, testTimeout: 90 * SECOND, hookTimeout: 90 * SECOND }),
      project('e2e', { group: IN_PAIRS, testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND }),
      project('timed', { group: ALONE, testTimeout: 90 * SECOND, hookTimeout: 90 * SECOND }),
      project('alone', { group: ALONE, testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND }),
    ],
  },
});

interface Running {
  group: number;
  testTimeout: number;
  hookTimeout: number;
}

function project(name: string, { group, ...timing }: Running) {
  const parallelFiles = PARALLEL_FILES[group] ?? 1;
  return {
    test: {
      name,
      ...filesOf(name),
      sequence: { groupOrder: group },
      // A new process for each file would load the same modules again, which costs a fifth of the time.
      isolate: false,
      // Long enough for a busy machine.
      expect: { poll: { timeout: 20 * SECOND } },
      maxWorkers: parallelFiles,
      fileParallelism: parallelFiles > 1,
      ...timing,
    },
  };
}
