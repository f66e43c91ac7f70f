import { constants, setPriority } from 'node:os';
import { describeError, serveForkedTask } from '../../../../forkedProgram.ts';
import { ComposeError, type ComposeFailure, type ComposeMessage, type ComposeTask } from '../composeTask.ts';
import { compose } from './compose.ts';

/** Program that composes one recording, at the lowest priority: the machine also carries live calls. */
setPriority(constants.priority.PRIORITY_LOW);

serveForkedTask<ComposeTask, ComposeMessage>(async (task, { signal, send }) => {
  try {
    const onProgress = (share: number) => send({ state: 'running', share });
    return { state: 'done', file: await compose(task, { signal, onProgress }) };
  } catch (error) {
    return { state: 'failed', code: codeOf(error), detail: describeError(error) };
  }
});

const DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOTDIR']);

function codeOf(error: unknown): ComposeFailure {
  if (error instanceof ComposeError) return error.code;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return DISK_CODES.has(code) ? 'disk-full' : 'failed';
}
