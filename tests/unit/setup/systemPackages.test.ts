import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT_URL = new URL('../../../scripts/setup/systemPackages.mjs', import.meta.url).href;

/**
 * Runs the setup's installation step in a child process on a fake Debian with a fake apt-get. The package
 * counts as installed after apt-get ran.
 */
class PretendedMachine {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'vivavoce-packages-'));
  readonly #calls = path.join(this.#folder, 'apt-get-calls');

  constructor() {
    const aptGet = path.join(this.#folder, 'apt-get');
    writeFileSync(aptGet, `#!/bin/sh\necho "$@" >> '${this.#calls}'\n`);
    chmodSync(aptGet, 0o755);
  }

  install({
    userId = 0,
    variable,
    system = 'ID=debian',
  }: {
    userId?: number;
    variable?: string;
    system?: string;
  }) {
    const script = `
      import fs, { existsSync } from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const { readFileSync } = fs;
      fs.readFileSync = (file, ...rest) => file === '/etc/os-release' ? ${JSON.stringify(system)} : readFileSync(file, ...rest);
      syncBuiltinESMExports();
      process.getuid = () => ${userId};
      Object.defineProperty(process, 'platform', { value: 'linux' });
      const { providePackages } = await import(${JSON.stringify(SCRIPT_URL)});
      const isPresent = () => existsSync(${JSON.stringify(this.#calls)});
      try {
        await providePackages([{ debian: 'example-package', brew: 'example', isPresent }], 'a test needs it');
      } catch (error) {
        process.stderr.write('ENDED ' + error.constructor.name + ': ' + error.message);
      }`;
    const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      env: {
        PATH: `${this.#folder}:${process.env.PATH}`,
        VIVAVOCE_CACHE: path.join(this.#folder, 'cache'),
        ...(variable !== undefined && { VIVAVOCE_PRINT_PACKAGES: variable }),
      },
    });
    return { output: stderr, aptGetCalls: existsSync(this.#calls) ? readFileSync(this.#calls, 'utf8') : '' };
  }

  [Symbol.dispose]() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

describe('missing system packages', () => {
  let machine: PretendedMachine;
  beforeEach(() => {
    machine = new PretendedMachine();
  });
  afterEach(() => machine[Symbol.dispose]());

  const COMMAND = 'apt-get install -y --no-install-recommends example-package';

  it('are installed for root on Debian, after a message that states how to prevent it', () => {
    const { output, aptGetCalls } = machine.install({});
    expect(output).toMatch(
      /^\[setup\] Installing system packages as root with apt-get: example-package: a test needs it \(VIVAVOCE_PRINT_PACKAGES=1 prints the command instead\)\n/,
    );
    expect(output).not.toContain('ENDED');
    expect(aptGetCalls).toContain('install -y --no-install-recommends example-package');
  });

  it('are not installed with VIVAVOCE_PRINT_PACKAGES=1: the command is printed, and the setup stops', () => {
    const { output, aptGetCalls } = machine.install({ variable: '1' });
    expect(output).toBe(
      `ENDED SetupError: Please run "sudo ${COMMAND}" and start again (a test needs it). VIVAVOCE_PRINT_PACKAGES is set: nothing was installed.`,
    );
    expect(aptGetCalls).toBe('');
  });

  it.each(['', '0'])('are installed with VIVAVOCE_PRINT_PACKAGES=%j, which means no', variable => {
    const { output, aptGetCalls } = machine.install({ variable });
    expect(output).not.toContain('ENDED');
    expect(aptGetCalls).toContain('example-package');
  });

  it('are not installed for other users: the command is printed, and the setup stops', () => {
    const { output, aptGetCalls } = machine.install({ userId: 1_000 });
    expect(output).toBe(`ENDED SetupError: Please run "sudo ${COMMAND}" and start again (a test needs it).`);
    expect(aptGetCalls).toBe('');
  });

  it('are named by their Debian names on other systems', () => {
    const { output, aptGetCalls } = machine.install({ system: 'ID=fedora' });
    expect(output).toBe(
      'ENDED SetupError: Please install the equivalents of the Debian packages example-package and start again (a test needs it).',
    );
    expect(aptGetCalls).toBe('');
  });
});
