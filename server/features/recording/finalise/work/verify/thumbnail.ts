import { runMediaProgram } from './mediaProgram.ts';
import { secondsOf } from './verifyMedia.ts';

const WIDTH = 480;
const WITHIN_MS = 60_000;
/** Frames after this time are tried first, because a camera needs a moment to adjust to the light. */
const AFTER_MS = 2_000;
const SAMPLES_MAX = 12;
const SAMPLE_SIDE = 16;
const FILTERS = `[0:v]split[a][b];[a]scale=${WIDTH}:-2[jpeg];[b]scale=${SAMPLE_SIDE}:${SAMPLE_SIDE},format=gray[gray]`;
/** A frame is dark below this mean brightness (0 to 255). Black is 16 in many videos. */
const DARK = 24;

/** Writes a thumbnail of the first frame that is not dark. Returns false if the first minute has none. */
export async function makeThumbnail(
  file: string,
  keyFramesMs: readonly number[],
  thumbnailFile: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (const keyMs of candidates(keyFramesMs)) {
    if ((await writePicture(file, keyMs, thumbnailFile, signal)) > DARK) return true;
  }
  return false;
}

function candidates(keyFramesMs: readonly number[]): number[] {
  const firstMs = keyFramesMs[0] ?? 0;
  const within = keyFramesMs.filter(keyMs => keyMs <= firstMs + WITHIN_MS);
  const adjusted = within.filter(keyMs => keyMs >= firstMs + AFTER_MS);
  const others = within.filter(keyMs => keyMs < firstMs + AFTER_MS).reverse();
  const spread = Math.max(1, Math.ceil(adjusted.length / SAMPLES_MAX));
  return [...adjusted.filter((_, index) => index % spread === 0), ...others].slice(0, SAMPLES_MAX + 2);
}

async function writePicture(
  file: string,
  atMs: number,
  thumbnailFile: string,
  signal: AbortSignal,
): Promise<number> {
  const { succeeded, output } = await runMediaProgram(
    'ffmpeg',
    [
      ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-threads', '1'],
      ...['-protocol_whitelist', 'file,pipe', '-ss', secondsOf(atMs), '-f', 'matroska', '-i', `file:${file}`],
      ...['-an', '-filter_complex', FILTERS],
      ...['-map', '[jpeg]', '-frames:v', '1', '-q:v', '4', '-f', 'mjpeg', `file:${thumbnailFile}`],
      ...['-map', '[gray]', '-frames:v', '1', '-f', 'rawvideo', 'pipe:1'],
    ],
    signal,
  );
  if (!succeeded || output.length === 0) return 0;
  return output.reduce((sum, value) => sum + value, 0) / output.length;
}
