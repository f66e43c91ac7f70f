import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ComposeError } from './composeError.ts';
import type { ComposedFile, ComposeTask } from './composeTask.ts';
import type { ComposeAnswer } from './composeWork.ts';

const PROGRAM = path.join(import.meta.dirname, 'work', 'main.ts');
/** Of JavaScript objects. Drawings lie outside of it. */
const HEAP_MB = 512;
/** Of our environment, what programs need to be found. None of our secrets. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LD_LIBRARY_PATH'];

export interface ComposeOptions {
  /** Ends the process and everything it runs. */
  signal?: AbortSignal | undefined;
  /** Told from time to time, 0 to 1, never less than before. */
  onProgress?: ((share: number) => void) | undefined;
}

/**
 * Makes one MP4 of a finished recording: who speaks large, the others beside, names, the recruiter's captions, what was not recorded as such,
 * chapters. In a process of its own, at the lowest priority, on one processor. It may be cut off anywhere: the next attempt with the same
 * work folder goes on from the last piece of at most a minute. Nothing is at `outFile` until it is whole and verified. Rejects with a `ComposeError`.
 */
export async function composeRecording(
  task: ComposeTask,
  { signal, onProgress }: ComposeOptions = {},
): Promise<ComposedFile> {
  if (signal?.aborted) throw new ComposeError('cancelled');
  const child = fork(PROGRAM, {
    // A group of its own, so that it can be ended together with the programs it runs.
    detached: true,
    env: Object.fromEntries(ENVIRONMENT.map(name => [name, process.env[name]])),
    execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${HEAP_MB}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const cancel = () => endGroup(child);
  signal?.addEventListener('abort', cancel);
  try {
    return await answerOf(child, task, signal, onProgress);
  } finally {
    signal?.removeEventListener('abort', cancel);
    endGroup(child);
  }
}

async function answerOf(
  child: ChildProcess,
  task: ComposeTask,
  signal: AbortSignal | undefined,
  onProgress: ComposeOptions['onProgress'],
): Promise<ComposedFile> {
  let highest = 0;
  let last: ComposeAnswer | undefined;
  child.on('message', (answer: ComposeAnswer) => {
    last = answer;
    if (answer.state !== 'running' || answer.share <= highest) return;
    highest = answer.share;
    onProgress?.(highest);
  });
  child.send(task, error => {
    // Its end says the same.
    if (error) endGroup(child);
  });
  const [code, ended] = await endOf(child);
  if (last?.state === 'done') return last.file;
  if (signal?.aborted) throw new ComposeError('cancelled');
  if (last?.state === 'failed') throw new ComposeError(last.code, new Error(last.detail));
  throw new ComposeError('killed', new Error(`The process ended with ${code ?? ended}.`));
}

async function endOf(child: ChildProcess): Promise<[code: number | null, signal: NodeJS.Signals | null]> {
  try {
    const [code, signal] = await once(child, 'close');
    return [code, signal];
  } catch (error) {
    throw new ComposeError('failed', error);
  }
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // None of its processes is left.
  }
}
