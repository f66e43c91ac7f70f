// node scripts/pictures.mjs [folder]: pictures of every page and of the room's states, for people to look at.

import { buildClient } from './run/clientBuild.mjs';
import { runProgram } from './run/program.mjs';
import { runScript, setUp } from './setup/index.mjs';

await runScript(async () => {
  const setup = await setUp('test');
  await buildClient(setup);
  return runProgram(setup, [
    '--disable-warning=ExperimentalWarning',
    'tests/e2e/pictures.ts',
    ...process.argv.slice(2),
  ]);
});
