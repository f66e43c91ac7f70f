import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runLimited } from '../../server/features/recruiter/clips/render/recording/limitedProcess.ts';
import { eventually } from '../support/eventually.ts';
import { isAlive } from '../support/program.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const limits = { cpuSeconds: 5, memoryMb: 256, wallMs: 10_000 };

it('lets a program do its work, and tells what it said', async () => {
  const output: string[] = [];
  const onOutput = (bytes: Uint8Array) => output.push(Buffer.from(bytes).toString()) > 0;
  const outcome = await runLimited('sh', ['-c', 'echo out; echo err >&2'], { limits, onOutput });
  expect(outcome).toEqual({ state: 'done', lastWords: 'err\n' });
  expect(output.join('')).toBe('out\n');
});

it.each([
  ['fails', 'failed', ['sh', '-c', 'exit 3']],
  ['is not there', 'missing', ['no-such-program-anywhere']],
  ['computes without end', 'limit', ['sh', '-c', 'while :; do :; done']],
  ['wants too much memory', 'limit', ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=400M', 'count=1']],
  ['never ends', 'limit', ['sleep', '30']],
] as const)('says of one that %s: %s', async (_, state, [command = '', ...args]) => {
  const short = { ...limits, cpuSeconds: 1, wallMs: command === 'sleep' ? 100 : 10_000 };
  expect(await runLimited(command, args, { limits: short })).toMatchObject({ state });
});

it('lets it write no file without end', async () => {
  await using folder = await temporaryFolder('limits');
  const file = path.join(folder.path, 'large');
  const outcome = await runLimited('dd', ['if=/dev/zero', `of=${file}`, 'bs=1M', 'count=200'], { limits });
  expect(outcome.state).not.toBe('done');
  expect(existsSync(file)).toBe(true);
});

it('ends it as soon as enough was seen', async () => {
  let parts = 0;
  const onOutput = () => ++parts < 3;
  expect(await runLimited('yes', [], { limits, onOutput })).toMatchObject({ state: 'done' });
  expect(parts).toBe(3);
});

it('ends it when no one wants it any more', async () => {
  const stop = new AbortController();
  let pid = 0;
  const onOutput = (bytes: Uint8Array) => {
    pid = Number(Buffer.from(bytes).toString());
    stop.abort();
    return true;
  };
  const running = runLimited('sh', ['-c', 'echo $$; exec sleep 30'], {
    limits,
    signal: stop.signal,
    onOutput,
  });
  await expect(running).rejects.toThrow();
  await eventually('its end', () => !isAlive(pid));
});

it('gives it none of our environment', async () => {
  process.env.VIVAVOCE_TEST_SECRET = 'hidden';
  const output: string[] = [];
  const onOutput = (bytes: Uint8Array) => output.push(Buffer.from(bytes).toString()) > 0;
  await runLimited('env', [], { limits, onOutput });
  delete process.env.VIVAVOCE_TEST_SECRET;
  expect(output.join('')).toContain('PATH=');
  expect(output.join('')).not.toContain('hidden');
});
