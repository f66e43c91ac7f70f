import { FRAME_MS, FRAME_RATE } from '../avatar/pose.ts';
import { SOUND_RATE } from '../sound/levels.ts';

/**
 * Drawn video uses a constant quantizer, because with rate control each key frame would look different from
 * the still frames before it. Filmed video uses rate control, so that it does not spend bits on noise.
 */
const PICTURE_RATES = {
  drawn: ['-qmin', '22', '-qmax', '22', '-b:v', '8M'],
  filmed: ['-qmin', '10', '-qmax', '52', '-b:v', '800k', '-maxrate', '1M', '-bufsize', '1M'],
} as const;
const SOUND_RATE_LIMIT = '40k';
/** A page downloads a portrait before anyone presses play, so the file must be as small as possible. */
const PORTRAIT_SOUND_RATE_LIMIT = '24k';

/** Number of samples that decoders discard at the start of a stream (RFC 7845, pre-skip). */
const PRE_SKIP_SAMPLES = 312;
/** Shifts the sound by half a millisecond, so that packets start at 0, 20, 40 … ms despite the pre-skip. */
const TO_WHOLE_MS_SAMPLES = 24;

/** Returns how many samples, together with the pre-skip, exactly fill the packets of this duration. */
export function encodedSamples(durationMs: number): number {
  return (durationMs * SOUND_RATE) / 1_000 - PRE_SKIP_SAMPLES;
}

export function soundInput(file: string): string[] {
  return ['-f', 'f32le', '-ar', String(SOUND_RATE), '-ac', '1', '-i', file];
}

const WITHOUT_METADATA = [
  ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-map_metadata', '-1'],
];

export type ClipTimes = { phrasesMs: readonly number[]; durationMs: number };

/** Arguments for the output of a clip that is played in a room: VP8 with key frames at phrases, and Opus in packets of 20 ms. */
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
    ...['-c:a', 'libopus', '-b:a', SOUND_RATE_LIMIT, '-vbr', 'on'],
    ...['-application', 'voip', '-frame_duration', '20'],
    ...['-bsf:a', `setts=ts=PTS-${TO_WHOLE_MS_SAMPLES}`],
    ...WITHOUT_METADATA,
    ...['-f', 'webm', file],
  ];
}

/** Arguments for a portrait's output: VP9, which needs half as many bytes as VP8, with one key frame. */
export function portraitOutput(file: string): string[] {
  return [
    ...['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuv420p', '-r', String(FRAME_RATE), '-threads', '1'],
    ...['-deadline', 'good', '-cpu-used', '5', '-crf', '36', '-b:v', '0', '-g', '100000'],
    ...['-c:a', 'libopus', '-b:a', PORTRAIT_SOUND_RATE_LIMIT, '-vbr', 'on', '-application', 'voip'],
    ...WITHOUT_METADATA,
    ...['-f', 'webm', file],
  ];
}

/** Longest time between key frames. A person who joins during a clip waits this long for a picture. */
const BETWEEN_KEY_FRAMES_MS = 1_000;

/** Returns the start of each phrase and evenly spaced times in between, on the frame grid. */
export function keyFramesMs(phrasesMs: readonly number[], durationMs: number): number[] {
  return phrasesMs.flatMap((fromMs, at) => {
    const toMs = phrasesMs[at + 1] ?? durationMs;
    const parts = Math.max(1, Math.ceil((toMs - fromMs) / BETWEEN_KEY_FRAMES_MS));
    return Array.from({ length: parts }, (_, part) => fromMs + onPicture(((toMs - fromMs) * part) / parts));
  });
}

/** Rounds to the nearest frame. Rounding down would make the last interval longer than allowed. */
function onPicture(milliseconds: number): number {
  return Math.round(milliseconds / FRAME_MS) * FRAME_MS;
}
