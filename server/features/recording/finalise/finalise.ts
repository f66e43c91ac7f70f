import path from 'node:path';
import type { FinishedRecording } from '../../../../shared/recording/finished.ts';
import { runForkedTask, type TaskOptions } from '../../../forkedProgram.ts';
import { FinaliseError, type FinaliseTask } from './finaliseTask.ts';

const PROGRAM = path.join(import.meta.dirname, 'work', 'main.ts');

/** Turns captures into playable files in a child process. Safe to repeat. Rejects with `FinaliseError`. */
export function finaliseRecording(task: FinaliseTask, options: TaskOptions = {}): Promise<FinishedRecording> {
  const errorOf = (...of: ConstructorParameters<typeof FinaliseError>) => new FinaliseError(...of);
  return runForkedTask({ file: PROGRAM, task, errorOf, crashed: 'crashed' }, options);
}
