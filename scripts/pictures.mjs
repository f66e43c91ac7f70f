// node scripts/pictures.mjs [folder [part…]]: takes screenshots of every page and state, to look at.

import { runTestProgram } from './run/testProgram.mjs';

await runTestProgram('tests/e2e/pictures.ts');
