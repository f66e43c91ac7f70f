import { constants, setPriority } from 'node:os';
import { serveForkedTask } from '../../../../forkedProgram.ts';
import { systemErrorCode } from '../../../../systemErrorCode.ts';
import { ComposeError, type ComposeFailure } from '../composeTask.ts';
import { compose } from './compose.ts';

const DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOTDIR']);

// Low priority, because the machine also runs live calls.
setPriority(constants.priority.PRIORITY_LOW);
serveForkedTask(compose, (error): ComposeFailure => {
  if (error instanceof ComposeError) return error.code;
  return DISK_CODES.has(systemErrorCode(error) ?? '') ? 'disk-full' : 'failed';
});
