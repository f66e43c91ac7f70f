// Runs a file of tests/ that is not a test but needs the setup of the tests and the built client.

import { runScript, setUp } from '../setup/index.mjs';
import { buildClient } from './clientBuild.mjs';
import { runProgram } from './program.mjs';

/** @param {string} file  gets the arguments that the script was given */
export function runTestProgram(file) {
  return runScript(async () => {
    const setup = await setUp('test');
    await buildClient(setup);
    return runProgram(setup, [file, ...process.argv.slice(2)]);
  });
}
