import { z } from 'zod';
import { FinaliseError } from '../../finaliseError.ts';
import { runMediaProgram } from './mediaProgram.ts';

/** What ffprobe finds in a file. Counts are of packets, or of frames where it was told to decode. */
export interface ProbedStream {
  kind: 'audio' | 'video';
  codec: string;
  packets: number;
  frames: number;
}

export interface ProbedFile {
  format: string;
  durationMs: number;
  streams: ProbedStream[];
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

/** Only what was made here is opened, and only as what it should be. */
const INPUT = ['-protocol_whitelist', 'file', '-f', 'matroska'];

/**
 * Reads a file and counts its packets; within `spanMs` of the file's own time, also what can be decoded of them. Rejects with a
 * `FinaliseError` where it cannot be read.
 */
export async function probeFile(
  file: string,
  signal: AbortSignal,
  spanMs?: { fromMs: number; lengthMs: number },
): Promise<ProbedFile> {
  const counted = spanMs
    ? [
        '-count_frames',
        '-count_packets',
        '-read_intervals',
        `${secondsOf(spanMs.fromMs)}%+${secondsOf(spanMs.lengthMs)}`,
      ]
    : ['-count_packets'];
  const entries = 'format=format_name,duration:stream=codec_type,codec_name,nb_read_packets,nb_read_frames';
  const { succeeded, output, stderrTail } = await runMediaProgram(
    'ffprobe',
    [
      '-v',
      'error',
      '-threads',
      '1',
      ...counted,
      '-show_entries',
      entries,
      '-of',
      'json',
      ...INPUT,
      `file:${file}`,
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
    throw new FinaliseError(
      'verification-failed',
      new Error(`ffprobe cannot read it: ${stderrTail}`, { cause: error }),
    );
  }
}

/** As ffmpeg's arguments take times. */
export function secondsOf(milliseconds: number): string {
  return (Math.max(0, milliseconds) / 1_000).toFixed(3);
}
