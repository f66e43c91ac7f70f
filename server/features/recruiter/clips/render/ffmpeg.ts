import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ClipError } from '../clipError.ts';

const STDERR_MAX_CHARACTERS = 4_000;
/** What ffmpeg says where it cannot write on. */
export const DISK_FULL = /No space left on device|Disk quota exceeded/;

/**
 * A running ffmpeg. What it is fed and what it says is taken care of here; it ends with its input, or by `signal`.
 */
export class Ffmpeg {
  /** Rejects with a `ClipError`, its `cause` telling the last words. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  #lastWords = '';

  constructor(args: readonly string[], signal: AbortSignal) {
    this.#child = spawn('ffmpeg', ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...args], {
      stdio: ['pipe', 'ignore', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-STDERR_MAX_CHARACTERS);
    });
    // A write that fails means that it ended, of which `ended` tells more.
    this.#child.stdin?.on('error', () => {});
    this.ended = this.#end();
    // The code that feeds it hears of its end by `write`, and looks at `ended` after that.
    this.ended.catch(() => {});
  }

  /** Resolves when it has taken the bytes, or has ended: these must not change until then. */
  async write(bytes: Uint8Array): Promise<void> {
    const stdin = this.#child.stdin;
    if (!stdin?.writable) return this.ended;
    await Promise.race([new Promise<void>(resolve => stdin.write(bytes, () => resolve())), this.ended]);
  }

  /** Tells it that there is no more to come, and waits for its end. */
  async finish(): Promise<void> {
    this.#child.stdin?.end();
    await this.ended;
  }

  async #end(): Promise<void> {
    const [code, signal] = await once(this.#child, 'close').catch(error => {
      throw new ClipError('ffmpeg-failed', error);
    });
    if (code === 0) return;
    const reason = DISK_FULL.test(this.#lastWords) ? 'storage-failed' : 'ffmpeg-failed';
    throw new ClipError(reason, new Error(`It ended with ${code ?? signal}: ${this.#lastWords}`));
  }
}
