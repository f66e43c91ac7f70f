// What the image holds ready, because its files cannot be written when it runs: the client, the public pages, and the
// recruiter's sprites. node scripts/build.mjs

import { join } from 'node:path';
import { buildClient } from './run/clientBuild.mjs';
import { runScript, setUp } from './setup/index.mjs';
import { rootDir } from './setup/paths.mjs';
import { runTool } from './setup/tool.mjs';

await runScript(async () => {
  const setup = await setUp('check');
  await buildClient(setup);
  await runTool(setup.node, [join(rootDir, 'scripts', 'avatar', 'bakeSprites.ts')], {
    name: 'avatar-sprites',
    env: setup.env,
    failure: "The recruiter's sprites could not be baked.",
  });
});
