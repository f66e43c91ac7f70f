import { constants, setPriority } from 'node:os';
import { serveForkedTask } from '../../../../forkedProgram.ts';
import { systemErrorCode } from '../../../../systemErrorCode.ts';
import { FinaliseError, type FinaliseFailure } from '../finaliseTask.ts';
import { finaliseCapture } from './finaliseCapture.ts';

const FULL_CODES = new Set(['ENOSPC', 'EDQUOT']);
const STORAGE_CODES = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EIO', 'EMFILE']);

// Low priority, because the machine also runs live calls.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
serveForkedTask(finaliseCapture, (error): FinaliseFailure => {
  if (error instanceof FinaliseError) return error.code;
  const code = systemErrorCode(error) ?? '';
  if (FULL_CODES.has(code)) return 'disk-full';
  return STORAGE_CODES.has(code) ? 'storage-failed' : 'failed';
});
