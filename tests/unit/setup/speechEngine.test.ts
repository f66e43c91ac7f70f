import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MODEL_FILES } from '../../../transcription/engine/engineFiles.ts';

const SCRIPT_URL = new URL('../../../scripts/setup/speechEngine.mjs', import.meta.url).href;

/** Runs the setup's step in a child process with a fake npm. */
function provide(
  folder: string,
  { npm = 'exit 1', variables = {}, arch = 'x64' }: { npm?: string; variables?: object; arch?: string } = {},
) {
  const calls = path.join(folder, 'npm-calls');
  const program = path.join(folder, 'npm');
  writeFileSync(program, `#!/bin/sh\necho "$@" >> '${calls}'\n${npm}\n`);
  chmodSync(program, 0o755);
  const script = `
    Object.defineProperty(process, 'platform', { value: 'linux' });
    Object.defineProperty(process, 'arch', { value: ${JSON.stringify(arch)} });
    const { provideSpeechEngine, MODEL_FILES } = await import(${JSON.stringify(SCRIPT_URL)});
    const folder = await provideSpeechEngine(process.execPath);
    process.stdout.write(JSON.stringify({ folder, files: MODEL_FILES }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: {
      PATH: `${folder}:${process.env.PATH}`,
      VIVAVOCE_CACHE: path.join(folder, 'cache'),
      ...variables,
    },
  });
  const { folder: provided, files }: { folder?: string; files: object } = JSON.parse(stdout);
  return { provided, files, output: stderr, calls: existsSync(calls) ? readFileSync(calls, 'utf8') : '' };
}

describe('the speech engine', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'vivavoce-engine-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([{ TRANSCRIBE: 'off' }, { TRANSCRIBE_URL: 'https://api.openai.com/v1' }])(
    'is not fetched with %j',
    variables => {
      const { provided, output, calls } = provide(folder, { variables });
      expect({ provided, output, calls }).toEqual({ provided: undefined, output: '', calls: '' });
    },
  );

  it('is not fetched when the folder of another one is configured', () => {
    const { provided, calls } = provide(folder, { variables: { TRANSCRIBE_ENGINE: '/engine' } });
    expect({ provided, calls }).toEqual({ provided: '/engine', calls: '' });
  });

  it('is left out, with the reason, when npm can’t fetch it', () => {
    const { provided, output, calls } = provide(folder);
    expect(provided).toBeUndefined();
    expect(output).toMatch(
      /\[setup\] There are no captions and no transcripts, because npm could not fetch @moonshine-ai\/moonshine-js@[\d.]+\.\n$/,
    );
    expect(calls).toContain('pack @moonshine-ai/moonshine-js@');
    expect(readdirSync(path.join(folder, 'cache')).sort()).toEqual(['locks', 'logs']);
  });

  it('is left out when the package has another hash', () => {
    const npm = 'while [ "$1" != --pack-destination ]; do shift; done; echo wrong > "$2/package.tgz"';
    const { provided, output } = provide(folder, { npm });
    expect(provided).toBeUndefined();
    expect(output).toMatch(/because @moonshine-ai\/moonshine-js@[\d.]+ is not the expected package\.\n$/);
  });

  it('is left out on a platform without a runtime', () => {
    const { provided, output, calls } = provide(folder, { arch: 'riscv64' });
    expect({ provided, calls }).toEqual({ provided: undefined, calls: '' });
    expect(output).toContain('because there is no speech engine for linux-riscv64.');
  });

  it('has the model that the product expects', () => {
    expect(provide(folder, { variables: { TRANSCRIBE: 'off' } }).files).toEqual(MODEL_FILES);
  });
});
