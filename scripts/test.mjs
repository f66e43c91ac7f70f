// npm test [-- [--all] [--no-check] ARGS]: runs the checks, builds the client, and runs vitest with ARGS.
// Without --all and ARGS, it runs the core tests, which tests/run/coreTests.ts lists.

import { join } from 'node:path';
import { heading, runChecks } from './run/checks.mjs';
import { buildClient } from './run/clientBuild.mjs';
import { runProgram } from './run/program.mjs';
import { runScript, setUp } from './setup/index.mjs';
import { modulesDir } from './setup/paths.mjs';

const NO_CHECK = '--no-check';
const ALL = '--all';
const args = process.argv.slice(2);
const vitestArgs = args.filter(arg => arg !== NO_CHECK && arg !== ALL);
const isCoreRun = !args.includes(ALL) && vitestArgs.length === 0;

await runScript(async () => {
  const setup = await setUp('test');
  if (!args.includes(NO_CHECK) && !(await runChecks(setup))) return 1;
  await buildClient(setup);

  heading('Tests');
  const env = isCoreRun ? { VIVAVOCE_TESTS: 'core' } : {};
  return runProgram(setup, [join(modulesDir, 'vitest', 'vitest.mjs'), 'run', ...vitestArgs], env);
});
