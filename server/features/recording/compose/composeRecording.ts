import path from 'node:path';
import { runForkedTask, type TaskOptions } from '../../../forkedProgram.ts';
import { type ComposedFile, ComposeError, type ComposeTask } from './composeTask.ts';

const PROGRAM = path.join(import.meta.dirname, 'work', 'main.ts');

/** Renders the combined MP4 in a child process. Retries reuse finished parts. Rejects with `ComposeError`. */
export function composeRecording(task: ComposeTask, options: TaskOptions = {}): Promise<ComposedFile> {
  const errorOf = (...of: ConstructorParameters<typeof ComposeError>) => new ComposeError(...of);
  return runForkedTask({ file: PROGRAM, task, errorOf, crashed: 'killed' }, options);
}
