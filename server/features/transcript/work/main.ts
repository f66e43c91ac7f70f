import { setPriority } from 'node:os';
import { TranscriptionError } from '../../../../transcription/Transcriber.ts';
import { serveForkedTask } from '../../../forkedProgram.ts';
import { systemErrorCode } from '../../../systemErrorCode.ts';
import { TranscribeError, type TranscribeFailure } from '../transcribeTask.ts';
import { transcribeTracks } from './transcribeTracks.ts';

const DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO']);
/** Below calls, live captions, and all other work on recordings that people wait for. */
const NICE = 15;

if (process.platform !== 'win32') setPriority(NICE);
serveForkedTask(transcribeTracks, (error): TranscribeFailure => {
  if (error instanceof TranscribeError || error instanceof TranscriptionError) return error.code;
  return DISK_CODES.has(systemErrorCode(error) ?? '') ? 'disk-full' : 'failed';
});
