import { DISK_FULL, runProgram } from '../../../../../runProgram.ts';
import { FinaliseError } from '../../finaliseTask.ts';

/** Only a hanging or broken program reaches these limits. */
const LIMITS = { cpuSeconds: 1_200, memoryMb: 2_048, fileMb: 128 };
const TIMEOUT_MS = 3_600_000;
const OUTPUT_MAX_BYTES = 8 * 1024 * 1024;

/** Runs a program. Resolves if it succeeds or its input is bad. Otherwise, rejects with `FinaliseError`. */
export async function runMediaProgram(
  command: 'ffmpeg' | 'ffprobe',
  args: readonly string[],
  signal: AbortSignal,
) {
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
    // The shell that applies the limits could not start.
    throw new FinaliseError('ffmpeg-missing', error);
  });
  if (state === 'missing') throw new FinaliseError('ffmpeg-missing', new Error(stderrTail));
  if (state === 'limit')
    throw new FinaliseError('ffmpeg-failed', new Error(`${command} was ended: ${stderrTail}`));
  if (state === 'failed' && DISK_FULL.test(stderrTail))
    throw new FinaliseError('disk-full', new Error(stderrTail));
  return { succeeded: state === 'done', output: Buffer.concat(parts), stderrTail };
}

/** Fails early, before hours of work, if a program cannot run. */
export async function requireMediaPrograms(signal: AbortSignal): Promise<void> {
  for (const command of ['ffmpeg', 'ffprobe'] as const) {
    const { succeeded, stderrTail } = await runMediaProgram(command, ['-version'], signal);
    if (!succeeded) throw new FinaliseError('ffmpeg-failed', new Error(`${command}: ${stderrTail}`));
  }
}
