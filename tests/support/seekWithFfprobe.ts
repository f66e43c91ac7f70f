import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { QUIETLY } from './quietly.ts';

/** What ffprobe found after a seek. Times are seconds of the file. */
export interface ProbedAt {
  duration: number;
  /** `video` and `audio`, if present; other streams, such as chapter titles, are omitted. */
  kinds: string[];
  /** Time of the first packet of the first stream; for video, of the preceding key frame. */
  firstAt: number;
}

const Printed = z.object({
  format: z.object({ duration: z.coerce.number() }),
  streams: z.array(z.object({ codec_type: z.string() })),
  packets: z.array(z.object({ pts_time: z.coerce.number(), stream_index: z.number() })),
});

/** Rejects when ffprobe reports any problem with the file. */
export async function seekWithFfprobe(file: string, target: number): Promise<ProbedAt> {
  const { stdout, stderr } = await promisify(execFile)('ffprobe', [
    ...[...QUIETLY, '-of', 'json', '-read_intervals', `${target}%+#20`],
    ...['-show_entries', 'format=duration:stream=codec_type:packet=pts_time,stream_index', file],
  ]);
  if (stderr) throw new Error(`ffprobe says of ${file}: ${stderr}`);
  const { format, streams, packets } = Printed.parse(JSON.parse(stdout));
  return {
    duration: format.duration,
    kinds: streams.flatMap(({ codec_type: kind }) => (kind === 'data' ? [] : [kind])).sort(),
    firstAt: packets.find(({ stream_index: index }) => index === 0)?.pts_time ?? Number.NaN,
  };
}

/** Times of the frames of a file, in order; empty without video. */
export async function pictureTimes(file: string): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ffprobe', [
    ...[...QUIETLY, '-select_streams', 'v', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', file],
  ]);
  return stdout
    .split(/[,\n]+/)
    .filter(Boolean)
    .map(Number)
    .sort((a, b) => a - b);
}
