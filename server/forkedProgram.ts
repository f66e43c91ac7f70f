import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Limit for JavaScript objects, without buffers. */
const HEAP_MB = 512;
/** Environment variables that are passed on. None is a secret. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LD_LIBRARY_PATH'];

/**
 * Starts one of our Node.js programs in a separate process group, so that `killGroup()` also kills the programs that it starts. `environment`
 * names further environment variables to pass on.
 */
export function forkProgram(file: string, environment: readonly string[] = []): ChildProcess {
  return fork(file, {
    detached: true,
    env: Object.fromEntries([...ENVIRONMENT, ...environment].map(name => [name, process.env[name]])),
    execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${HEAP_MB}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Kills the process and every program that it runs. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // No process of the group is left.
  }
}

interface ForkedTask<Message> {
  file: string;
  /** Sent to the program. */
  task: object;
  /** Kills the program. */
  signal?: AbortSignal | undefined;
  onMessage: (message: Message) => void;
}

/**
 * Runs one task in a program. Resolves when the process has ended, with its last message, if any, and an error that describes the end. Rejects
 * if the process can't be started.
 */
export async function runForkedTask<Message>({
  file,
  task,
  signal,
  onMessage,
}: ForkedTask<Message>): Promise<{
  last: Message | undefined;
  end: Error;
}> {
  const child = forkProgram(file);
  const kill = () => killGroup(child);
  signal?.addEventListener('abort', kill);
  let last: Message | undefined;
  child.on('message', (message: Message) => {
    last = message;
    onMessage(message);
  });
  child.send(task, error => {
    if (error) kill();
  });
  try {
    // Unlike `exit`, `close` comes after the last message.
    const [code, endedBy] = await once(child, 'close');
    return { last, end: new Error(`The process ended with ${code ?? endedBy}.`) };
  } finally {
    signal?.removeEventListener('abort', kill);
    kill();
  }
}

/**
 * Serves `runForkedTask()` in the forked program: runs the task, sends the last message, and exits. When the parent exits, aborts the signal
 * and exits, too.
 */
export function serveForkedTask<Task, Message>(
  run: (task: Task, options: { signal: AbortSignal; send: (message: Message) => void }) => Promise<Message>,
): void {
  const ending = new AbortController();
  const send = (message: Message, onSent: () => void = () => {}) => {
    if (process.connected) process.send?.(message, onSent);
  };
  process.on('disconnect', () => {
    ending.abort();
    process.exit();
  });
  process.once('message', (task: Task) => {
    void run(task, { signal: ending.signal, send }).then(answer => send(answer, () => process.disconnect()));
  });
}

/** Returns the messages of an error and its causes as one text, for another process. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${describeError(error.cause)})`;
  return `${error.message}${cause}`;
}
