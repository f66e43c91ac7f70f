import { appendFile, readFile } from 'node:fs/promises';
import { openTranscriber } from '../../../../transcription/openTranscriber.ts';
import { type Transcriber, TranscriptionError } from '../../../../transcription/Transcriber.ts';
import { systemErrorCode } from '../../../systemErrorCode.ts';
import type { RecognizedSegment, TranscribeTask, TranscribeTrack } from '../transcribeTask.ts';
import { readSegments } from './readSegments.ts';

interface Options {
  signal: AbortSignal;
  onProgress: (share: number) => void;
}

const NO_SOUND = { text: '', understood: false };

type Open = (config: TranscribeTask['config']) => Promise<Transcriber>;

/** Recognizes the segments of all tracks, and continues after those in `doneFile`. */
export async function transcribeTracks(
  { config, language, tracks, doneFile }: TranscribeTask,
  { signal, onProgress }: Options,
  open: Open = config => openTranscriber(config),
): Promise<RecognizedSegment[]> {
  const done = await readDone(doneFile);
  const all = tracks.flatMap(track => track.segments.map(segment => keyOf(track, segment)));
  if (!all.some(key => !done.has(key))) return resultOf(all, done);
  const transcriber = await open(config);
  try {
    if (!transcriber.speaks(language))
      throw new TranscriptionError('language', `Speech in "${language}" can't be recognized here.`);
    let count = all.filter(key => done.has(key)).length;
    for (const track of tracks) {
      const segments = track.segments.filter(segment => !done.has(keyOf(track, segment)));
      if (segments.length === 0) continue;
      for await (const { segment, samples } of readSegments(track.file, track.fromMs, segments)) {
        signal.throwIfAborted();
        const { text, understood } =
          samples.length === 0 ? NO_SOUND : await transcriber.transcribe({ samples, language }, { signal });
        const recognized = { seatId: track.seatId, ...segment, text: text.trim(), understood };
        const key = keyOf(track, segment);
        // Starts a new line, because a full disk or a crash may have cut the last one off.
        await appendFile(doneFile, `\n${JSON.stringify([key, recognized])}`);
        done.set(key, recognized);
        count += 1;
        onProgress(count / all.length);
      }
    }
  } finally {
    await transcriber.close();
  }
  return resultOf(all, done);
}

/** A segment of another version of the file has another key. */
function keyOf(
  { seatId, sha256 }: TranscribeTrack,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): string {
  return `${seatId} ${sha256} ${fromMs} ${toMs}`;
}

function resultOf(
  keys: readonly string[],
  done: ReadonlyMap<string, RecognizedSegment>,
): RecognizedSegment[] {
  return keys.flatMap(key => done.get(key) ?? []);
}

async function readDone(file: string): Promise<Map<string, RecognizedSegment>> {
  const text = await readFile(file, 'utf8').catch(error => {
    if (systemErrorCode(error) === 'ENOENT') return '';
    throw error;
  });
  return new Map(text.split('\n').flatMap(line => readLine(line)));
}

/** Returns the segment of a line. A line that was cut off by a crash has none, and is recognized again. */
function readLine(line: string): [string, RecognizedSegment][] {
  try {
    return line === '' ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}
