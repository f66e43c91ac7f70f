import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '../../server/runProgram.ts';
import { eventually } from '../support/eventually.ts';
import { isAlive } from '../support/program.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const limits = { cpuSeconds: 5, memoryMb: 256, fileMb: 128 };
const timeoutMs = 10_000;

it('a limited process runs a program and returns its output', async () => {
  const output: string[] = [];
  const onOutput = (bytes: Buffer) => void output.push(bytes.toString());
  const outcome = await runProgram('sh', ['-c', 'echo out; echo err >&2'], { limits, timeoutMs, onOutput });
  expect(outcome).toEqual({ state: 'done', timedOut: false, end: 0, stderrTail: 'err\n' });
  expect(output.join('')).toBe('out\n');
});

it.each([
  ['fails', 'failed', ['sh', '-c', 'exit 3']],
  ['does not exist', 'missing', ['no-such-program-anywhere']],
  ['never stops computing', 'limit', ['sh', '-c', 'while :; do :; done']],
  ['requests too much memory', 'limit', ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=400M', 'count=1']],
  ['never ends', 'limit', ['sleep', '30']],
] as const)('a limited process that %s has the outcome %s', async (_, state, [command = '', ...args]) => {
  const short = { limits: { ...limits, cpuSeconds: 1 }, timeoutMs: command === 'sleep' ? 100 : timeoutMs };
  expect(await runProgram(command, args, short)).toMatchObject({ state, timedOut: command === 'sleep' });
});

it('a limited process cannot write a file without end', async () => {
  await using folder = await temporaryFolder('limits');
  const file = path.join(folder.path, 'large');
  const outcome = await runProgram('dd', ['if=/dev/zero', `of=${file}`, 'bs=1M', 'count=200'], {
    limits,
    timeoutMs,
  });
  expect(outcome.state).not.toBe('done');
  expect(existsSync(file)).toBe(true);
});

it('a limited process ends when its caller has seen enough', async () => {
  let parts = 0;
  const onOutput = () => (++parts < 3 ? undefined : 'enough');
  expect(await runProgram('yes', [], { limits, timeoutMs, onOutput })).toMatchObject({ state: 'done' });
  expect(parts).toBe(3);
});

it('a limited process ends when no caller waits for it', async () => {
  const stop = new AbortController();
  let pid = 0;
  const onOutput = (bytes: Buffer) => {
    pid = Number(bytes.toString());
    stop.abort();
    return undefined;
  };
  const running = runProgram('sh', ['-c', 'echo $$; exec sleep 30'], {
    limits,
    timeoutMs,
    signal: stop.signal,
    onOutput,
  });
  await expect(running).rejects.toThrow();
  await eventually('its end', () => !isAlive(pid));
});

it('a limited process gets none of our environment', async () => {
  process.env.VIVAVOCE_TEST_SECRET = 'hidden';
  const output: string[] = [];
  const onOutput = (bytes: Buffer) => void output.push(bytes.toString());
  await runProgram('env', [], { limits, timeoutMs, onOutput });
  delete process.env.VIVAVOCE_TEST_SECRET;
  expect(output.join('')).toContain('PATH=');
  expect(output.join('')).not.toContain('hidden');
});
