import { open } from 'node:fs/promises';
import { CONTAINER_BYTES, type Container, containerOf } from './container.ts';

/** What browsers, phones and cameras record with, by ffmpeg's names of codecs. */
export const RECORDING_CODECS: ReadonlySet<string> = new Set([
  ...['vp8', 'vp9', 'av1', 'h264', 'hevc', 'mpeg4'],
  ...['opus', 'vorbis', 'aac', 'mp3', 'alac', 'flac'],
  ...['pcm_u8', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_f32le'],
  ...['pcm_alaw', 'pcm_mulaw'],
]);
/** Decoders of these codecs that are not called like them. */
const DECODERS = ['libdav1d', 'mp3float'];

export const RECORDING_LIMITS = {
  bytes: 100 * 1024 * 1024,
  seconds: 300,
  /** Of either side, in px. */
  side: 4_096,
} as const;

/** An uploaded file, as ffmpeg may open it. */
export interface RecordingInput {
  container: Container;
  /** Everything up to and with the input. */
  args: readonly string[];
}

/** Undefined where the file is none of the formats that are taken. */
export async function recordingInput(file: string): Promise<RecordingInput | undefined> {
  const container = containerOf(await firstBytes(file));
  return container && { container, args: [...guards(container), '-i', `file:${file}`] };
}

/** This one file, read as this one format, with decoders from the list. */
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
