// npm run bench -- NAME…: the named measurements of tests/bench.

import { runTestProgram } from './run/testProgram.mjs';

await runTestProgram('tests/bench/main.ts');
