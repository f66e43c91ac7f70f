import type { FinishedRecording, Span } from '../../../../../shared/recording/finished.ts';
import type { Caption } from '../../../../../shared/recording/review.ts';
import { lengthMs, spanAt } from '../../../../../shared/recording/spans.ts';
import type { ComposeTask } from '../composeTask.ts';
import { frameAt, msOfFrame } from './canvas.ts';
import { castTimesOf, withoutHoles } from './castTimes.ts';
import type { Piece } from './planPieces.ts';

/** Pauses and speech shorter than these don't change the ring around a speaker. */
const SPEECH_HOLE_MS = 700;
const SPEECH_MIN_MS = 300;

/** Content of a piece's overlay, which stays the same for `frames` frames. */
export interface Signs {
  frames: number;
  /** Ids (`person`) of the visible people who are speaking or muted. */
  speaking: string[];
  muted: string[];
  heading: string;
  caption: string | undefined;
}

type CaptionPage = Span & { text: string };

export function planSigns(
  { recording, people, chapters, title }: ComposeTask,
  pieces: readonly Piece[],
  captions: readonly CaptionPage[],
): Signs[][] {
  const voices = voicesOf(recording, people);
  const changes = [
    ...voices.flatMap(({ speaking, muted }) => [...speaking, ...muted]),
    ...chapters,
    ...captions,
  ].flatMap(({ fromMs, toMs }) => [frameAt(fromMs), frameAt(toMs)]);
  const edges = [...new Set(changes)].toSorted((a, b) => a - b);
  return pieces.map(piece => {
    const end = piece.fromFrame + piece.frames;
    const inside = edges.filter(frame => frame > piece.fromFrame && frame < end);
    const starts = [piece.fromFrame, ...inside];
    const shown = new Set(
      piece.tiles.filter(({ kind }) => kind === 'person').map(({ person }) => person.person),
    );
    return starts.map((start, index) => {
      const atMs = msOfFrame(start + 0.5);
      const those = (of: 'speaking' | 'muted') =>
        voices
          .filter(voice => shown.has(voice.person) && spanAt(voice[of], atMs))
          .map(({ person }) => person);
      return {
        frames: (starts[index + 1] ?? end) - start,
        speaking: those('speaking'),
        muted: those('muted'),
        heading: spanAt(chapters, atMs)?.title ?? title,
        caption: piece.unrecorded ? undefined : spanAt(captions, atMs)?.text,
      };
    });
  });
}

type Voice = { person: string; speaking: Span[]; muted: Span[] };

function voicesOf(recording: FinishedRecording, people: ComposeTask['people']): Voice[] {
  return castTimesOf(recording, people).map(({ person, speech, muted }) => ({
    person: person.person,
    speaking: withoutHoles(speech, SPEECH_HOLE_MS).filter(span => lengthMs(span) >= SPEECH_MIN_MS),
    muted,
  }));
}

/** Splits captions into pages. Longer pages are shown longer. `linesOf` breaks text into lines. */
export function captionPages(
  captions: readonly Caption[],
  linesOf: (text: string) => readonly string[],
  linesPerPage: number,
): CaptionPage[] {
  return captions
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .flatMap(({ fromMs, toMs, text }, index, sorted) => {
      const lines = linesOf(text);
      const letters = lines.reduce((sum, line) => sum + line.length, 0);
      const endMs = Math.min(toMs, sorted[index + 1]?.fromMs ?? toMs);
      const pages: CaptionPage[] = [];
      let shown = 0;
      for (let first = 0; first < lines.length; first += linesPerPage) {
        const page = lines.slice(first, first + linesPerPage);
        const share = page.reduce((sum, line) => sum + line.length, 0) / letters;
        const at = (part: number) => fromMs + (endMs - fromMs) * part;
        pages.push({ fromMs: at(shown), toMs: at(shown + share), text: page.join('\n') });
        shown += share;
      }
      return pages.filter(page => page.toMs > page.fromMs);
    });
}
