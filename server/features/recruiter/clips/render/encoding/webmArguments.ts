import { FRAME_MS, FRAME_RATE } from '../avatar/pose.ts';
import { SOUND_RATE } from '../sound/levels.ts';

/**
 * What is drawn gets one quantizer for all pictures. A rate control would spend less on a key frame than on what has stood still since
 * the last one, and the background would breathe once a second; like this it comes out the same each time. About 400 kbit/s for the
 * avatar, and no limit that it would ever reach. What is filmed has noise, of which one quantizer would keep everything.
 */
const PICTURE_RATES = {
  drawn: ['-qmin', '22', '-qmax', '22', '-b:v', '8M'],
  filmed: ['-qmin', '10', '-qmax', '52', '-b:v', '800k', '-maxrate', '1M', '-bufsize', '1M'],
} as const;
const SOUND_RATE_LIMIT = '40k';

/** libopus starts each stream with so many samples that its decoder throws away (RFC 7845, pre-skip). */
const PRE_SKIP_SAMPLES = 312;
/** The pre-skip is 6.5 ms, and WebM counts in whole ones: half a millisecond earlier all packets lie on 0, 20, 40 … */
const TO_WHOLE_MS_SAMPLES = 24;

/** How many samples make sound of this length: with the pre-skip in front of them they fill their packets exactly. */
export function encodedSamples(durationMs: number): number {
  return (durationMs * SOUND_RATE) / 1_000 - PRE_SKIP_SAMPLES;
}

/** ffmpeg's arguments for an input of mono samples, 32 bits float. */
export function soundInput(file: string): string[] {
  return ['-f', 'f32le', '-ar', String(SOUND_RATE), '-ac', '1', '-i', file];
}

export interface ClipTimes {
  phrasesMs: readonly number[];
  durationMs: number;
}

/** ffmpeg's arguments for what every clip is: VP8 with key frames where it can be cut, Opus in packets of 20 ms, both beginning at 0. */
export function webmOutput(
  file: string,
  { phrasesMs, durationMs }: ClipTimes,
  picture: keyof typeof PICTURE_RATES,
): string[] {
  const keyFrames = keyFramesMs(phrasesMs, durationMs).map(atMs => (atMs / 1_000).toFixed(3));
  const noOthers = ['-g', '100000', '-keyint_min', '100000'];
  return [
    ...['-c:v', 'libvpx', '-pix_fmt', 'yuv420p', '-r', String(FRAME_RATE), '-threads', '1'],
    ...['-deadline', 'good', '-cpu-used', '5', '-lag-in-frames', '0', '-auto-alt-ref', '0'],
    ...PICTURE_RATES[picture],
    ...['-force_key_frames', keyFrames.join(','), ...noOthers],
    ...[
      '-c:a',
      'libopus',
      '-b:a',
      SOUND_RATE_LIMIT,
      '-vbr',
      'on',
      '-application',
      'voip',
      '-frame_duration',
      '20',
    ],
    ...['-bsf:a', `setts=ts=PTS-${TO_WHOLE_MS_SAMPLES}`],
    // The same clip is the same file, no matter which machine makes it.
    ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-map_metadata', '-1'],
    ...['-f', 'webm', file],
  ];
}

/** A person who comes in late sees something within this time. */
const BETWEEN_KEY_FRAMES_MS = 1_000;

/**
 * Where the picture has key frames: at the start of each phrase, and evenly in between so that none is more than a second behind the
 * one before. All on the grid of pictures.
 */
export function keyFramesMs(phrasesMs: readonly number[], durationMs: number): number[] {
  return phrasesMs.flatMap((fromMs, at) => {
    const toMs = phrasesMs[at + 1] ?? durationMs;
    const parts = Math.max(1, Math.ceil((toMs - fromMs) / BETWEEN_KEY_FRAMES_MS));
    return Array.from({ length: parts }, (_, part) => fromMs + onPicture(((toMs - fromMs) * part) / parts));
  });
}

/** Downwards would make the last part longer than the others by up to a picture for each. */
function onPicture(milliseconds: number): number {
  return Math.round(milliseconds / FRAME_MS) * FRAME_MS;
}
