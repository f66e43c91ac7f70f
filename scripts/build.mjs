// node scripts/build.mjs: builds the client, the public pages, and the recruiter's sprites, for the image, where the
// server can't write to `dist`.

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
    failure: "Couldn't draw the recruiter's sprites.",
  });
});
