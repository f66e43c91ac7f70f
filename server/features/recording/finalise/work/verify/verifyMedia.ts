import { FinaliseError } from '../../finaliseError.ts';
import type { WrittenMedia } from '../write/writeWebm.ts';
import { runMediaProgram } from './mediaProgram.ts';
import { type ProbedFile, probeFile, secondsOf } from './probe.ts';

export interface MediaToVerify {
  file: string;
  durationMs: number;
  hasSound: boolean;
  hasPicture: boolean;
  written: WrittenMedia;
}

/** By how much a file may be longer or shorter than planned: packets of sound are 20 ms long, and its last picture may be. */
export const DURATION_TOLERANCE_MS = 60;
/** Longer files are decoded in their beginning, middle and end only. */
const DECODED_WHOLE_MS = 180_000;
const EXCERPT_MS = 20_000;
/** Browsers send a frame now and then that their own decoder would not like either. */
const DECODED_SHARE = 0.95;
const SEEK_SHARES = [0, 0.2, 0.5, 0.8, 0.99];
/** Clusters begin with key frames, but with those that are at least so far apart. */
const SEEK_EARLY_MAX_MS = 2_500;

/** Opens a finished file as others will: all of it is there, can be decoded and can be sought. Rejects with a `FinaliseError`. */
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

/** Goes to the last key frame that is not behind this moment, or to the sound just before it. */
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
