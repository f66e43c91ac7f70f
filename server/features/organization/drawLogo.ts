import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { runForkedTask } from '../../forkedProgram.ts';
import type { DrawnLogo } from './logoWorker.ts';

/** `file` is in base64. */
export type LogoTask = { file: string };
export type LogoFailure = 'failed' | 'crashed';

const PROGRAM = path.join(import.meta.dirname, 'logoProgram.ts');

/**
 * Draws a picture as a PNG file, in a process that can be killed: a small SVG file, such as one of nested masks,
 * can take hours to draw. Rejects with `invalid` if the process crashes or is still drawing when `limit` aborts.
 */
export function drawLogo(file: Buffer, limit: AbortSignal): Promise<DrawnLogo> {
  const task: LogoTask = { file: file.toString('base64') };
  const errorOf = (code: LogoFailure | 'cancelled', cause?: unknown) =>
    code === 'failed'
      ? new Error('The logo could not be drawn.', { cause })
      : new AppError('invalid', 'logo-too-complex', { cause });
  return runForkedTask<DrawnLogo, LogoFailure>(
    { file: PROGRAM, task, errorOf, crashed: 'crashed' },
    { signal: limit },
  );
}
