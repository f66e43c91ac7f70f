import { open } from 'node:fs/promises';
import { AppError } from '../../../../../../shared/errors.ts';
import { EBML } from '../../../../../../shared/media/webm.ts';

/** Codecs of browsers, phones, and cameras, by ffmpeg's names. */
export const RECORDING_CODECS: ReadonlySet<string> = new Set([
  ...['vp8', 'vp9', 'av1', 'h264', 'hevc', 'mpeg4'],
  ...['opus', 'vorbis', 'aac', 'mp3', 'alac', 'flac'],
  ...['pcm_u8', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_f32le'],
  ...['pcm_alaw', 'pcm_mulaw'],
]);
/** Decoders whose names differ from the names of their codecs. */
const DECODERS = ['libdav1d', 'mp3float'];

export const RECORDING_LIMITS = {
  bytes: 100 * 1024 * 1024,
  seconds: 300,
  /** Maximum width and height in px. */
  side: 4_096,
} as const;

type Container = 'matroska' | 'mov' | 'wav' | 'ogg' | 'mp3';

const CONTAINER_BYTES = 12;
/** Types of the first box of MP4, MOV, and M4A files. */
const FIRST_BOXES = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip']);
/** Maximum size of a file that ffmpeg may write. */
export const WRITTEN_FILE_MB = 128;

export type RecordingInput = { container: Container; args: readonly string[] };

export async function recordingInput(file: string): Promise<RecordingInput | undefined> {
  const container = containerOf(await firstBytes(file));
  return container && { container, args: [...guards(container), '-i', `file:${file}`] };
}

/** Detects the format from 12 bytes. ffmpeg must not guess it, or a hostile file could pose as a playlist. */
export function containerOf(start: Uint8Array): Container | undefined {
  if (start.byteLength < CONTAINER_BYTES) return undefined;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...start.subarray(at, at + length));
  if (view.getUint32(0) === EBML) return 'matroska';
  if (FIRST_BOXES.has(text(4, 4))) return 'mov';
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WAVE') return 'wav';
  if (text(0, 4) === 'OggS') return 'ogg';
  return text(0, 3) === 'ID3' || isMpegLayer3(view.getUint16(0)) ? 'mp3' : undefined;
}

/** Checks for eleven sync bits, a valid version, and layer III (ISO/IEC 11172-3, 2.4.1.3). */
function isMpegLayer3(header: number): boolean {
  return (header & 0xffe0) === 0xffe0 && (header & 0x0018) !== 0x0008 && (header & 0x0006) === 0x0002;
}

function guards(container: Container): string[] {
  const format = container === 'matroska' ? 'matroska,webm' : container;
  return [
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', format],
    ...['-codec_whitelist', [...RECORDING_CODECS, ...DECODERS].join(',')],
    ...['-max_pixels', String(RECORDING_LIMITS.side ** 2), '-threads', '1', '-f', container],
  ];
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(CONTAINER_BYTES), 0, CONTAINER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

export function refuseRecording(recording: RefusedFor): AppError {
  const details = { recording };
  const { bytes, seconds, side } = RECORDING_LIMITS;
  switch (recording) {
    case 'bytes':
      return new AppError('too-large', 'recording-bytes', {
        values: { megabytes: bytes / 1024 ** 2 },
        details,
      });
    case 'long':
      return new AppError('too-large', 'recording-long', { values: { minutes: seconds / 60 }, details });
    case 'resolution':
      return new AppError('too-large', 'recording-resolution', { values: { side }, details });
    case 'effort':
      return new AppError('too-large', 'recording-effort', { details });
    default:
      return new AppError('invalid', `recording-${recording}`, { details });
  }
}

type RefusedFor =
  | 'not-media'
  | 'broken'
  | 'cut-off'
  | 'no-sound'
  | 'silent'
  | 'codec'
  | 'bytes'
  | 'long'
  | 'resolution'
  | 'effort';
