import type { FinishedMedia, FinishedRecording, Span } from '../../../../../shared/recording/finished.ts';
import { lengthMs, mergedSpans, spansWithout } from '../../../../../shared/recording/spans.ts';
import { ComposeError, type ComposeTask } from '../composeTask.ts';
import { mediaInput } from './ffmpegArguments.ts';
import { runFfmpeg } from './runFfmpeg.ts';
import { verifyFile } from './verifyFile.ts';
import type { WorkFolder } from './WorkFolder.ts';

const SAMPLE_RATE = 48_000;
const BITRATE = '128k';
/** Shortest gap to fill with silence. Shorter gaps can come from WebM's rounding to milliseconds. */
const HOLE_S = 0.015;
/**
 * ffmpeg fills a gap with silence in one piece, which it holds in memory. Gaps of this length and more get generated
 * silence instead.
 */
const LONG_GAP_MS = 20_000;
/** Time at both ends of a long gap that ffmpeg fills. */
const MARGIN_MS = 5_000;
/** Long gaps closer than this count as one, because there may be no sound between them to tell them apart. */
const SAME_GAP_MS = 100;
/** The limiter keeps the sum of simultaneous voices below this level. */
const LIMIT = 0.97;

interface SoundOptions {
  signal: AbortSignal;
  onShare: (share: number) => void;
}

/**
 * Mixes the sound into an AAC file of the full length. Leaves out files that ffmpeg can't decode, or all files if mixing
 * fails although each can be decoded. Returns the path, and the names of the files left out. Rejects with
 * `ComposeError`.
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
    const leftOut = broken.length > 0 ? broken : heard;
    const rest = heard.filter(media => !leftOut.includes(media));
    return {
      file: await mix(task, rest, folder, options),
      leftOut: leftOut.map(({ fileName }) => fileName),
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
      ...['-filter_complex', graphOf(heard, recording), '-map', '[out]', '-vn'],
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

function graphOf(heard: readonly FinishedMedia[], recording: FinishedRecording): string {
  const samples = samplesIn(recording.durationMs);
  const exactly = `apad=whole_len=${samples},atrim=end_sample=${samples}`;
  if (heard.length === 0) return `${silence(recording.durationMs)},${exactly}[out]`;
  const voices = heard.flatMap((media, index) => voiceGraph(media, index, recording));
  const inputs = heard.map((_, index) => `[voice${index}]`).join('');
  const mixed = `${inputs}amix=inputs=${heard.length}:normalize=0:duration=longest`;
  return [...voices, `${mixed},alimiter=limit=${LIMIT}:level=0:latency=1,${exactly}[out]`].join(';');
}

/** Returns the filters that turn a file's sound into a stream from the recording's start, without gaps. */
function voiceGraph(media: FinishedMedia, index: number, recording: FinishedRecording): string[] {
  const parts = partsOf(media, recording);
  if (parts.length === 0) return [`[${index}:a:0]anullsink`, `${silence(lengthMs(media))}[voice${index}]`];
  const format = `aformat=sample_fmts=fltp:sample_rates=${SAMPLE_RATE}:channel_layouts=stereo`;
  const filled = `aresample=${SAMPLE_RATE}:async=1:min_hard_comp=${HOLE_S}:first_pts=0,${format}`;
  const joints = parts.slice(0, -1).map(({ toMs }) => (toMs - media.fromMs) / 1_000);
  const cutAt = parts.map((_, part) => `[cut${index}_${part}]`);
  const pieces = parts.flatMap(({ fromMs, toMs }, part) => {
    const samples = samplesIn(toMs - fromMs);
    const end = part < joints.length ? `,apad=whole_len=${samples},atrim=end_sample=${samples}` : '';
    const shift = fromMs > media.fromMs ? `asetpts=PTS-${(fromMs - media.fromMs) / 1_000}/TB,` : '';
    const before = fromMs - (parts[part - 1]?.toMs ?? 0);
    return [
      ...(before > 0 ? [{ name: `[before${index}_${part}]`, filters: silence(before) }] : []),
      { name: `[part${index}_${part}]`, filters: `${cutAt[part]}${shift}${filled}${end}` },
    ];
  });
  const cut = joints.length > 0 ? `asegment=timestamps=${joints.join('|')}` : 'anull';
  return [
    `[${index}:a:0]${cut}${cutAt.join('')}`,
    ...pieces.map(({ name, filters }) => `${filters}${name}`),
    `${pieces.map(({ name }) => name).join('')}concat=n=${pieces.length}:v=0:a=1[voice${index}]`,
  ];
}

/** Returns the parts of a file between its long gaps, with a margin of the gaps. */
function partsOf(
  { fromMs, toMs, gaps }: FinishedMedia,
  { stretches, durationMs }: FinishedRecording,
): Span[] {
  const unrecorded = spansWithout([{ fromMs: 0, toMs: durationMs }], mergedSpans(stretches));
  const silent = [...gaps.filter(({ kind }) => kind === 'audio'), ...unrecorded];
  // Gaps that are only a little apart become one, as do gaps and the ends of the file: there may be no sound between.
  const widened = silent.map(gap => ({ fromMs: gap.fromMs, toMs: gap.toMs + SAME_GAP_MS }));
  const long = mergedSpans(widened)
    .filter(gap => lengthMs(gap) >= LONG_GAP_MS)
    .map(gap => ({
      fromMs: gap.fromMs <= fromMs + SAME_GAP_MS ? fromMs : gap.fromMs + MARGIN_MS,
      toMs: gap.toMs >= toMs ? toMs : gap.toMs - SAME_GAP_MS - MARGIN_MS,
    }));
  return spansWithout([{ fromMs, toMs }], long);
}

function samplesIn(ms: number): number {
  return Math.round((ms * SAMPLE_RATE) / 1_000);
}

/** Returns silence to put before a file, because ffmpeg's delay filter would hold the silence in memory. */
function silence(ms: number): string {
  return `anullsrc=r=${SAMPLE_RATE}:cl=stereo,atrim=end_sample=${samplesIn(ms)}`;
}
