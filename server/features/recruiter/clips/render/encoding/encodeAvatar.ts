import { writeFile } from 'node:fs/promises';
import { AVATAR_SIZE, FRAME_RATE } from '../avatar/avatarSize.ts';
import type { AvatarPainter } from '../avatar/drawAvatar.ts';
import type { Pose } from '../avatar/pose.ts';
import { Ffmpeg } from '../ffmpeg.ts';
import { type ClipTimes, encodedSamples, soundInput, webmOutput } from './webmArguments.ts';

export interface AvatarClip extends ClipTimes {
  /** One for each picture. */
  poses: readonly Pose[];
  /** Mono at 48 kHz, `durationMs` of it. */
  samples: Float32Array;
}

export interface EncodingFiles {
  /** For the sound on its way. */
  soundFile: string;
  webmFile: string;
}

/** Draws the avatar picture by picture and writes a WebM file. Rejects with a `ClipError`. */
export async function encodeAvatar(
  painter: AvatarPainter,
  clip: AvatarClip,
  { soundFile, webmFile }: EncodingFiles,
  signal: AbortSignal,
): Promise<void> {
  await writeSound(soundFile, clip.samples, clip.durationMs);
  const { width, height } = AVATAR_SIZE;
  const pictures = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgba',
    '-s',
    `${width}x${height}`,
    '-r',
    String(FRAME_RATE),
    '-i',
    'pipe:0',
  ];
  const ffmpeg = new Ffmpeg(
    [
      ...pictures,
      ...soundInput(soundFile),
      '-map',
      '0:v',
      '-map',
      '1:a',
      ...webmOutput(webmFile, clip, 'drawn'),
    ],
    signal,
  );
  for (const pose of clip.poses) await ffmpeg.write(painter.paint(pose));
  await ffmpeg.finish();
}

/** As `soundInput` reads it. */
export async function writeSound(file: string, samples: Float32Array, durationMs: number): Promise<void> {
  const encoded = samples.subarray(0, encodedSamples(durationMs));
  await writeFile(file, new Uint8Array(encoded.buffer, encoded.byteOffset, encoded.byteLength));
}
