import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { clipIdOf } from '../../support/handMadeClip.ts';
import type { PlayableClip } from '../../support/playableClip.ts';
import { Program } from '../../support/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const SECONDS = 8;
/** Like the recruiter's real clips. */
const RECRUITER = { size: '960x540', bitrate: 400_000 };
const AUDIO_BITRATE = 40_000;
/** Level of speech; the sound itself is noise, which costs the same. */
const LEVEL = 25;

/** A clip of this size and bit rate (bit/s): 25 frames per second, a key frame each second, and sound. */
export async function realisticClip({ size, bitrate } = RECRUITER): Promise<PlayableClip> {
  await using folder = await temporaryFolder('bench-clip');
  const file = path.join(folder.path, 'clip.webm');
  const args =
    `-v error -f lavfi -i testsrc2=size=${size}:rate=25:duration=${SECONDS} ` +
    `-f lavfi -i anoisesrc=color=pink:sample_rate=48000:duration=${SECONDS} ` +
    `-c:v libvpx -b:v ${bitrate} -minrate ${bitrate} -maxrate ${bitrate} -bufsize ${bitrate} ` +
    `-deadline realtime -cpu-used 8 -g 25 -keyint_min 25 ` +
    `-c:a libopus -b:a ${AUDIO_BITRATE} -vbr off -application voip -frame_duration 20 ${file}`;
  const ffmpeg = new Program({ command: 'ffmpeg', args: args.split(' ') });
  const { code } = await ffmpeg.exited;
  if (code !== 0) throw new Error(`ffmpeg renders no clip. It said:\n${ffmpeg.output}`);
  return {
    clipId: clipIdOf('bench'),
    timing: {
      durationMs: SECONDS * 1_000,
      phrasesMs: Array.from({ length: SECONDS }, (_, second) => second * 1_000),
      levels: Buffer.alloc(SECONDS * 50, LEVEL).toString('base64'),
    },
    file: await readFile(file),
  };
}
