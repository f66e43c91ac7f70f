import path from 'node:path';
import type { FinishedRecording } from '../../../../shared/recording/finished.ts';
import { runForkedTask } from '../../../forkedProgram.ts';
import {
  FinaliseError,
  type FinaliseMessage,
  type FinaliseOptions,
  type FinaliseTask,
} from './finaliseTask.ts';

export type { FinaliseOptions, FinaliseTask } from './finaliseTask.ts';
export { FinaliseError } from './finaliseTask.ts';

const PROGRAM = path.join(import.meta.dirname, 'work', 'main.ts');

/**
 * Makes a recording playable in a child process, so that a crash costs only this task. Safe to repeat: `outFolder` changes only when all
 * files are complete. Reports unusable captures as problems. Rejects with `FinaliseError`.
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
