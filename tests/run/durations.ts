import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILE_NAMES = { all: 'durations.json', core: 'coreDurations.json' } as const;

/** Core runs are recorded apart, because their contract tests leave out PostgreSQL. */
export type Run = keyof typeof FILE_NAMES;
/** Seconds by the file's path in the checkout. */
export type Durations = Readonly<Record<string, number>>;

export function nameOf(moduleId: string): string {
  return path.relative(ROOT, moduleId).replaceAll(path.sep, '/');
}

/** Returns the durations committed with the tests, which are copied from a whole run on an idle machine. */
export function committedDurations(run: Run): Durations {
  return read(path.join(ROOT, 'tests', 'run', FILE_NAMES[run]));
}

/** Returns the committed durations, replaced by those of this checkout's latest runs. */
export function knownDurations(run: Run): Durations {
  return { ...committedDurations(run), ...read(measuredFile(run)) };
}

/** Adds durations to those of this checkout, in `test-output`. */
export function saveDurations(run: Run, durations: Durations): void {
  const file = measuredFile(run);
  const all = Object.entries({ ...read(file), ...durations }).sort(([a], [b]) => (a < b ? -1 : 1));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

function measuredFile(run: Run): string {
  return path.join(ROOT, 'test-output', FILE_NAMES[run]);
}

function read(file: string): Durations {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Durations;
  } catch {
    // No run has finished yet, or one was stopped while it wrote.
    return {};
  }
}
