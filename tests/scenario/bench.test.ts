import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { BENCH_CASES } from '../bench/cases.ts';
import { describeInLongRuns } from '../support/longTests.ts';
import { Program } from '../support/program.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Lines that are not cached take a while to render on a busy machine. */
const WITH_RENDERING_MS = 600_000;

function bench(...args: string[]): Program {
  const program = new Program({
    command: process.execPath,
    args: ['tests/bench/main.ts', ...args],
    cwd: ROOT,
  });
  onTestFinished(() => program.kill());
  return program;
}

describeInLongRuns('the benchmarks', () => {
  // Small numbers and no thresholds: each benchmark runs and measures every figure it declares.
  it.each(BENCH_CASES.map(benchCase => [benchCase.name, benchCase] as const))(
    '%s prints a number for each figure that it declares',
    async (name, { figures: promised }) => {
      const folder = await temporaryFolder('bench-test');
      onTestFinished(() => folder.remove());
      const resultsFile = path.join(folder.path, 'results.json');
      const program = bench(name, '--quick', `--results=${resultsFile}`);
      const { code } = await program.exited;
      expect(code, program.output).toBe(0);

      const printed = [...program.output.matchAll(/^BENCH (\{.*\})$/gm)].map(([, json = '']) =>
        JSON.parse(json),
      );
      for (const figure of promised)
        expect(printed).toContainEqual(
          expect.objectContaining({
            name: figure,
            value: expect.any(Number),
            unit: expect.any(String),
            n: expect.any(Number),
            machine: expect.stringContaining(`Node ${process.version}`),
          }),
        );
      const results = JSON.parse(await readFile(resultsFile, 'utf8'));
      expect(results).toMatchObject({ quick: true, failures: [] });
      expect(results.figures).toHaveLength(printed.length);
    },
    WITH_RENDERING_MS,
  );

  it('list the valid names when the requested one is unknown', async () => {
    const program = bench('no-such-case');
    const { code } = await program.exited;
    expect(code).toBe(1);
    expect(program.output).toContain('There is no case "no-such-case".');
    expect(program.output).toMatch(/^ {2}join: /m);
  });
});
