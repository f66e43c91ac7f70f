import { DISK_FULL, runProgram } from '../../../../../runProgram.ts';
import { FinaliseError } from '../../finaliseError.ts';

/** A limit is reached by what hangs or is broken, never by a long recording. */
const LIMITS = { cpuSeconds: 1_200, memoryMb: 2_048, fileMb: 128 };
const TIMEOUT_MS = 3_600_000;
const OUTPUT_MAX_BYTES = 8 * 1024 * 1024;

export interface ProgramEnd {
  /** Whether it says that it could do all it was told to. */
  succeeded: boolean;
  output: Buffer;
  /** The end of what it wrote to stderr. */
  stderrTail: string;
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
  const { state, stderrTail } = await runProgram(command, args, {
    limits: LIMITS,
    timeoutMs: TIMEOUT_MS,
    signal,
    onOutput: part => {
      parts.push(part);
      bytes += part.byteLength;
      return bytes <= OUTPUT_MAX_BYTES ? undefined : 'enough';
    },
  }).catch(error => {
    signal.throwIfAborted();
    // Not even the shell that limits it could be started.
    throw new FinaliseError('ffmpeg-missing', error);
  });
  if (state === 'missing') throw new FinaliseError('ffmpeg-missing', new Error(stderrTail));
  if (state === 'limit')
    throw new FinaliseError('ffmpeg-failed', new Error(`${command} was ended: ${stderrTail}`));
  if (state === 'failed' && DISK_FULL.test(stderrTail))
    throw new FinaliseError('disk-full', new Error(stderrTail));
  return { succeeded: state === 'done', output: Buffer.concat(parts), stderrTail };
}

/** Before hours of work: whether both are there and can be started. Rejects with a `FinaliseError`. */
export async function requireMediaPrograms(signal: AbortSignal): Promise<void> {
  for (const command of ['ffmpeg', 'ffprobe'] as const) {
    const { succeeded, stderrTail } = await runMediaProgram(command, ['-version'], signal);
    if (!succeeded) throw new FinaliseError('ffmpeg-failed', new Error(`${command}: ${stderrTail}`));
  }
}
