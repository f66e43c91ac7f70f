import path from 'node:path';
import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { isAlive, Program } from '../../support/program.ts';

const PROGRAM = path.resolve('tests/support/program.ts');

it('a child program ends with the test process that started it, even when that is killed', async () => {
  const script = `
    import { Program } from ${JSON.stringify(PROGRAM)};
    const started = new Program({ command: 'sleep', args: ['600'] });
    console.log('started ' + started.pid);
  `;
  const worker = new Program({ command: process.execPath, args: ['--input-type=module', '--eval', script] });
  const [, pid] = await worker.waitForOutput(/started (\d+)/);
  expect(isAlive(Number(pid))).toBe(true);
  await worker.kill();
  await eventually('its end', () => !isAlive(Number(pid)));
});
