// node tests/bench/main.ts [NAME…] [--quick] [--results=FILE] [--PARAMETER=NUMBER…]: measures the named cases, or all of them.

import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type ChosenCases, parseArguments } from './arguments.ts';
import type { BenchCase } from './benchCase.ts';
import { BENCH_CASES } from './cases.ts';
import { benchLine, type Figure } from './figure.ts';
import { thisMachine } from './machine.ts';

const RESULTS_FILE = fileURLToPath(new URL('../../bench-results.json', import.meta.url));

const chosen = chooseOrExit();

// Signals must run the exit handlers, which end child processes.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

const machine = thisMachine();
const startedAt = new Date().toISOString();
const figures: Figure[] = [];
const failures: { name: string; problem: string }[] = [];
/** Load average before each case, which can explain unusual figures. */
const loadBefore: Record<string, number> = {};

for (const benchCase of chosen.cases) await runCase(benchCase);

writeFileSync(
  chosen.resultsFile ?? RESULTS_FILE,
  `${JSON.stringify({ startedAt, quick: chosen.quick, machine, loadBefore, figures, failures }, null, 2)}\n`,
);
process.exitCode = failures.length > 0 ? 1 : 0;

function chooseOrExit(): ChosenCases {
  const parsed = parseArguments(process.argv.slice(2), BENCH_CASES);
  if (!('problem' in parsed)) return parsed;
  console.error(parsed.problem);
  process.exit(1);
}

/** A failing case is reported and doesn't stop the others. */
async function runCase(benchCase: BenchCase): Promise<void> {
  const progress = (text: string) => console.log(`${benchCase.name}: ${text}`);
  const [load = 0] = loadavg();
  loadBefore[benchCase.name] = load;
  progress(`${benchCase.measures} (the machine's load is ${load.toFixed(1)})`);
  const reported = new Set<string>();
  try {
    await benchCase.run({
      progress,
      parameter: name => chosen.parameter(benchCase, name),
      report: figure => {
        console.log(benchLine(figure, machine));
        figures.push(figure);
        reported.add(figure.name);
      },
    });
    const missing = benchCase.figures.filter(name => !reported.has(name));
    if (missing.length > 0) throw new Error(`No figure for ${missing.join(', ')}.`);
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    failures.push({ name: benchCase.name, problem });
    console.error(`${benchCase.name} could not be measured: ${problem}`);
  }
}
