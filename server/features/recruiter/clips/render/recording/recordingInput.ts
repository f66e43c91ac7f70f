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
/** Decoders with other names than their codecs. */
const DECODERS = ['libdav1d', 'mp3float'];

export const RECORDING_LIMITS = {
  bytes: 100 * 1024 * 1024,
  seconds: 300,
  /** Of each side, in px. */
  side: 4_096,
} as const;

/** Accepted file formats, by ffmpeg's names. */
type Container = 'matroska' | 'mov' | 'wav' | 'ogg' | 'mp3';

const CONTAINER_BYTES = 12;
/** Types of the first box of MP4, MOV, and M4A files. */
const FIRST_BOXES = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip']);
/** Size of the largest file that a program which reads an upload may write. */
export const WRITTEN_FILE_MB = 128;

/** Uploaded file as an input of ffmpeg. */
export interface RecordingInput {
  container: Container;
  /** Arguments up to and including the input. */
  args: readonly string[];
}

/** Returns undefined for other file formats. */
export async function recordingInput(file: string): Promise<RecordingInput | undefined> {
  const container = containerOf(await firstBytes(file));
  return container && { container, args: [...guards(container), '-i', `file:${file}`] };
}

/**
 * Detects a file's format from its first 12 bytes. ffmpeg never guesses the format: a hostile file could pass for a playlist, a list of
 * files, or subtitles.
 */
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

/** Restricts ffmpeg to this file, this format, and the listed decoders. */
function guards(container: Container): string[] {
  return [
    ...[
      '-protocol_whitelist',
      'file,pipe',
      '-format_whitelist',
      container === 'matroska' ? 'matroska,webm' : container,
    ],
    ...[
      '-codec_whitelist',
      [...RECORDING_CODECS, ...DECODERS].join(','),
      '-max_pixels',
      String(RECORDING_LIMITS.side ** 2),
    ],
    ...['-threads', '1', '-f', container],
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

/** Reasons to refuse an upload, with a sentence for the uploader. */
const REFUSALS = {
  'not-media': [
    'invalid',
    'This file is no recording that can be used here. Take a WebM, MP4, MOV, M4A, WAV, MP3 or Ogg file.',
  ],
  broken: [
    'invalid',
    'This recording is damaged and cannot be read. Record it again, or save it in another format.',
  ],
  'cut-off': ['invalid', 'This recording breaks off before its end. Upload it once more.'],
  'no-sound': ['invalid', 'This recording has no sound. The recruiter needs something to say.'],
  silent: ['invalid', 'Nothing can be heard in this recording. Check the microphone and record it again.'],
  codec: [
    'invalid',
    'The picture or the sound of this recording is in a format that is not taken here. Save it as WebM or MP4.',
  ],
  bytes: ['too-large', `This recording is larger than ${RECORDING_LIMITS.bytes / 1024 / 1024} MB.`],
  long: ['too-large', `This recording is longer than ${RECORDING_LIMITS.seconds / 60} minutes.`],
  resolution: [
    'too-large',
    `The picture of this recording is larger than ${RECORDING_LIMITS.side} by ${RECORDING_LIMITS.side} pixels.`,
  ],
  effort: [
    'too-large',
    'This recording takes too much work to read. Save it as WebM or MP4 with a smaller picture.',
  ],
} as const satisfies Record<string, readonly ['invalid' | 'too-large', string]>;

type RefusedFor = keyof typeof REFUSALS;

export function refuseRecording(reason: RefusedFor): AppError {
  const [code, message] = REFUSALS[reason];
  return new AppError(code, message, { details: { recording: reason } });
}
