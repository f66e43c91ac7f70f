import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import type { Writable } from 'node:stream';

export interface ProgramLimits {
  cpuSeconds?: number;
  /** Limit of the program's address space. Not every operating system enforces the limit. */
  memoryMb: number;
  fileMb?: number;
}

export interface ProgramOptions {
  /** If set, the program also runs with the lowest priority and only `PATH` in its environment. */
  limits?: ProgramLimits;
  signal?: AbortSignal | undefined;
  /** Time without progress after which the program is killed. */
  timeoutMs?: number;
  /** Opens `stdin`, so that the caller can write to it. */
  hasInput?: boolean;
  /** `progress` restarts `timeoutMs`; `enough` kills the program, which counts as `done`. */
  onOutput?: (bytes: Buffer) => 'progress' | 'enough' | undefined;
}

export interface ProgramOutcome {
  /** `limit`: the program used up a limit or its time. `missing`: the program is not installed. */
  state: 'done' | 'failed' | 'limit' | 'missing';
  timedOut: boolean;
  end: number | NodeJS.Signals;
  stderrTail: string;
}

const STDERR_TAIL_CHARACTERS = 4_000;
const FILE_BLOCK_BYTES = 512;
/** Exit codes of a shell that cannot run or cannot find the program. */
const NOT_RUN: ReadonlySet<number> = new Set([126, 127]);
/** What programs print when they are refused memory. */
const OUT_OF_MEMORY = /Cannot allocate memory|memory exhausted/i;
/** Signals with which the system ends a program that exceeds its limits. */
const LIMIT_SIGNALS: ReadonlySet<unknown> = new Set(['SIGXCPU', 'SIGXFSZ', 'SIGKILL', 'SIGSEGV', 'SIGABRT']);
export const DISK_FULL = /No space left on device|Disk quota exceeded/;

/** Runs a program. Rejects if the program can't be started, or with the reason of `signal`. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramOutcome> {
  return startProgram(command, args, options).ended;
}

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
    // Closes the pipes, because a child of the program may keep them open.
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
