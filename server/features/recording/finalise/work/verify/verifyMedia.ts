import { z } from 'zod';
import { FinaliseError } from '../../finaliseTask.ts';
import type { WrittenMedia } from '../write/writeWebm.ts';
import { runMediaProgram } from './mediaProgram.ts';

interface MediaToVerify {
  file: string;
  durationMs: number;
  hasSound: boolean;
  hasPicture: boolean;
  written: WrittenMedia;
}

/** Tolerance for the duration: more than the length of an audio packet plus the last frame (20 ms each). */
const DURATION_TOLERANCE_MS = 60;
const DECODED_WHOLE_MS = 180_000;
const EXCERPT_MS = 20_000;
/** Share of frames that must decode. It is below 1, because browsers sometimes send undecodable frames. */
const DECODED_SHARE = 0.95;
const SEEK_SHARES = [0, 0.2, 0.5, 0.8, 0.99];
/** How far before its target a seek may land. Seeks land at cluster starts, which are some time apart. */
const SEEK_EARLY_MAX_MS = 2_500;

/** Verifies that a file is complete, decodes, and supports seeking. Rejects with `FinaliseError`. */
export async function verifyMedia(media: MediaToVerify, signal: AbortSignal): Promise<void> {
  const probed = await probeFile(media.file, signal);
  requireWhole(probed, media);
  for (const excerpt of excerptsOf(media.durationMs)) {
    for (const { kind, packets, frames } of (await probeFile(media.file, signal, excerpt)).streams)
      if (frames < packets * DECODED_SHARE - 1)
        throw unlike(
          `of ${packets} packets of its ${kind} from ${excerpt.fromMs} ms on, ${frames} can be decoded`,
        );
  }
  for (const share of SEEK_SHARES) await seek(media, Math.round(share * media.durationMs), signal);
}

type ProbedFile = Awaited<ReturnType<typeof probeFile>>;

function requireWhole({ format, durationMs, streams }: ProbedFile, media: MediaToVerify): void {
  const { hasSound, hasPicture, written } = media;
  const found = streams.map(({ kind, codec, packets }) => `${kind} ${codec} ${packets}`).join(', ');
  const planned = [
    ...(hasPicture ? [`video vp8 ${written.frames}`] : []),
    ...(hasSound ? [`audio opus ${written.soundPackets}`] : []),
  ].join(', ');
  if (!format.split(',').includes('webm')) throw unlike(`it is ${format}`);
  if (found !== planned) throw unlike(`it has ${found} in place of ${planned}`);
  if (Math.abs(durationMs - media.durationMs) > DURATION_TOLERANCE_MS)
    throw unlike(`it lasts ${durationMs} ms in place of ${media.durationMs}`);
}

function excerptsOf(durationMs: number): { fromMs: number; lengthMs: number }[] {
  if (durationMs <= DECODED_WHOLE_MS) return [{ fromMs: 0, lengthMs: durationMs + DURATION_TOLERANCE_MS }];
  return [0, (durationMs - EXCERPT_MS) / 2, durationMs - EXCERPT_MS].map(fromMs => ({
    fromMs,
    lengthMs: EXCERPT_MS,
  }));
}

/** Checks that a seek lands at the last key frame before `toMs` or, without video, at the sound before it. */
async function seek(
  { file, hasPicture, written }: MediaToVerify,
  toMs: number,
  signal: AbortSignal,
): Promise<void> {
  const stream = hasPicture ? 'v:0' : 'a:0';
  const { succeeded, output, stderrTail } = await runMediaProgram(
    'ffprobe',
    [
      ...['-v', 'error', '-protocol_whitelist', 'file', '-f', 'matroska', '-select_streams', stream],
      ...['-read_intervals', `${secondsOf(toMs)}%+#1`, '-show_entries', 'packet=pts_time', '-of', 'csv=p=0'],
      `file:${file}`,
    ],
    signal,
  );
  const landedMs = Number.parseFloat(output.toString('utf8')) * 1_000;
  if (!succeeded || Number.isNaN(landedMs)) throw unlike(`it cannot be sought to ${toMs} ms: ${stderrTail}`);
  const keys = written.keyFramesMs;
  const wantedMs = hasPicture ? (keys.findLast(keyMs => keyMs <= toMs) ?? keys[0] ?? 0) : toMs;
  const isKey = !hasPicture || keys.some(keyMs => Math.abs(keyMs - landedMs) <= 1);
  if (!isKey || landedMs > wantedMs + 1 || landedMs < wantedMs - SEEK_EARLY_MAX_MS)
    throw unlike(`seeking to ${toMs} ms ends at ${landedMs} ms in place of ${wantedMs}`);
}

function unlike(what: string): FinaliseError {
  return new FinaliseError('verification-failed', new Error(`The file is not what was planned: ${what}.`));
}

const count = z.coerce.number().default(0);
const Printed = z.object({
  format: z.object({ format_name: z.string(), duration: z.coerce.number() }),
  streams: z.array(
    z.object({
      codec_type: z.enum(['audio', 'video']),
      codec_name: z.string(),
      nb_read_packets: count,
      nb_read_frames: count,
    }),
  ),
});

const INPUT = ['-protocol_whitelist', 'file', '-f', 'matroska'];

/** Counts packets and, within `spanMs`, decoded frames. Rejects with `FinaliseError`. */
async function probeFile(file: string, signal: AbortSignal, spanMs?: { fromMs: number; lengthMs: number }) {
  const interval = spanMs && `${secondsOf(spanMs.fromMs)}%+${secondsOf(spanMs.lengthMs)}`;
  const entries = 'format=format_name,duration:stream=codec_type,codec_name,nb_read_packets,nb_read_frames';
  const { succeeded, output, stderrTail } = await runMediaProgram(
    'ffprobe',
    [
      ...['-v', 'error', '-threads', '1', '-count_packets'],
      ...(interval === undefined ? [] : ['-count_frames', '-read_intervals', interval]),
      ...['-show_entries', entries, '-of', 'json', ...INPUT, `file:${file}`],
    ],
    signal,
  );
  try {
    if (!succeeded) throw new Error('It ended with an error.');
    const { format, streams } = Printed.parse(JSON.parse(output.toString('utf8')));
    return {
      format: format.format_name,
      durationMs: format.duration * 1_000,
      streams: streams.map(stream => ({
        kind: stream.codec_type,
        codec: stream.codec_name,
        packets: stream.nb_read_packets,
        frames: stream.nb_read_frames,
      })),
    };
  } catch (error) {
    const cause = new Error(`ffprobe cannot read it: ${stderrTail}`, { cause: error });
    throw new FinaliseError('verification-failed', cause);
  }
}

export function secondsOf(milliseconds: number): string {
  return (Math.max(0, milliseconds) / 1_000).toFixed(3);
}
