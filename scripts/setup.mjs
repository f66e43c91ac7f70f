// node scripts/setup.mjs [check|start|test]: runs only the setup, for images and CI caches.

import { runScript, setUp } from './setup/index.mjs';

const purpose = process.argv[2] ?? 'start';

await runScript(async () => {
  if (!['check', 'start', 'test'].includes(purpose)) {
    process.stderr.write('Usage: node scripts/setup.mjs [check|start|test]\n');
    return 1;
  }
  await setUp(purpose);
  return 0;
});
