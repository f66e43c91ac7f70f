import { constants, setPriority } from 'node:os';
import { describeError, serveForkedTask } from '../../../../forkedProgram.ts';
import {
  FinaliseError,
  type FinaliseFailure,
  type FinaliseMessage,
  type FinaliseTask,
} from '../finaliseTask.ts';
import { finaliseCapture } from './finaliseCapture.ts';

/** Program that finalizes one recording, at low priority: the machine also carries live calls. */
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

serveForkedTask<FinaliseTask, FinaliseMessage>(async (task, { signal, send }) => {
  try {
    const onProgress = (share: number) => send({ state: 'progress', share });
    return { state: 'finished', finished: await finaliseCapture(task, { signal, onProgress }) };
  } catch (error) {
    return { state: 'failed', code: codeOf(error), detail: describeError(error) };
  }
});

const FULL_CODES = new Set(['ENOSPC', 'EDQUOT']);
const STORAGE_CODES = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EIO', 'EMFILE']);

function codeOf(error: unknown): FinaliseFailure {
  if (error instanceof FinaliseError) return error.code;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (FULL_CODES.has(code)) return 'disk-full';
  return STORAGE_CODES.has(code) ? 'storage-failed' : 'failed';
}
