import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { describeInLongRuns } from '../support/longTests.ts';
import { Program } from '../support/program.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Lines that no run has rendered before take a while on a busy machine. */
const RENDERING_MS = 400_000;

function bench(...args: string[]): Program {
  const program = new Program({
    command: process.execPath,
    args: ['tests/bench/main.ts', ...args],
    cwd: ROOT,
  });
  onTestFinished(() => program.kill());
  return program;
}

describeInLongRuns('the measurements', () => {
  it('print one line of JSON per figure and keep the whole run in a file', async () => {
    const folder = await temporaryFolder('bench-test');
    onTestFinished(() => folder.remove());
    const resultsFile = path.join(folder.path, 'results.json');
    const quick = ['--quick', '--rooms=1', '--rounds=1', '--seconds=1'];
    const program = bench('sfu-throughput', ...quick, `--results=${resultsFile}`);
    const { code } = await program.exited;
    expect(code, program.output).toBe(0);

    const [, json = ''] = /^BENCH (\{.*\})$/m.exec(program.output) ?? [];
    const figure = JSON.parse(json);
    expect(figure).toEqual({
      name: 'sfu-throughput',
      value: expect.any(Number),
      unit: 'packets/s',
      n: 1,
      p50: expect.any(Number),
      p95: expect.any(Number),
      baseline: expect.any(Number),
      ratio: expect.any(Number),
      note: expect.any(String),
      machine: expect.stringContaining(`Node ${process.version}`),
    });
    expect(figure.value).toBeGreaterThan(0);

    const results = JSON.parse(await readFile(resultsFile, 'utf8'));
    expect(results).toMatchObject({ quick: true, failures: [], figures: [{ name: 'sfu-throughput' }] });
  });

  it(
    'take what strangers wait for from a page and from many requests at once',
    async () => {
      const folder = await temporaryFolder('bench-test');
      onTestFinished(() => folder.remove());
      const resultsFile = path.join(folder.path, 'results.json');
      const program = bench('practice', '--quick', `--results=${resultsFile}`);
      const { code } = await program.exited;
      expect(code, program.output).toBe(0);
      const { figures } = JSON.parse(await readFile(resultsFile, 'utf8'));
      expect(figures.map(({ name }: { name: string }) => name)).toEqual([
        'practice.first-sound',
        'practice.journey',
        'practice.full-house',
        'practice.full-house.place',
      ]);
      for (const { value, baseline } of figures) expect(value).toBeGreaterThan(baseline);
    },
    RENDERING_MS,
  );

  it('say what there is when they are asked for something else', async () => {
    const program = bench('no-such-case');
    const { code } = await program.exited;
    expect(code).toBe(1);
    expect(program.output).toContain('There is no case "no-such-case".');
    expect(program.output).toMatch(/^ {2}join: /m);
  });
});
