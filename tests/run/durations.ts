import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Of the runs in this checkout, each file's latest. */
const MEASURED = path.join(ROOT, 'test-output', 'durations.json');
/** For a fresh checkout; a copy of the other from a run of everything with nothing beside it. */
const COMMITTED = path.join(ROOT, 'tests', 'run', 'durations.json');

/** Seconds by the file's path in the checkout. */
export type Durations = Readonly<Record<string, number>>;

export function nameOf(moduleId: string): string {
  return path.relative(ROOT, moduleId).replaceAll(path.sep, '/');
}

export function knownDurations(): Durations {
  return { ...read(COMMITTED), ...read(MEASURED) };
}

export function keepDurations(durations: Durations): void {
  const all = Object.entries({ ...read(MEASURED), ...durations }).sort(([a], [b]) => (a < b ? -1 : 1));
  mkdirSync(path.dirname(MEASURED), { recursive: true });
  writeFileSync(MEASURED, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

function read(file: string): Durations {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Durations;
  } catch {
    // There has been no run yet, or one was stopped while it wrote.
    return {};
  }
}
