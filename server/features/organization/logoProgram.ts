import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { serveForkedTask } from '../../forkedProgram.ts';
import type { LogoFailure, LogoTask } from './drawLogo.ts';
import type { DrawnLogo } from './logoWorker.ts';

// Low priority, because the machine also runs live calls.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
serveForkedTask(
  async ({ file }: LogoTask, { signal }): Promise<DrawnLogo> => {
    // Drawing is one native call, which only the end of the process stops.
    signal.addEventListener('abort', () => process.kill(process.pid, 'SIGKILL'));
    const workerData = Buffer.from(file, 'base64');
    const [drawn] = await once(
      new Worker(new URL('logoWorker.ts', import.meta.url), { workerData }),
      'message',
    );
    return drawn;
  },
  (): LogoFailure => 'failed',
);
