import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ComposeError } from '../../composeError.ts';

export interface FfmpegRun {
  signal: AbortSignal;
  /** Told how many frames, and how many milliseconds, have been written so far. */
  onWritten?: (written: { frames: number; ms: number }) => void;
  /** Tests are less patient. */
  standstillMs?: number;
}

/** Address space of a run, libraries included; a piece takes a fifth of it. */
const MEMORY_MB = 3_072;
/** So long without getting any further it hangs. Next to live calls it may take a while to get the processor. */
const STANDSTILL_MS = 5 * 60_000;
const LAST_WORDS_MAX = 4_000;
/** At the lowest priority, for the machine carries live calls. */
const SCRIPT = 'ulimit -c 0; ulimit -v "$1" 2>/dev/null; shift; exec nice -n 19 "$@"';
const DISK_FULL = /No space left on device|Disk quota exceeded|Read-only file system|Permission denied/;

/** Runs ffmpeg to its end. Rejects with a `ComposeError`. */
export async function runFfmpeg(
  args: readonly string[],
  { signal, onWritten, standstillMs = STANDSTILL_MS }: FfmpegRun,
): Promise<void> {
  const options = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-progress', 'pipe:1'];
  const progress = new ProgressLines(onWritten);
  await run('ffmpeg', [...options, ...args], signal, text => progress.take(text), standstillMs);
}

/** Runs ffprobe and resolves with what it prints. Rejects with a `ComposeError`. */
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
  /** Whether that says that it has got further: one that hangs may go on talking. */
  onOutput: (text: string) => boolean,
  standstillMs = STANDSTILL_MS,
): Promise<void> {
  if (signal.aborted) throw new ComposeError('cancelled');
  const child = spawn('sh', ['-c', SCRIPT, 'sh', String(MEMORY_MB * 1_024), command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH },
  });
  let lastWords = '';
  let hangs = false;
  const kill = () => child.kill('SIGKILL');
  const hang = setTimeout(() => {
    hangs = true;
    kill();
  }, standstillMs);
  signal.addEventListener('abort', kill);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS_MAX);
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (onOutput(text)) hang.refresh();
  });
  try {
    const [code, ended] = await once(child, 'close').catch(error => {
      throw new ComposeError('failed', error);
    });
    if (code === 0) return;
    const how = hangs ? `did not get any further for ${standstillMs} ms` : `ended with ${code ?? ended}`;
    const cause = new Error(`${command} ${how}: ${lastWords}`);
    if (signal.aborted) throw new ComposeError('cancelled', cause);
    if (hangs) throw new ComposeError('failed', cause);
    if (code === null) throw new ComposeError('killed', cause);
    if (code === 126 || code === 127) throw new ComposeError('ffmpeg-missing', cause);
    throw new ComposeError(DISK_FULL.test(lastWords) ? 'disk-full' : 'failed', cause);
  } finally {
    clearTimeout(hang);
    signal.removeEventListener('abort', kill);
  }
}

/** What `-progress` prints: `name=value` lines in blocks, each of which ends with a line `progress=`. */
class ProgressLines {
  readonly #onWritten: FfmpegRun['onWritten'];
  readonly #written = { frames: 0, ms: 0 };
  #rest = '';

  constructor(onWritten: FfmpegRun['onWritten']) {
    this.#onWritten = onWritten;
  }

  /** Whether more has been written than before. */
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
