import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Changes } from './changes.ts';
import { withDeadline } from './deadline.ts';

export interface ProgramOptions {
  command: string;
  args: readonly string[];
  /** The whole environment. */
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** From util-linux. The kernel kills the program when this process ends, even when it is killed. */
const ENDS_WITH_PARENT = '/usr/bin/setpriv';

/** A program under test. It never outlives the test run. */
export class Program {
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;
  readonly #changes = new Changes();
  #output = '';
  #exit: Exit | undefined;

  constructor(options: ProgramOptions) {
    const { command, args, env = process.env, cwd, uid, gid } = options;
    this.#child = spawn(ENDS_WITH_PARENT, ['--pdeathsig', 'KILL', '--', command, ...args], {
      env,
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid !== undefined && { uid }),
      ...(gid !== undefined && { gid }),
    });
    this.#child.stdout?.setEncoding('utf8').on('data', this.#collect);
    this.#child.stderr?.setEncoding('utf8').on('data', this.#collect);
    this.exited = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      // "close" instead of "exit": all output has been read.
      this.#child.once('close', (code, signal) => {
        this.#exit = { code, signal };
        this.#changes.tell();
        resolve(this.#exit);
      });
    });
    // A program that can't be started fails the code that waits for it, without an unhandled rejection.
    this.exited.catch(() => {});
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('The program could not be started.');
    return this.#child.pid;
  }

  /** All output so far. */
  get output(): string {
    return this.#output;
  }

  get running(): boolean {
    return this.#exit === undefined;
  }

  /** Current child process ids. */
  get childPids(): number[] {
    try {
      const list = readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8');
      return list.split(' ').filter(Boolean).map(Number);
    } catch {
      // The process has ended.
      return [];
    }
  }

  /** Waits until the output matches. Fails with the whole output when the program ends first. */
  waitForOutput(pattern: RegExp, timeoutMs = 60_000): Promise<RegExpExecArray> {
    return this.#changes.waitFor(
      () => {
        const match = pattern.exec(this.#output);
        if (!match && this.#exit) throw new Error(`The program ended. It said:\n${this.#output}`);
        return match ?? undefined;
      },
      { milliseconds: timeoutMs, complaint: () => `No ${pattern} in:\n${this.#output}` },
    );
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Sends the signal and waits for the exit. */
  stop(signal: NodeJS.Signals = 'SIGINT', patienceMs = 30_000): Promise<Exit> {
    this.signal(signal);
    return this.end(patienceMs);
  }

  /** Waits for the exit; kills and reports a program that doesn't exit. */
  async end(patienceMs: number): Promise<Exit> {
    try {
      const complaint = () => `The program did not end. It said:\n${this.#output}`;
      return await withDeadline(this.exited, patienceMs, complaint);
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited;
  }

  readonly #collect = (text: string) => {
    this.#output += text;
    this.#changes.tell();
  };
}

/** True when the process exists and isn't a zombie. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
