// npm run bench -- NAME…: runs the named benchmarks of tests/bench.

import { runTestProgram } from './run/testProgram.mjs';

await runTestProgram('tests/bench/main.ts');
