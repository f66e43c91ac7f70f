import { constants, setPriority } from 'node:os';
import { describeError } from '../../../../forkedProgram.ts';
import { FinaliseError, type FinaliseFailure } from '../finaliseError.ts';
import type { FinaliseTask } from '../finaliseTask.ts';
import { finaliseCapture } from './finaliseCapture.ts';
import type { FinaliseMessage } from './workMessages.ts';

/**
 * The process that finalises one recording for the process that forked it, at low priority, since its machine carries live calls.
 * It ends when it is done, and with its parent.
 */
const ending = new AbortController();

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

process.on('disconnect', () => {
  // Ends a running ffmpeg, too.
  ending.abort();
  process.exit();
});

process.once('message', (task: FinaliseTask) => {
  void run(task).then(answer => say(answer, () => process.disconnect()));
});

async function run(task: FinaliseTask): Promise<FinaliseMessage> {
  try {
    const onProgress = (share: number) => say({ state: 'progress', share });
    const finished = await finaliseCapture(task, { signal: ending.signal, onProgress });
    return { state: 'finished', finished };
  } catch (error) {
    return { state: 'failed', code: codeOf(error), detail: describeError(error) };
  }
}

function say(message: FinaliseMessage, then: () => void = () => {}): void {
  if (process.connected) process.send?.(message, then);
}

const FULL_CODES = new Set(['ENOSPC', 'EDQUOT']);
const STORAGE_CODES = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EIO', 'EMFILE']);

function codeOf(error: unknown): FinaliseFailure {
  if (error instanceof FinaliseError) return error.code;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (FULL_CODES.has(code)) return 'disk-full';
  return STORAGE_CODES.has(code) ? 'storage-failed' : 'failed';
}
