import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';

/** What a program that reads strangers' files may use up. */
export interface ProcessLimits {
  cpuSeconds: number;
  /** Of address space, libraries included. Not every system can limit it. */
  memoryMb: number;
  wallMs: number;
}

export interface LimitedOutcome {
  /** `limit`: it used up what it may. `missing`: there is no such program here. */
  state: 'done' | 'failed' | 'limit' | 'missing';
  /** What it wrote to its error stream last. */
  lastWords: string;
}

export interface LimitedOptions {
  limits: ProcessLimits;
  signal?: AbortSignal | undefined;
  /** Gets its output. Returns false when it has seen enough: then the program is ended, and that counts as `done`. */
  onOutput?: (bytes: Uint8Array) => boolean;
}

/** The largest file that it may write, and no core. */
const FILE_MB = 128;
const BLOCK_BYTES = 512;
const SCRIPT = `ulimit -c 0; ulimit -f ${(FILE_MB * 1024 * 1024) / BLOCK_BYTES}; ulimit -t "$1"; ulimit -v "$2" 2>/dev/null; shift 2; exec "$@"`;
const LAST_WORDS_MAX = 4_000;
/** What a program says that is refused memory and ends by itself. */
const OUT_OF_MEMORY = /Cannot allocate memory|memory exhausted/i;
/** Ways in which the system ends a program that wants too much. */
const LIMIT_SIGNALS: ReadonlySet<NodeJS.Signals | null> = new Set([
  'SIGXCPU',
  'SIGXFSZ',
  'SIGKILL',
  'SIGSEGV',
  'SIGABRT',
]);

/** Runs a program with limits to processor time, memory, files and time, at low priority, without our environment. */
export async function runLimited(
  command: string,
  args: readonly string[],
  { limits, signal, onOutput }: LimitedOptions,
): Promise<LimitedOutcome> {
  const overtime = AbortSignal.timeout(limits.wallMs);
  const memoryKb = String(limits.memoryMb * 1024);
  const child = spawn('sh', ['-c', SCRIPT, 'sh', String(limits.cpuSeconds), memoryKb, command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH },
    signal: signal ? AbortSignal.any([overtime, signal]) : overtime,
    killSignal: 'SIGKILL',
  });
  let lastWords = '';
  let enough = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS_MAX);
  });
  child.stdout.on('data', (bytes: Uint8Array) => {
    if (enough || !onOutput || onOutput(bytes)) return;
    enough = true;
    child.kill('SIGKILL');
  });
  if (child.pid !== undefined) lowerPriority(child.pid);
  try {
    const [code, ended] = await once(child, 'close');
    if (enough || code === 0) return { state: 'done', lastWords };
    if (code === 127 || code === 126) return { state: 'missing', lastWords };
    const usedUp = LIMIT_SIGNALS.has(ended) || OUT_OF_MEMORY.test(lastWords);
    return { state: usedUp ? 'limit' : 'failed', lastWords };
  } catch (error) {
    signal?.throwIfAborted();
    if (overtime.aborted) return { state: 'limit', lastWords };
    throw error;
  }
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already.
  }
}
