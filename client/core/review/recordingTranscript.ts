import type { Span } from '../../../shared/recording/finished.ts';
import type { Caption, Chapter, Review, ReviewTrack } from '../../../shared/recording/review.ts';
import type { Passage, Transcript, TranscriptSpeaker } from '../../../shared/transcript/transcript.ts';

export type TranscriptLine =
  | (Span & { kind: 'words'; text: string })
  | (Span & { kind: 'speech'; fileId: ReviewTrack['fileId'] })
  | (Span & { kind: 'passage'; passage: Passage; speaker: TranscriptSpeaker | undefined });

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

/** Lists what was said, where there are words. Otherwise, lists when each person spoke. */
export function transcriptOf(
  { chapters, captions, tracks }: Pick<Review, 'chapters' | 'captions' | 'tracks'>,
  transcript?: Pick<Transcript, 'speakers' | 'passages'>,
): TranscriptPart[] {
  const spoken = transcript?.speakers.filter(({ withheld }) => !withheld) ?? [];
  const speakerOf = ({ role, seatId }: Pick<ReviewTrack, 'role' | 'seatId'>) =>
    spoken.find(speaker => (role === 'recruiter' ? speaker.role === role : speaker.seatId === seatId));
  const hasRecruiter = spoken.some(({ role }) => role === 'recruiter');
  const lines = [
    ...(transcript ? linesOfPassages(transcript.passages, spoken) : []),
    ...(hasRecruiter ? [] : linesOfCaptions(captions)),
    ...speechesOf(
      tracks.filter(track => !speakerOf(track)),
      captions.length > 0,
    ),
  ].toSorted((a, b) => a.fromMs - b.fromMs);
  const parts: { fromMs: number; chapter?: Chapter; lines: TranscriptLine[] }[] = [
    { fromMs: 0, lines: [] },
    ...chapters.map(chapter => ({ fromMs: chapter.fromMs, chapter, lines: [] })),
  ];
  for (const line of lines) parts.findLast(({ fromMs }) => fromMs <= line.fromMs)?.lines.push(line);
  return parts.filter(part => part.chapter || part.lines.length > 0);
}

function linesOfPassages(
  passages: readonly Passage[],
  speakers: readonly TranscriptSpeaker[],
): TranscriptLine[] {
  return passages.map(passage => {
    const { seatId, fromMs, toMs } = passage;
    const speaker = speakers.find(one => (seatId ? one.seatId === seatId : one.role === 'recruiter'));
    return { kind: 'passage', fromMs, toMs, passage, speaker };
  });
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
