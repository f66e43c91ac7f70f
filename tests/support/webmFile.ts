import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { QUIETLY } from './quietly.ts';

export interface WebmStream {
  codec: string;
  width?: number;
  height?: number;
  /** Hz. */
  sampleRate?: number;
  channels?: number;
  packets: { atMs: number; isKey: boolean; bytes: number }[];
}

export interface WebmFile {
  durationMs: number;
  video: WebmStream;
  audio: WebmStream;
}

/** What ffprobe finds in a clip. Packet times start at the file's 0, as a player sends them. */
export async function probeWebm(file: string): Promise<WebmFile> {
  const entries =
    'stream=index,codec_type,codec_name,width,height,sample_rate,channels:packet=stream_index,pts_time,flags,size:format=duration,start_time';
  const printed = await run('ffprobe', [...QUIETLY, '-show_entries', entries, '-of', 'json', file]);
  const { streams, packets, format } = JSON.parse(printed.toString('utf8'));
  const streamOf = (type: string): WebmStream => {
    const stream = streams.find((each: { codec_type: string }) => each.codec_type === type);
    const own = packets.filter((each: { stream_index: number }) => each.stream_index === stream.index);
    const [first] = own;
    return {
      codec: stream.codec_name,
      ...(stream.width && { width: stream.width, height: stream.height }),
      ...(stream.sample_rate && { sampleRate: Number(stream.sample_rate), channels: stream.channels }),
      packets: own.map((packet: { pts_time: string; flags: string; size: string }) => ({
        atMs: Math.round((Number(packet.pts_time) - Number(first.pts_time)) * 1_000),
        isKey: packet.flags.startsWith('K'),
        bytes: Number(packet.size),
      })),
    };
  };
  return {
    durationMs: Math.round(Number(format.duration) * 1_000),
    video: streamOf('video'),
    audio: streamOf('audio'),
  };
}

/** Decodes the sound to mono at 48 kHz. */
export async function decodedSound(file: string): Promise<Float32Array> {
  const bytes = await run('ffmpeg', [
    ...QUIETLY,
    '-i',
    file,
    '-vn',
    '-ac',
    '1',
    '-ar',
    '48000',
    '-f',
    'f32le',
    '-',
  ]);
  return new Float32Array(new Uint8Array(bytes).buffer);
}

/** Average brightness of a rectangle in each frame, 0 to 255. */
export async function decodedBrightness(
  file: string,
  area: { x: number; y: number; width: number; height: number },
): Promise<number[]> {
  const { x, y, width, height } = area;
  const filter = `crop=${width}:${height}:${x}:${y},scale=1:1:flags=area,format=gray`;
  const bytes = await run('ffmpeg', [...QUIETLY, '-i', file, '-an', '-vf', filter, '-f', 'rawvideo', '-']);
  return [...bytes];
}

/** Measures with ffmpeg's EBU R 128 meter. */
export async function measuredLoudness(file: string): Promise<{ lufs: number; truePeakDbfs: number }> {
  const args = ['-nostats', '-hide_banner', '-i', file, '-vn', '-af', 'ebur128=peak=true', '-f', 'null', '-'];
  const printed = (await run('ffmpeg', args, 'stderr')).toString('utf8');
  const summary = printed.slice(printed.lastIndexOf('Summary:'));
  return {
    lufs: Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]),
    truePeakDbfs: Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]),
  };
}

/** Creates a media file with ffmpeg. */
export async function makeMedia(...args: string[]): Promise<void> {
  await run('ffmpeg', [...QUIETLY, '-y', ...args]);
}

async function run(
  command: string,
  args: readonly string[],
  of: 'stdout' | 'stderr' = 'stdout',
): Promise<Buffer> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const parts = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  child.stdout.on('data', part => parts.stdout.push(part));
  child.stderr.on('data', part => parts.stderr.push(part));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${Buffer.concat(parts.stderr)}`);
  return Buffer.concat(parts[of]);
}
