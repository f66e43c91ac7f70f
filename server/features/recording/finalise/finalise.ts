import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { FinishedRecording } from '../../../../shared/recording/finished.ts';
import { FinaliseError } from './finaliseError.ts';
import type { FinaliseOptions, FinaliseTask } from './finaliseTask.ts';
import type { FinaliseMessage, FinaliseRequest } from './work/workMessages.ts';

export { FinaliseError } from './finaliseError.ts';
export type { FinaliseOptions, FinaliseTask } from './finaliseTask.ts';

const PROGRAM = path.join(import.meta.dirname, 'work', 'main.ts');
/** Of JavaScript objects. Packets and pieces of files lie outside of it. */
const HEAP_MB = 512;
/** Of our environment, what programs need to be found. None of our secrets. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LD_LIBRARY_PATH'];

/**
 * Makes what was captured of a recording playable, in a process of its own: whatever happens in there costs this one task. Resolves when
 * `outFolder` is there whole; before that nothing of its name is touched, so that it can be repeated at any time. What cannot be used of
 * the captured files is told as problems. Rejects with a `FinaliseError`.
 */
export async function finaliseRecording(
  task: FinaliseTask,
  { signal, onProgress = () => {} }: FinaliseOptions = {},
): Promise<FinishedRecording> {
  if (signal?.aborted) throw new FinaliseError('cancelled', signal.reason);
  const { promise, resolve, reject } = Promise.withResolvers<FinishedRecording>();
  const child = fork(PROGRAM, {
    // A group of its own, so that it can be ended together with the programs it runs.
    detached: true,
    env: Object.fromEntries(ENVIRONMENT.map(name => [name, process.env[name]])),
    execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${HEAP_MB}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const cancel = () => reject(new FinaliseError('cancelled', signal?.reason));
  signal?.addEventListener('abort', cancel, { once: true });
  child.on('message', (message: FinaliseMessage) => {
    if (message.state === 'progress') onProgress(message.share);
    else if (message.state === 'finished') resolve(message.finished);
    else reject(new FinaliseError(message.code, new Error(message.detail)));
  });
  child.on('error', error => reject(new FinaliseError('crashed', error)));
  child.on('exit', (code, ended) => {
    const crashed = () => reject(new FinaliseError('crashed', new Error(`It ended with ${code ?? ended}.`)));
    // What it said last may still be on its way.
    if (child.connected) child.once('disconnect', crashed);
    else crashed();
  });
  child.send({ task } satisfies FinaliseRequest, error => {
    if (error) reject(new FinaliseError('crashed', error));
  });
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', cancel);
    // Of what it had started, nothing goes on.
    endGroup(child);
  }
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // None of its processes is left.
  }
}
