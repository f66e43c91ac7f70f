// npm start: runs the setup, then the server with its embedded sfu.
// npm run start:sfu: runs the setup, then an sfu alone.

import { buildClient } from './run/clientBuild.mjs';
import { runProgram } from './run/program.mjs';
import { runScript, setUp } from './setup/index.mjs';

const isSfuAlone = process.argv[2] === 'sfu';

await runScript(async () => {
  const setup = await setUp('start');
  if (!isSfuAlone) await buildClient(setup);
  return runProgram(setup, [isSfuAlone ? 'sfu/main.ts' : 'server/main.ts']);
});
