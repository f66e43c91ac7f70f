// npm run check: types, lint and format, import directions.

import { runChecks } from './run/checks.mjs';
import { runScript, setUp } from './setup/index.mjs';

await runScript(async () => ((await runChecks(await setUp('check'))) ? 0 : 1));
