import { z } from 'zod';
import { ComposeError } from '../composeTask.ts';
import { CANVAS, FRAME_MS, FRAME_RATE } from '../plan/canvas.ts';
import { secondsText } from './ffmpegArguments.ts';
import { runFfmpeg, runFfprobe } from './runFfmpeg.ts';

const Probed = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string(),
      profile: z.string().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      r_frame_rate: z.string().optional(),
      duration: z.coerce.number().optional(),
      nb_read_packets: z.coerce.number().optional(),
    }),
  ),
  chapters: z.array(z.object({ start_time: z.coerce.number(), end_time: z.coerce.number() })).optional(),
  format: z.object({ duration: z.coerce.number() }),
});
type Probed = z.infer<typeof Probed>;

/** Allowed difference between the sound's actual and expected length: about one packet. */
const SOUND_TOLERANCE_S = 0.05;
const SAMPLE_MS = 1_000;
const SAMPLE_EVERY_MS = 10 * 60_000;

/** Rejects with `ComposeError` unless the file has the expected video, sound, and chapters. */
export async function verifyFile(
  file: string,
  expected: { picture?: ExpectedPicture; durationMs?: number; chapters?: number },
  signal: AbortSignal,
): Promise<void> {
  const { picture, durationMs, chapters } = expected;
  const probed = await probe(file, signal);
  if (picture) requirePicture(probed.streams, picture);
  if (durationMs !== undefined) requireSound(probed.streams, durationMs);
  const found = probed.chapters?.length ?? 0;
  if (chapters !== undefined) require(found === chapters, `${found} chapters`);
}

/** Rejects with `ComposeError` unless the file decodes at its start, its end, and every ten minutes. */
export async function verifySamples(file: string, durationMs: number, signal: AbortSignal): Promise<void> {
  for (const fromMs of samplesOf(durationMs)) await decodeSample(file, fromMs, signal);
}

async function probe(file: string, signal: AbortSignal): Promise<Probed> {
  const printed = await runFfprobe(
    [
      ...['-count_packets', '-show_chapters', '-show_entries'],
      'format=duration:stream=codec_type,codec_name,profile,width,height,r_frame_rate,duration,nb_read_packets',
      ...['-of', 'json', `file:${file}`],
    ],
    signal,
  );
  const probed = Probed.safeParse(JSON.parse(printed));
  if (!probed.success) throw new ComposeError('failed', probed.error);
  return probed.data;
}

interface ExpectedPicture {
  frames: number;
  /** The size and the frame rate default to those of a composed file. */
  width?: number;
  height?: number;
  frameRate?: number;
}

function requirePicture(streams: Probed['streams'], expected: ExpectedPicture): void {
  const { frames, width, height, frameRate } = { ...CANVAS, frameRate: FRAME_RATE, ...expected };
  const picture = streams.find(({ codec_type }) => codec_type === 'video');
  require(picture?.codec_name === 'h264' && picture.profile === 'High', `picture of ${picture?.codec_name}`);
  const size = `${picture?.width}x${picture?.height}`;
  require(size === `${width}x${height}`, size);
  require(picture?.r_frame_rate === `${frameRate}/1`, `${picture?.r_frame_rate} frames a second`);
  require(picture?.nb_read_packets === frames, `${picture?.nb_read_packets} frames, not ${frames}`);
}

function requireSound(streams: Probed['streams'], durationMs: number): void {
  const sound = streams.find(({ codec_type }) => codec_type === 'audio');
  require(sound?.codec_name === 'aac', `sound of ${sound?.codec_name}`);
  const difference = Math.abs((sound?.duration ?? 0) - durationMs / 1_000);
  require(difference <= SOUND_TOLERANCE_S, `sound of ${sound?.duration} s, not ${durationMs} ms`);
}

function samplesOf(durationMs: number): number[] {
  const last = Math.max(0, durationMs - SAMPLE_MS);
  const between = Array.from({ length: Math.floor(last / SAMPLE_EVERY_MS) }, (_, index) => {
    return (index + 1) * SAMPLE_EVERY_MS;
  });
  return [...new Set([0, ...between, last])];
}

async function decodeSample(file: string, fromMs: number, signal: AbortSignal): Promise<void> {
  await runFfmpeg(
    [
      ...['-xerror', '-err_detect', 'explode', '-threads', '1', '-ss', secondsText(fromMs)],
      ...['-i', `file:${file}`, '-t', secondsText(SAMPLE_MS + FRAME_MS), '-f', 'null', '-'],
    ],
    { signal },
  );
}

function require(holds: boolean, found: string): void {
  if (!holds)
    throw new ComposeError('failed', new Error(`What was written is not what it should be: ${found}.`));
}
