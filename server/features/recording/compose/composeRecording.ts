import path from 'node:path';
import { runForkedTask } from '../../../forkedProgram.ts';
import { type ComposedFile, ComposeError, type ComposeMessage, type ComposeTask } from './composeTask.ts';

const PROGRAM = path.join(import.meta.dirname, 'work', 'main.ts');

export interface ComposeOptions {
  /** Ends the process and its programs. */
  signal?: AbortSignal | undefined;
  /** Called with 0 to 1, increasing. */
  onProgress?: ((share: number) => void) | undefined;
}

/**
 * Renders the combined MP4 of a finished recording in a child process with the lowest priority. It shows the speaker large, the others next
 * to them, names, captions, and pauses, and has chapters. An interrupted attempt is continued with the same work folder. `outFile` does not
 * exist until it is complete and verified. Rejects with `ComposeError`.
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
