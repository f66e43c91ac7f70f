import {
  type ProcessLimits,
  runLimited,
} from '../../../../recruiter/clips/render/recording/limitedProcess.ts';
import { FinaliseError } from '../../finaliseError.ts';

/** A limit is reached by what hangs or is broken, never by a long recording. */
const LIMITS: ProcessLimits = { cpuSeconds: 1_200, memoryMb: 2_048, wallMs: 3_600_000 };
const OUTPUT_MAX_BYTES = 8 * 1024 * 1024;
const DISK_FULL = /No space left on device|Disk quota exceeded/;

export interface ProgramEnd {
  /** Whether it says that it could do all it was told to. */
  succeeded: boolean;
  output: Buffer;
  /** What it wrote to its error stream last. */
  lastWords: string;
}

/**
 * Runs ffmpeg or ffprobe, with limits and without our environment. That it does not like what it reads is an answer. That it is not there, was ended
 * by someone or wants too much rejects with a `FinaliseError`.
 */
export async function runMediaProgram(
  command: 'ffmpeg' | 'ffprobe',
  args: readonly string[],
  signal: AbortSignal,
): Promise<ProgramEnd> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const { state, lastWords } = await runLimited(command, args, {
    limits: LIMITS,
    signal,
    onOutput: part => {
      parts.push(part);
      bytes += part.byteLength;
      return bytes <= OUTPUT_MAX_BYTES;
    },
  }).catch(error => {
    signal.throwIfAborted();
    // Not even the shell that limits it could be started.
    throw new FinaliseError('ffmpeg-missing', error);
  });
  if (state === 'missing') throw new FinaliseError('ffmpeg-missing', new Error(lastWords));
  if (state === 'limit')
    throw new FinaliseError('ffmpeg-failed', new Error(`${command} was ended: ${lastWords}`));
  if (state === 'failed' && DISK_FULL.test(lastWords))
    throw new FinaliseError('disk-full', new Error(lastWords));
  return { succeeded: state === 'done', output: Buffer.concat(parts), lastWords };
}

/** Before hours of work: whether both are there and can be started. Rejects with a `FinaliseError`. */
export async function requireMediaPrograms(signal: AbortSignal): Promise<void> {
  for (const command of ['ffmpeg', 'ffprobe'] as const) {
    const { succeeded, lastWords } = await runMediaProgram(command, ['-version'], signal);
    if (!succeeded) throw new FinaliseError('ffmpeg-failed', new Error(`${command}: ${lastWords}`));
  }
}
