// npm run check: checks types, lint and format, and import directions.

import { runChecks } from './run/checks.mjs';
import { runScript, setUp } from './setup/index.mjs';

await runScript(async () => ((await runChecks(await setUp('check'))) ? 0 : 1));
