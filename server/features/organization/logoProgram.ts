import { constants, setPriority } from 'node:os';
import { serveForkedTask } from '../../forkedProgram.ts';
import { inWorker } from '../../inWorker.ts';
import type { LogoFailure, LogoTask } from './drawLogo.ts';
import type { DrawnLogo } from './logoWorker.ts';

// Low priority, because the machine also runs live calls.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
serveForkedTask(
  async ({ file }: LogoTask, { signal }): Promise<DrawnLogo> => {
    // Drawing is one native call, which only the end of the process stops.
    signal.addEventListener('abort', () => process.kill(process.pid, 'SIGKILL'));
    const module = new URL('logoWorker.ts', import.meta.url);
    return (await inWorker(module, Buffer.from(file, 'base64'), 'staff')) as DrawnLogo;
  },
  (): LogoFailure => 'failed',
);
