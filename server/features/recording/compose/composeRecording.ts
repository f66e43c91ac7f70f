import path from 'node:path';
import { runForkedTask } from '../../../forkedProgram.ts';
import { ComposeError } from './composeError.ts';
import type { ComposedFile, ComposeMessage, ComposeTask } from './composeTask.ts';

const PROGRAM = path.join(import.meta.dirname, 'work', 'main.ts');

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
  let highest = 0;
  const onMessage = (message: ComposeMessage) => {
    if (message.state !== 'running' || message.share <= highest) return;
    highest = message.share;
    onProgress?.(highest);
  };
  const { last, end } = await runForkedTask({ file: PROGRAM, task, signal, onMessage }).catch(error => {
    throw new ComposeError('failed', error);
  });
  if (last?.state === 'done') return last.file;
  if (signal?.aborted) throw new ComposeError('cancelled');
  if (last?.state === 'failed') throw new ComposeError(last.code, new Error(last.detail));
  throw new ComposeError('killed', end);
}
