import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Heap limit for the program's JavaScript objects. Buffers don't count toward the limit. */
const HEAP_MB = 512;
/** Environment variables that are passed on to the program. None is a secret. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LD_LIBRARY_PATH'];

/** Variables and arguments of Node that save memory or time. */
interface Tuning {
  readonly variables: Readonly<Record<string, string>>;
  readonly execArgv: readonly string[];
}

/** Starts one of our programs in its own process group. `environment` names further variables to pass on. */
export function forkProgram(
  file: string,
  environment: readonly string[] = [],
  { variables, execArgv }: Tuning = { variables: {}, execArgv: [] },
): ChildProcess {
  const passedOn = [...ENVIRONMENT, ...environment].map(name => [name, process.env[name]]);
  return fork(file, {
    detached: true,
    env: { ...Object.fromEntries(passedOn), ...variables },
    execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${HEAP_MB}`, ...execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Kills the process and the programs that it runs. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole process group has already ended.
  }
}

export type Retry = 'soon' | 'later' | 'never';

/** Failure of a forked task. `cause` is only for the log. */
export class TaskError<Code extends string> extends Error {
  readonly code: Code;
  readonly retry: Retry;

  constructor(name: string, code: Code, [retry, message]: readonly [Retry, string], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = name;
    this.code = code;
    this.retry = retry;
  }
}

/** Messages of a forked task: progress, then its outcome. */
type TaskMessage<Result, Code> =
  | { state: 'running'; share: number }
  | { state: 'done'; result: Result }
  | { state: 'failed'; code: Code; detail: string };

export interface TaskOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((share: number) => void) | undefined;
}

interface ForkedTask<Code> {
  file: string;
  task: object;
  errorOf: (code: Code | 'cancelled', cause?: unknown) => Error;
  /** Error code to use if the program can't be started or ends without reporting an outcome. */
  crashed: Code;
  tuning?: Tuning;
}

/** Runs one task in a program that calls `serveForkedTask()`. Rejects with an error from `errorOf`. */
export async function runForkedTask<Result, Code extends string>(
  { file, task, errorOf, crashed, tuning }: ForkedTask<Code>,
  { signal, onProgress }: TaskOptions,
): Promise<Result> {
  if (signal?.aborted) throw errorOf('cancelled', signal.reason);
  let child: ReturnType<typeof forkProgram>;
  try {
    child = forkProgram(file, [], tuning);
  } catch (error) {
    throw errorOf(crashed, error);
  }
  const kill = () => killGroup(child);
  signal?.addEventListener('abort', kill);
  let last: TaskMessage<Result, Code> | undefined;
  let share = 0;
  child.on('message', (message: TaskMessage<Result, Code>) => {
    last = message;
    if (message.state !== 'running' || message.share <= share) return;
    share = message.share;
    onProgress?.(share);
  });
  child.send(task, error => {
    if (error) kill();
  });
  try {
    // Waits for `close`, because `exit` can come before the last message.
    const [code, endedBy] = await once(child, 'close').catch(error => {
      throw errorOf(crashed, error);
    });
    if (last?.state === 'done') return last.result;
    if (signal?.aborted) throw errorOf('cancelled', signal.reason);
    if (last?.state === 'failed') throw errorOf(last.code, new Error(last.detail));
    throw errorOf(crashed, new Error(`The process ended with ${code ?? endedBy}.`));
  } finally {
    signal?.removeEventListener('abort', kill);
    kill();
  }
}

/** Runs the task of `runForkedTask()` in the forked program, which exits with its parent. */
export function serveForkedTask<Task, Result, Code extends string>(
  run: (task: Task, options: Required<TaskOptions> & { signal: AbortSignal }) => Promise<Result>,
  codeOf: (error: unknown) => Code,
): void {
  const ending = new AbortController();
  const send = (message: TaskMessage<Result, Code>, onSent: () => void = () => {}) => {
    if (process.connected) process.send?.(message, onSent);
  };
  process.on('disconnect', () => {
    ending.abort();
    process.exit();
  });
  process.once('message', (task: Task) => {
    const onProgress = (share: number) => send({ state: 'running', share });
    void run(task, { signal: ending.signal, onProgress })
      .then(
        (result): TaskMessage<Result, Code> => ({ state: 'done', result }),
        (error): TaskMessage<Result, Code> => ({
          state: 'failed',
          code: codeOf(error),
          detail: describeError(error),
        }),
      )
      .then(message => send(message, () => process.disconnect()));
  });
}

/** Returns the messages of an error and its causes as one text, for another process. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${describeError(error.cause)})`;
  return `${error.message}${cause}`;
}
