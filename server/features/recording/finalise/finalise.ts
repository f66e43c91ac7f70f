import path from 'node:path';
import type { FinishedRecording } from '../../../../shared/recording/finished.ts';
import { runForkedTask } from '../../../forkedProgram.ts';
import { FinaliseError } from './finaliseError.ts';
import type { FinaliseMessage, FinaliseOptions, FinaliseTask } from './finaliseTask.ts';

export { FinaliseError } from './finaliseError.ts';
export type { FinaliseOptions, FinaliseTask } from './finaliseTask.ts';

const PROGRAM = path.join(import.meta.dirname, 'work', 'main.ts');

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
  const onMessage = (message: FinaliseMessage) => {
    if (message.state === 'progress') onProgress(message.share);
  };
  const { last, end } = await runForkedTask({ file: PROGRAM, task, signal, onMessage }).catch(error => {
    throw new FinaliseError('crashed', error);
  });
  if (last?.state === 'finished') return last.finished;
  if (signal?.aborted) throw new FinaliseError('cancelled', signal.reason);
  if (last?.state === 'failed') throw new FinaliseError(last.code, new Error(last.detail));
  throw new FinaliseError('crashed', end);
}
