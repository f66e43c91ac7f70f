import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reporter, TestModule } from 'vitest/node';
import { nameOf } from './durations.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Everything that the other tests measure with. */
const INSTRUMENTS = path.join(ROOT, 'tests', 'support');
/** The digest of the instruments that were last tried, and found right. Committed with them. */
const TRIED = path.join(ROOT, 'tests', 'run', 'triedInstruments');
const TRIALS = [
  'tests/calls/instruments.test.ts',
  'tests/calls/networks.test.ts',
  'tests/unit/support/oracle.test.ts',
];

/** Whether the measuring instruments are as they were when they were last tried. */
export function areInstrumentsTried(): boolean {
  return readFileSync(TRIED, 'utf8').trim() === digestOfInstruments();
}

/** Notes that the instruments were tried, when all their trials have passed in one run. */
export class InstrumentsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const passed = modules
      .filter(module => module.state() === 'passed')
      .map(({ moduleId }) => nameOf(moduleId));
    if (TRIALS.every(trial => passed.includes(trial)) && !areInstrumentsTried())
      writeFileSync(TRIED, `${digestOfInstruments()}\n`);
  }
}

function digestOfInstruments(): string {
  const hash = createHash('sha256');
  const files = readdirSync(INSTRUMENTS, { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  );
  for (const file of files.map(({ parentPath, name }) => path.join(parentPath, name)).sort())
    hash
      .update(`${path.relative(ROOT, file)}\n`)
      .update(readFileSync(file))
      .update('\n');
  return hash.digest('hex');
}
