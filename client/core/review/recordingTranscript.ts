import type { Span } from '../../../shared/recording/finished.ts';
import type { Caption, Chapter, Review, ReviewTrack } from '../../../shared/recording/review.ts';

export type TranscriptLine =
  | (Span & { kind: 'words'; text: string })
  | (Span & { kind: 'speech'; fileId: ReviewTrack['fileId'] });

export interface TranscriptPart {
  readonly fromMs: number;
  readonly chapter?: Chapter;
  readonly lines: readonly TranscriptLine[];
}

/** Longest pause between two captions that are joined into one line. */
const MAX_CAPTION_PAUSE_MS = 700;
/** Longest pause within a line of speech, and the length from which a line is listed. */
const MAX_SPEECH_PAUSE_MS = 3_000;
const LEAST_SPEECH_MS = 2_000;

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
    if (last && fromMs - last.toMs <= MAX_CAPTION_PAUSE_MS) {
      last.toMs = toMs;
      last.text = `${last.text} ${text}`;
    } else lines.push({ kind: 'words', fromMs, toMs, text });
  }
  return lines;
}

/** Lists when people speak. Skips the recruiter's speech if captions have the words. */
function speechesOf(tracks: readonly ReviewTrack[], hasWords: boolean): TranscriptLine[] {
  const people = tracks.filter(({ kind, role }) => kind === 'person' && !(role === 'recruiter' && hasWords));
  return people.flatMap(({ fileId, speech }) => {
    const lines: Extract<TranscriptLine, { kind: 'speech' }>[] = [];
    for (const { fromMs, toMs } of speech) {
      const last = lines.at(-1);
      if (last && fromMs - last.toMs <= MAX_SPEECH_PAUSE_MS) last.toMs = toMs;
      else lines.push({ kind: 'speech', fileId, fromMs, toMs });
    }
    return lines.filter(({ fromMs, toMs }) => toMs - fromMs >= LEAST_SPEECH_MS);
  });
}
