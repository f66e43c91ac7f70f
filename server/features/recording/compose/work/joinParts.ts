import { writeFile } from 'node:fs/promises';
import { plainText } from '../../../../drawnText.ts';
import type { ComposedChapter, ComposeTask } from '../composeTask.ts';
import { quoted } from './ffmpegArguments.ts';
import { runFfmpeg } from './runFfmpeg.ts';
import type { WorkFolder } from './WorkFolder.ts';

/** Maximum length of the title: players show one line, and the format allows 255 bytes. */
const TITLE_MAX_CHARACTERS = 80;

/** Joins pieces, sound, and chapters into an MP4 that plays while it loads. Does not encode again. */
export async function joinParts(
  { recording, chapters, title }: ComposeTask,
  folder: WorkFolder,
  { pieces, sound, outFile }: { pieces: readonly string[]; sound: string; outFile: string },
  signal: AbortSignal,
): Promise<void> {
  const list = folder.temporaryFile('ffconcat');
  const metadata = folder.temporaryFile('ffmetadata');
  await writeFile(list, `ffconcat version 1.0\n${pieces.map(file => `file ${quoted(file)}`).join('\n')}\n`);
  await writeFile(metadata, metadataText(title, writtenChapters(chapters, recording.durationMs)));
  await runFfmpeg(
    [
      ...['-protocol_whitelist', 'file', '-f', 'concat', '-safe', '0', '-i', `file:${list}`],
      ...['-protocol_whitelist', 'file', '-i', `file:${sound}`],
      ...['-protocol_whitelist', 'file', '-f', 'ffmetadata', '-i', `file:${metadata}`],
      ...['-map', '0:v:0', '-map', '1:a:0', '-map_metadata', '2', '-map_chapters', '2', '-c', 'copy'],
      ...['-movflags', '+faststart', '-fflags', '+bitexact', '-f', 'mp4', `file:${outFile}`],
    ],
    { signal },
  );
}

export function writtenChapters(chapters: readonly ComposedChapter[], durationMs: number): ComposedChapter[] {
  return chapters
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .map(({ title, fromMs, toMs }, index, sorted) => {
      return { title, fromMs, toMs: Math.min(toMs, sorted[index + 1]?.fromMs ?? toMs, durationMs) };
    })
    .filter(({ fromMs, toMs }) => toMs > fromMs);
}

/** Returns title and chapters in ffmpeg's metadata format, in which a backslash escapes any character. */
export function metadataText(title: string, chapters: readonly ComposedChapter[]): string {
  const parts = chapters.map(chapter =>
    [
      '[CHAPTER]',
      'TIMEBASE=1/1000',
      `START=${Math.round(chapter.fromMs)}`,
      `END=${Math.round(chapter.toMs)}`,
      `title=${escaped(chapter.title)}`,
    ].join('\n'),
  );
  return [';FFMETADATA1', `title=${escaped(title)}`, ...parts, ''].join('\n');
}

function escaped(text: string): string {
  const plain = Array.from(plainText(text)).slice(0, TITLE_MAX_CHARACTERS).join('');
  return plain.replace(/[\\=;#]/g, String.raw`\$&`);
}
