import type { FinishedMedia } from '../../../../../shared/recording/finished.ts';
import { ComposeError, type ComposeTask } from '../composeTask.ts';
import { mediaInput } from './ffmpegArguments.ts';
import { runFfmpeg } from './runFfmpeg.ts';
import { verifyFile } from './verifyFile.ts';
import type { WorkFolder } from './WorkFolder.ts';

const SAMPLE_RATE = 48_000;
const BITRATE = '128k';
/** Shortest gap to fill with silence. Shorter gaps can come from WebM's rounding to milliseconds. */
const HOLE_S = 0.015;
/** The limiter keeps the sum of simultaneous voices below this level. */
const LIMIT = 0.97;

interface SoundOptions {
  signal: AbortSignal;
  onShare: (share: number) => void;
}

/**
 * Mixes the sound into an AAC file of the full length, if need be without files that ffmpeg can't decode. Returns its
 * path, and the names of the files left out. Rejects with `ComposeError`.
 */
export async function renderSound(
  task: ComposeTask,
  folder: WorkFolder,
  options: SoundOptions,
): Promise<{ file: string; leftOut: string[] }> {
  const heard = task.recording.media.filter(({ hasAudio }) => hasAudio);
  try {
    return { file: await mix(task, heard, folder, options), leftOut: [] };
  } catch (error) {
    if (!isFailure(error)) throw error;
    const broken: FinishedMedia[] = [];
    for (const media of heard) if (!(await isDecodable(task, media, options.signal))) broken.push(media);
    if (broken.length === 0) throw error;
    const rest = heard.filter(media => !broken.includes(media));
    return {
      file: await mix(task, rest, folder, options),
      leftOut: broken.map(({ fileName }) => fileName),
    };
  }
}

function isFailure(error: unknown): boolean {
  return error instanceof ComposeError && error.code === 'failed';
}

async function isDecodable(
  { files }: ComposeTask,
  { fileName }: FinishedMedia,
  signal: AbortSignal,
): Promise<boolean> {
  const input = mediaInput(files[fileName] ?? fileName, 0);
  try {
    await runFfmpeg([...input, '-map', '0:a:0', '-f', 'null', '-'], { signal });
    return true;
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}

async function mix(
  { recording, files }: ComposeTask,
  heard: readonly FinishedMedia[],
  folder: WorkFolder,
  { signal, onShare }: SoundOptions,
): Promise<string> {
  const { durationMs } = recording;
  const madeOf = heard.map(({ sha256, fromMs }) => [sha256, fromMs]);
  const file = folder.partFile('sound', 'm4a', [durationMs, madeOf]);
  if (folder.has(file)) return file;
  const written = folder.temporaryFile('m4a');
  await runFfmpeg(
    [
      ...['-filter_threads', '1', '-filter_complex_threads', '1'],
      ...heard.flatMap(({ fileName }) => mediaInput(files[fileName] ?? fileName, 0)),
      ...['-filter_complex', graphOf(heard, durationMs), '-map', '[out]', '-vn'],
      ...['-c:a', 'aac', '-b:a', BITRATE, '-ar', String(SAMPLE_RATE), '-ac', '2', '-threads', '1'],
      ...['-fflags', '+bitexact', '-flags:a', '+bitexact', '-map_metadata', '-1'],
      ...['-f', 'mp4', `file:${written}`],
    ],
    { signal, onWritten: ({ ms }) => onShare(Math.min(1, ms / durationMs)) },
  );
  await verifyFile(written, { durationMs }, signal);
  await folder.keep(written, file);
  return file;
}

function graphOf(heard: readonly FinishedMedia[], durationMs: number): string {
  const samples = Math.round((durationMs * SAMPLE_RATE) / 1_000);
  const format = `aformat=sample_fmts=fltp:sample_rates=${SAMPLE_RATE}:channel_layouts=stereo`;
  const exactly = `apad=whole_len=${samples},atrim=end_sample=${samples}`;
  if (heard.length === 0) return `${silence(durationMs)},${exactly}[out]`;
  const voices = heard.flatMap(({ fromMs }, index) => {
    const voice = `[${index}:a:0]aresample=${SAMPLE_RATE}:async=1:min_hard_comp=${HOLE_S}:first_pts=0,${format}`;
    if (fromMs === 0) return [`${voice}[voice${index}]`];
    return [
      `${voice}[after${index}]`,
      `${silence(fromMs)}[before${index}]`,
      `[before${index}][after${index}]concat=n=2:v=0:a=1[voice${index}]`,
    ];
  });
  const inputs = heard.map((_, index) => `[voice${index}]`).join('');
  const mixed = `${inputs}amix=inputs=${heard.length}:normalize=0:duration=longest`;
  return [...voices, `${mixed},alimiter=limit=${LIMIT}:level=0:latency=1,${exactly}[out]`].join(';');
}

/** Returns silence to put before a file, because ffmpeg's delay filter would hold the silence in memory. */
function silence(ms: number): string {
  return `anullsrc=r=${SAMPLE_RATE}:cl=stereo,atrim=end_sample=${Math.round((ms * SAMPLE_RATE) / 1_000)}`;
}
