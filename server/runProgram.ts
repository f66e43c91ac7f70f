import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import type { Writable } from 'node:stream';

/** Resource limits, for example for a program that reads untrusted files. */
export interface ProgramLimits {
  cpuSeconds?: number;
  /** Address space, including libraries. Not every system can limit it. */
  memoryMb: number;
  /** Size of each file that it writes. */
  fileMb?: number;
}

export interface ProgramOptions {
  /** With limits, the program also runs at the lowest priority and with `PATH` as its only environment variable. */
  limits?: ProgramLimits;
  /** Kills the program. */
  signal?: AbortSignal | undefined;
  /** Time after which the program is killed, measured from its start or from the last output that was progress. */
  timeoutMs?: number;
  /** Opens `stdin`, to which the caller writes. */
  hasInput?: boolean;
  /** Receives what the program prints. `progress` restarts `timeoutMs`; `enough` kills the program, which counts as `done`. */
  onOutput?: (bytes: Buffer) => 'progress' | 'enough' | undefined;
}

export interface ProgramOutcome {
  /** `limit`: it used up a limit or its time. `missing`: the program is not installed. */
  state: 'done' | 'failed' | 'limit' | 'missing';
  /** True when the program was killed because of `timeoutMs`. */
  timedOut: boolean;
  /** How it ended, for the log: its exit code, or the signal that killed it. */
  end: number | NodeJS.Signals;
  /** The end of what it wrote to stderr. */
  stderrTail: string;
}

const STDERR_TAIL_CHARACTERS = 4_000;
const FILE_BLOCK_BYTES = 512;
/** Exit codes of a shell that cannot run the program, or cannot find it. */
const NOT_RUN: ReadonlySet<number> = new Set([126, 127]);
/** Printed by a program that is refused memory and then ends on its own. */
const OUT_OF_MEMORY = /Cannot allocate memory|memory exhausted/i;
/** Signals with which the system kills a program that exceeds a limit. */
const LIMIT_SIGNALS: ReadonlySet<unknown> = new Set(['SIGXCPU', 'SIGXFSZ', 'SIGKILL', 'SIGSEGV', 'SIGABRT']);
/** stderr of a program that could not write because the disk was full. */
export const DISK_FULL = /No space left on device|Disk quota exceeded/;

/** Runs a program to its end. Rejects if it can't be started, and with the reason of `signal` when aborted. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramOutcome> {
  return startProgram(command, args, options).ended;
}

/** Like `runProgram()`, for a caller that writes to the program's input. */
export function startProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): { stdin: Writable | null; ended: Promise<ProgramOutcome> } {
  const { limits, hasInput, onOutput } = options;
  const [program, programArgs] = limits
    ? ['sh', ['-c', limitScript(limits), 'sh', command, ...args]]
    : [command, args];
  const child = spawn(program, programArgs, {
    stdio: [hasInput ? 'pipe' : 'ignore', onOutput ? 'pipe' : 'ignore', 'pipe'],
    env: limits ? { PATH: process.env.PATH } : process.env,
  });
  if (limits && child.pid !== undefined) lowerPriority(child.pid);
  return { stdin: child.stdin, ended: outcomeOf(child, options) };
}

async function outcomeOf(
  child: ChildProcess,
  { signal, timeoutMs, onOutput }: ProgramOptions,
): Promise<ProgramOutcome> {
  let stderrTail = '';
  let killedBy: 'abort' | 'timeout' | 'enough' | undefined;
  const kill = (cause: typeof killedBy) => {
    killedBy ??= cause;
    child.kill('SIGKILL');
    // A program that it started may keep the pipes open.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const onAbort = () => kill('abort');
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => kill('timeout'), timeoutMs);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderrTail = (stderrTail + text).slice(-STDERR_TAIL_CHARACTERS);
  });
  child.stdout?.on('data', (bytes: Buffer) => {
    const verdict = killedBy ? undefined : onOutput?.(bytes);
    if (verdict === 'progress') timer?.refresh();
    if (verdict === 'enough') kill('enough');
  });
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();
  try {
    const [code, endedBy] = (await once(child, 'close')) as [number | null, NodeJS.Signals];
    if (killedBy === 'abort') signal?.throwIfAborted();
    const timedOut = killedBy === 'timeout';
    const isLimit = timedOut || LIMIT_SIGNALS.has(endedBy) || OUT_OF_MEMORY.test(stderrTail);
    const failure = code !== null && NOT_RUN.has(code) ? 'missing' : isLimit ? 'limit' : 'failed';
    const state = killedBy === 'enough' || code === 0 ? 'done' : failure;
    return { state, timedOut, end: code ?? endedBy, stderrTail };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function limitScript({ cpuSeconds, memoryMb, fileMb }: ProgramLimits): string {
  return [
    'ulimit -c 0',
    ...(fileMb === undefined ? [] : [`ulimit -f ${(fileMb * 1024 * 1024) / FILE_BLOCK_BYTES}`]),
    ...(cpuSeconds === undefined ? [] : [`ulimit -t ${cpuSeconds}`]),
    `ulimit -v ${memoryMb * 1024} 2>/dev/null`,
    'exec "$@"',
  ].join('; ');
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // The program has already ended.
  }
}
