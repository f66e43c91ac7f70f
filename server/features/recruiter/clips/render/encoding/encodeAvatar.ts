import { writeFile } from 'node:fs/promises';
import { DISK_FULL, startProgram } from '../../../../../runProgram.ts';
import { ClipError } from '../../clipError.ts';
import type { AvatarPainter } from '../avatar/drawAvatar.ts';
import { FRAME_RATE, type Pose } from '../avatar/pose.ts';
import { type ClipTimes, encodedSamples, soundInput } from './webmArguments.ts';

interface AvatarClip extends ClipTimes {
  poses: readonly Pose[];
  samples: Float32Array;
}

/** Draws the avatar frame by frame and writes a WebM file. Rejects with a `ClipError`. */
export async function encodeAvatar(
  painter: AvatarPainter,
  clip: AvatarClip,
  { soundFile, webmFile }: { soundFile: string; webmFile: string },
  output: (file: string, times: ClipTimes) => string[],
  signal: AbortSignal,
): Promise<void> {
  await writeSound(soundFile, clip.samples, clip.durationMs);
  const { width, height } = painter.size;
  const args = [
    ...['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height}`, '-r', String(FRAME_RATE)],
    ...['-i', 'pipe:0', ...soundInput(soundFile), '-map', '0:v', '-map', '1:a'],
    ...output(webmFile, clip),
  ];
  const ffmpeg = new Ffmpeg(args, signal);
  for (const pose of clip.poses) await ffmpeg.write(painter.paint(pose));
  await ffmpeg.finish();
}

export async function writeSound(file: string, samples: Float32Array, durationMs: number): Promise<void> {
  const encoded = samples.subarray(0, encodedSamples(durationMs));
  await writeFile(file, new Uint8Array(encoded.buffer, encoded.byteOffset, encoded.byteLength));
}

/** ffmpeg process that reads from standard input. Ends when the input ends, or on `signal`. */
class Ffmpeg {
  readonly ended: Promise<void>;
  readonly #program: ReturnType<typeof startProgram>;

  constructor(args: readonly string[], signal: AbortSignal) {
    const options = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y'];
    this.#program = startProgram('ffmpeg', [...options, ...args], { signal, hasInput: true });
    // Ignores write errors after ffmpeg has ended, because `ended` rejects with the actual reason.
    this.#program.stdin?.on('error', () => {});
    this.ended = this.#end();
    this.ended.catch(() => {});
  }

  /** Resolves when ffmpeg has taken the bytes or has ended. The bytes must not change until then. */
  async write(bytes: Uint8Array): Promise<void> {
    const { stdin } = this.#program;
    if (!stdin?.writable) return this.ended;
    await Promise.race([new Promise<void>(resolve => stdin.write(bytes, () => resolve())), this.ended]);
  }

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
