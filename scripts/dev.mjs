// npm run dev: runs the server, which restarts when its files change, and Vite in front of it, which serves the client and proxies
// everything else. The server renders the public pages; two more Vite processes rebuild them when their files change, and the server
// restarts with the new renderer. All of them start and stop together.

import { buildClient, clientDir, siteBuilds, viteBin } from './run/clientBuild.mjs';
import { startProgram } from './run/program.mjs';
import { runScript, setUp } from './setup/index.mjs';

const port = Number(process.env.PORT || 3000);
const apiPort = port + 1;
const url = `http://localhost:${port}`;

await runScript(async () => {
  const setup = await setUp('start');
  // The first build, so that there is something to serve.
  await buildClient(setup);

  const watches = siteBuilds.map(build => startProgram(setup, [viteBin, ...build, '--watch'], {}));
  const server = startProgram(
    setup,
    ['--watch', 'server/main.ts'],
    // Links that the server creates must go through Vite.
    { PORT: String(apiPort), PUBLIC_URL: process.env.PUBLIC_URL || url },
  );
  const vite = startProgram(
    setup,
    [viteBin, clientDir, '--port', String(port), '--strictPort', '--clearScreen', 'false'],
    { VIVAVOCE_API: `http://localhost:${apiPort}` },
  );
  process.stdout.write(`\n  Open ${url} (the server itself is on port ${apiPort})\n\n`);

  const programs = [server, vite, ...watches];
  const exitCode = await Promise.race(programs.map(program => program.exitCode));
  for (const program of programs) program.stop('SIGTERM');
  await Promise.all(programs.map(program => program.exitCode));
  return exitCode;
});
