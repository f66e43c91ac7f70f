// Only the client, for the image: node scripts/build.mjs

import { buildClient } from './run/clientBuild.mjs';
import { runScript, setUp } from './setup/index.mjs';

await runScript(async () => buildClient(await setUp('check')));
