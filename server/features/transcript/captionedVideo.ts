import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../shared/errors.ts';

/** ISO 639-2 codes, which MP4 files need, of the languages that kits have. */
const LANGUAGES: Readonly<Record<string, string>> = { en: 'eng', de: 'deu' };

/** Copying takes seconds. A storage that stops sending would keep ffmpeg waiting. */
const TIMEOUT_MS = 5 * 60_000;

interface CaptionedVideo {
  /** An MP4 that plays while it loads. */
  video: Readable;
  /** WebVTT. */
  captions: string;
  /** BCP 47 tag of the captions. */
  language: string;
  /** Where the result is written. It is removed before the first byte is read. */
  file: string;
}

/**
 * Returns an MP4 with captions as a text track that players can turn on. Copies pictures, sound, and chapters. Throws
 * `unavailable` if ffmpeg fails. The result can't be streamed while it is made: MP4 fragments lose the length of captions.
 */
export async function captionedVideo({ video, captions, language, file }: CaptionedVideo): Promise<Readable> {
  try {
    await addTrack(video, captions, LANGUAGES[language.split('-')[0] ?? ''] ?? 'und', file);
    const handle = await open(file);
    return handle.createReadStream();
  } finally {
    video.destroy();
    await rm(file, { force: true });
  }
}

async function addTrack(video: Readable, captions: string, language: string, file: string): Promise<void> {
  const args = [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-protocol_whitelist', 'pipe,file'],
    ...['-f', 'mp4', '-i', 'pipe:0', '-f', 'webvtt', '-i', 'pipe:3'],
    ...['-map', '0:v', '-map', '0:a?', '-map', '1:s', '-map_metadata', '0', '-c', 'copy', '-c:s', 'mov_text'],
    ...['-metadata:s:s:0', `language=${language}`, '-movflags', '+faststart', '-f', 'mp4', `file:${file}`],
  ];
  const child = spawn('ffmpeg', args, { stdio: ['pipe', 'ignore', 'ignore', 'pipe'], timeout: TIMEOUT_MS });
  const ended = once(child, 'close');
  const [input, , , captionInput] = child.stdio;
  // If ffmpeg stops reading, its exit code says why.
  captionInput?.on('error', () => {});
  if (input) pipeline(video, input).catch(() => {});
  if (captionInput instanceof Writable) pipeline([captions], captionInput).catch(() => {});
  // Live calls come first.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const [code, signal] = await ended;
  if (code === 0) return;
  const cause = new Error(`ffmpeg ended with ${code ?? signal} while it added captions.`);
  throw AppError.unavailable('recording-unreadable', cause);
}
