// npm run bench -- NAME…: the named measurements of tests/bench.

import { buildClient } from './run/clientBuild.mjs';
import { runProgram } from './run/program.mjs';
import { runScript, setUp } from './setup/index.mjs';

await runScript(async () => {
  const setup = await setUp('test');
  await buildClient(setup);
  return runProgram(setup, [
    '--disable-warning=ExperimentalWarning',
    'tests/bench/main.ts',
    ...process.argv.slice(2),
  ]);
});
