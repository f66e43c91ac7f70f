import { fileURLToPath } from 'node:url';
import { createWorker } from 'mediasoup';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/freePort.ts';
import { Program } from '../support/program.ts';
import { launchServer, programEnvironment } from '../support/serverProcess.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { BenchCase } from './benchCase.ts';
import { compared, distribution, median } from './figure.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const START_TIMEOUT_MS = 120_000;

/**
 * How long `npm start` takes until /livez responds, with everything set up, built, and cached: from the spawn of npm to the first response,
 * polled every 20 ms. `start.server` is the server's own part, without npm and the setup check. An unmeasured first start does any
 * remaining setup and creates the data folder.
 *
 * The baseline is the lower bound of any start: an empty Node program and the creation of one bare mediasoup worker.
 */
export const start: BenchCase = {
  name: 'start',
  measures: 'a warm `npm start` until the server answers',
  figures: ['start', 'start.server'],
  parameters: { starts: { full: 5, quick: 1 } },
  async run(context) {
    await using folder = await temporaryFolder('bench');
    const starts = context.parameter('starts');
    const withNpm = () => timeToLive(folder.path, startWithNpm);
    context.progress(`the start before the first took ${Math.round(await withNpm())} ms`);
    const whole = await repeat(starts, withNpm);
    const server = await repeat(starts, () =>
      timeToLive(folder.path, variables => launchServer({ ...variables, NODE_ENV: undefined })),
    );
    const baseline =
      median(await repeat(starts, timeOfEmptyNode)) + median(await repeat(starts, timeOfWorker));

    const note = 'baseline: an empty Node program and one bare mediasoup worker';
    const unit = 'ms';
    const wholeFigures = distribution(whole);
    context.report({ name: 'start', unit, ...wholeFigures, ...compared(wholeFigures.value, baseline), note });
    const serverFigures = distribution(server);
    context.report({
      name: 'start.server',
      unit,
      ...serverFigures,
      ...compared(serverFigures.value, baseline),
      note: `server/main.ts alone; ${note}`,
    });
  },
};

type Launch = (variables: Record<string, string>) => Program;

function startWithNpm(variables: Record<string, string>): Program {
  // The environment of a person's shell instead of a test's.
  const environment = { NODE_ENV: undefined, VIVAVOCE_CACHE: process.env.VIVAVOCE_CACHE };
  return new Program({
    command: 'npm',
    args: ['start', '--silent'],
    cwd: ROOT,
    env: programEnvironment({ ...environment, ...variables }),
  });
}

async function timeToLive(dataDir: string, launch: Launch): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const program = launch({
    PORT: `${port}`,
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    SFU_LISTEN_IP: '127.0.0.1',
    SFU_PORT_MIN: '0',
    LOG_LEVEL: 'warn',
  });
  try {
    await eventually('the server to answer', () => answers(program, port), START_TIMEOUT_MS);
    return performance.now() - startedAt;
  } finally {
    await program.stop('SIGTERM');
  }
}

async function answers(program: Program, port: number): Promise<boolean> {
  if (!program.running) throw new Error(`The program ended immediately. Its output:\n${program.output}`);
  try {
    return (await fetch(`http://127.0.0.1:${port}/livez`)).ok;
  } catch {
    // The port is closed.
    return false;
  }
}

async function timeOfEmptyNode(): Promise<number> {
  const startedAt = performance.now();
  await new Program({ command: process.execPath, args: ['-e', '0'] }).exited;
  return performance.now() - startedAt;
}

async function timeOfWorker(): Promise<number> {
  const workerBin = process.env.MEDIASOUP_WORKER_BIN;
  const startedAt = performance.now();
  const worker = await createWorker({ logLevel: 'none', ...(workerBin ? { workerBin } : {}) });
  const tookMs = performance.now() - startedAt;
  worker.close();
  return tookMs;
}

async function repeat(times: number, measure: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  while (values.length < times) values.push(await measure());
  return values;
}
