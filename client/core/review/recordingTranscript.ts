import type { Span } from '../../../shared/recording/finished.ts';
import type { Caption, Chapter, Review, ReviewTrack } from '../../../shared/recording/review.ts';

/** A line of the transcript: known words, or that someone spoke. */
export type TranscriptLine =
  | (Span & { kind: 'words'; text: string })
  | (Span & { kind: 'speech'; fileId: ReviewTrack['fileId'] });

/** What belongs to one chapter; the first part may have none. */
export interface TranscriptPart {
  /** Where it begins on the time line. */
  readonly fromMs: number;
  readonly chapter?: Chapter;
  readonly lines: readonly TranscriptLine[];
}

/** Captions of one line of the recruiter's follow each other within this, in milliseconds. */
const ONE_LINE_MS = 700;
/** A person's speech is one line of the transcript across pauses of this length, and not told if shorter than that, in milliseconds. */
const ONE_SPEECH_MS = 3_000;
const TOLD_MS = 2_000;

/** The whole recording as it can be read: chapters, the virtual recruiter's words, and who spoke for how long in between. */
export function transcriptOf({
  chapters,
  captions,
  tracks,
}: Pick<Review, 'chapters' | 'captions' | 'tracks'>): TranscriptPart[] {
  const lines = [...linesOfCaptions(captions), ...speechesOf(tracks, captions.length > 0)].toSorted(
    (a, b) => a.fromMs - b.fromMs,
  );
  const parts: { fromMs: number; chapter?: Chapter; lines: TranscriptLine[] }[] = [
    { fromMs: 0, lines: [] },
    ...chapters.map(chapter => ({ fromMs: chapter.fromMs, chapter, lines: [] })),
  ];
  for (const line of lines) parts.findLast(({ fromMs }) => fromMs <= line.fromMs)?.lines.push(line);
  return parts.filter(part => part.chapter || part.lines.length > 0);
}

/** The line that is being said at a moment, or was said last. */
export function lineAt(parts: readonly TranscriptPart[], atMs: number): TranscriptLine | undefined {
  let found: TranscriptLine | undefined;
  for (const { lines } of parts)
    for (const line of lines) {
      if (line.fromMs > atMs) return found;
      found = line;
    }
  return found;
}

function linesOfCaptions(captions: readonly Caption[]): TranscriptLine[] {
  const lines: Extract<TranscriptLine, { kind: 'words' }>[] = [];
  for (const { fromMs, toMs, text } of captions) {
    const last = lines.at(-1);
    if (last && fromMs - last.toMs <= ONE_LINE_MS) {
      last.toMs = toMs;
      last.text = `${last.text} ${text}`;
    } else lines.push({ kind: 'words', fromMs, toMs, text });
  }
  return lines;
}

/** The recruiter's own speech is there in words. */
function speechesOf(tracks: readonly ReviewTrack[], hasWords: boolean): TranscriptLine[] {
  const people = tracks.filter(({ kind, role }) => kind === 'person' && !(role === 'recruiter' && hasWords));
  return people.flatMap(({ fileId, speech }) => {
    const lines: Extract<TranscriptLine, { kind: 'speech' }>[] = [];
    for (const { fromMs, toMs } of speech) {
      const last = lines.at(-1);
      if (last && fromMs - last.toMs <= ONE_SPEECH_MS) last.toMs = toMs;
      else lines.push({ kind: 'speech', fileId, fromMs, toMs });
    }
    return lines.filter(({ fromMs, toMs }) => toMs - fromMs >= TOLD_MS);
  });
}
