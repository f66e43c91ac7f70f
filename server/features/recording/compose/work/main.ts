import { constants, setPriority } from 'node:os';
import { describeError } from '../../../../forkedProgram.ts';
import { ComposeError, type ComposeFailure } from '../composeError.ts';
import type { ComposeTask } from '../composeTask.ts';
import type { ComposeAnswer } from '../composeWork.ts';
import { compose } from './compose.ts';

/**
 * The process in which one recording is composed for the process that forked it, at the lowest priority, as are the programs that it runs:
 * the machine carries live calls. It ends with its parent.
 */
setPriority(constants.priority.PRIORITY_LOW);
const ending = new AbortController();

process.on('disconnect', () => {
  // Ends a running ffmpeg, too.
  ending.abort();
  process.exit();
});

process.once('message', (task: ComposeTask) => {
  answerOf(task).then(answer => process.send?.(answer, () => process.disconnect()));
});

async function answerOf(task: ComposeTask): Promise<ComposeAnswer> {
  const onProgress = (share: number) => tell({ state: 'running', share });
  try {
    return { state: 'done', file: await compose(task, { signal: ending.signal, onProgress }) };
  } catch (error) {
    return { state: 'failed', code: codeOf(error), detail: describeError(error) };
  }
}

function tell(answer: ComposeAnswer): void {
  if (process.connected) process.send?.(answer);
}

const DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOTDIR']);

function codeOf(error: unknown): ComposeFailure {
  if (error instanceof ComposeError) return error.code;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return DISK_CODES.has(code) ? 'disk-full' : 'failed';
}
