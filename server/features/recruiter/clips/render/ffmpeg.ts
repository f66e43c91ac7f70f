import { DISK_FULL, startProgram } from '../../../../runProgram.ts';
import { ClipError } from '../clipError.ts';

/** An ffmpeg that reads what is written to it. It ends with its input, or by `signal`. */
export class Ffmpeg {
  /** Rejects with a `ClipError`, whose `cause` has the end of stderr. */
  readonly ended: Promise<void>;
  readonly #program: ReturnType<typeof startProgram>;

  constructor(args: readonly string[], signal: AbortSignal) {
    const options = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y'];
    this.#program = startProgram('ffmpeg', [...options, ...args], { signal, hasInput: true });
    // A write fails after the program has ended; `ended` tells why.
    this.#program.stdin?.on('error', () => {});
    this.ended = this.#end();
    // The caller learns of a failure by `write()` or `finish()`.
    this.ended.catch(() => {});
  }

  /** Resolves when it has taken the bytes, or has ended: these must not change until then. */
  async write(bytes: Uint8Array): Promise<void> {
    const { stdin } = this.#program;
    if (!stdin?.writable) return this.ended;
    await Promise.race([new Promise<void>(resolve => stdin.write(bytes, () => resolve())), this.ended]);
  }

  /** Tells it that there is no more to come, and waits for its end. */
  async finish(): Promise<void> {
    this.#program.stdin?.end();
    await this.ended;
  }

  async #end(): Promise<void> {
    const { state, end, stderrTail } = await this.#program.ended.catch(error => {
      throw new ClipError('ffmpeg-failed', error);
    });
    if (state === 'done') return;
    const reason = DISK_FULL.test(stderrTail) ? 'storage-failed' : 'ffmpeg-failed';
    throw new ClipError(reason, new Error(`It ended with ${end}: ${stderrTail}`));
  }
}
