// node scripts/pictures.mjs [folder]: pictures of every page and of the room's states, for people to look at.

import { runTestProgram } from './run/testProgram.mjs';

await runTestProgram('tests/e2e/pictures.ts');
