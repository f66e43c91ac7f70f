import { runProgram } from '../../../../runProgram.ts';
import { ComposeError } from '../composeTask.ts';

interface FfmpegRun {
  signal: AbortSignal;
  /** Called with the frames and milliseconds written so far. */
  onWritten?: (written: { frames: number; ms: number }) => void;
  standstillMs?: number;
}

/** Limit of ffmpeg's address space. Rendering a piece needs about a fifth of this limit. */
const MEMORY_MB = 3_072;
/** Time without progress after which ffmpeg counts as hung. Live calls may slow it down. */
const STANDSTILL_MS = 5 * 60_000;
/** Signals that end a program because of its own error. */
const CRASHES: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGABRT', 'SIGFPE', 'SIGILL', 'SIGBUS']);
const CANNOT_WRITE = /No space left on device|Disk quota exceeded|Read-only file system|Permission denied/;

export async function runFfmpeg(
  args: readonly string[],
  { signal, onWritten, standstillMs = STANDSTILL_MS }: FfmpegRun,
): Promise<void> {
  const options = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-progress', 'pipe:1'];
  const progress = new ProgressLines(onWritten);
  await run('ffmpeg', [...options, ...args], signal, text => progress.take(text), standstillMs);
}

export async function runFfprobe(args: readonly string[], signal: AbortSignal): Promise<string> {
  let printed = '';
  await run('ffprobe', ['-v', 'error', ...args], signal, text => {
    printed += text;
    return true;
  });
  return printed;
}

async function run(
  command: string,
  args: readonly string[],
  signal: AbortSignal,
  /** Returns true if the output shows progress, because a hung program may still write output. */
  onOutput: (text: string) => boolean,
  standstillMs = STANDSTILL_MS,
): Promise<void> {
  if (signal.aborted) throw new ComposeError('cancelled');
  const decoder = new TextDecoder();
  const outcome = await runProgram(command, args, {
    limits: { memoryMb: MEMORY_MB },
    signal,
    timeoutMs: standstillMs,
    onOutput: bytes => (onOutput(decoder.decode(bytes, { stream: true })) ? 'progress' : undefined),
  }).catch(error => {
    throw new ComposeError(signal.aborted ? 'cancelled' : 'failed', error);
  });
  const { state, timedOut, end, stderrTail } = outcome;
  if (state === 'done') return;
  const how = timedOut ? `did not get any further for ${standstillMs} ms` : `ended with ${end}`;
  const cause = new Error(`${command} ${how}: ${stderrTail}`);
  if (timedOut) throw new ComposeError('failed', cause);
  if (typeof end === 'string') throw new ComposeError(CRASHES.has(end) ? 'failed' : 'killed', cause);
  if (state === 'missing') throw new ComposeError('ffmpeg-missing', cause);
  throw new ComposeError(CANNOT_WRITE.test(stderrTail) ? 'disk-full' : 'failed', cause);
}

/** Parses the output of `-progress`: `name=value` lines, in blocks that end with `progress=`. */
class ProgressLines {
  readonly #onWritten: FfmpegRun['onWritten'];
  readonly #written = { frames: 0, ms: 0 };
  #rest = '';

  constructor(onWritten: FfmpegRun['onWritten']) {
    this.#onWritten = onWritten;
  }

  take(text: string): boolean {
    const before = { ...this.#written };
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const [name, value] = line.split('=');
      const number = Number(value);
      if (name === 'frame' && number >= 0) this.#written.frames = number;
      if (name === 'out_time_us' && number >= 0) this.#written.ms = number / 1_000;
      if (name === 'progress') this.#onWritten?.({ ...this.#written });
    }
    return this.#written.frames > before.frames || this.#written.ms > before.ms;
  }
}
