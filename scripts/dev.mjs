// npm run dev: the server, restarted when its files change, and Vite in front of it,
// which serves the client and hands everything else on. They start and stop together.

import { clientDir, viteBin } from './run/clientBuild.mjs';
import { startProgram } from './run/program.mjs';
import { runScript, setUp } from './setup/index.mjs';

const port = Number(process.env.PORT || 3000);
const apiPort = port + 1;
const url = `http://localhost:${port}`;

await runScript(async () => {
  const setup = await setUp('start');

  const server = startProgram(
    setup,
    ['--watch', 'server/main.ts'],
    // Links that the server makes must lead through Vite.
    { PORT: String(apiPort), PUBLIC_URL: process.env.PUBLIC_URL || url },
  );
  const vite = startProgram(
    setup,
    [viteBin, clientDir, '--port', String(port), '--strictPort', '--clearScreen', 'false'],
    { VIVAVOCE_API: `http://localhost:${apiPort}` },
  );
  process.stdout.write(`\n  Open ${url} (the server itself is on port ${apiPort})\n\n`);

  const exitCode = await Promise.race([server.exitCode, vite.exitCode]);
  server.stop('SIGTERM');
  vite.stop('SIGTERM');
  await Promise.all([server.exitCode, vite.exitCode]);
  return exitCode;
});
