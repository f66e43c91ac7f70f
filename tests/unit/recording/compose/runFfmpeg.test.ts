import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runFfmpeg } from '../../../../server/features/recording/compose/work/runFfmpeg.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';

const { PATH } = process.env;
/** Long enough that a busy machine does not stall the counting shell script for as long. */
const STANDSTILL_MS = 2_000;
let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder('ffmpeg');
  process.env.PATH = `${folder.path}:${PATH}`;
});
afterEach(async () => {
  process.env.PATH = PATH;
  await folder.remove();
});

/**
 * Creates a fake ffmpeg that prints its progress ten times a second; the shell evaluates `frame` with the
 * counter `n`.
 */
async function ffmpegThatSays(frame: string, times: number): Promise<void> {
  const program = path.join(folder.path, 'ffmpeg');
  const say = `printf 'frame=%s\\nout_time_us=0\\nprogress=continue\\n' "${frame}"`;
  await writeFile(
    program,
    `#!/bin/sh\nn=0\nwhile [ $n -lt ${times} ]; do ${say}; n=$((n+1)); sleep 0.1; done\n`,
  );
  await chmod(program, 0o755);
}

const run = () => runFfmpeg([], { signal: new AbortController().signal, standstillMs: STANDSTILL_MS });

it('runFfmpeg ends an ffmpeg that prints progress without advancing', async () => {
  await ffmpegThatSays('150', 1_000_000);
  await expect(run()).rejects.toMatchObject({
    code: 'failed',
    cause: { message: expect.stringContaining('did not get any further') },
  });
});

it('runFfmpeg lets a slow ffmpeg continue that advances', async () => {
  await ffmpegThatSays('$n', 30);
  await expect(run()).resolves.toBeUndefined();
});
