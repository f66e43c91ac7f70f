import { defineConfig } from 'vitest/config';

const SECOND = 1_000;

/**
 * The whole suite, fastest first: a mistake in the rules shows before any process or browser is started. `groupOrder` runs the projects
 * one after another, so that nothing competes for the processor with tests that watch real time and real media.
 */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // A failure must be seen, never tried away.
    retry: 0,
    dangerouslyIgnoreUnhandledErrors: false,
    teardownTimeout: 20 * SECOND,
    projects: [
      project('unit', 0, { testTimeout: 20 * SECOND, hookTimeout: 10 * SECOND }),
      project('contract', 1, { testTimeout: 60 * SECOND, hookTimeout: 60 * SECOND }),
      project('scenario', 2, { testTimeout: 90 * SECOND, hookTimeout: 90 * SECOND, serial: true }),
      project('pages', 3, { testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND }),
      project('e2e', 4, { testTimeout: 180 * SECOND, hookTimeout: 120 * SECOND, serial: true }),
    ],
  },
});

interface Timing {
  testTimeout: number;
  hookTimeout: number;
  /** One file at a time: its processes and browsers have the machine for themselves. */
  serial?: boolean;
}

function project(name: string, groupOrder: number, { serial = false, ...timing }: Timing) {
  return {
    test: {
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      sequence: { groupOrder },
      maxWorkers: serial ? 1 : 2,
      fileParallelism: !serial,
      ...timing,
    },
  };
}
