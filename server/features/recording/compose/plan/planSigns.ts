import type { FinishedRecording, Span } from '../../../../../shared/recording/finished.ts';
import { lengthMs, spanAt } from '../../../../../shared/recording/spans.ts';
import type { ComposeTask } from '../composeTask.ts';
import { castTimesOf, withoutHoles } from './castTimes.ts';
import { frameAt, msOfFrame } from './frameGrid.ts';
import type { Piece } from './planPieces.ts';

/** Speech is shown without its rhythm, and no word on its own. */
const SPEECH_HOLE_MS = 700;
const SPEECH_MIN_MS = 300;

/** What stands over the pictures of a piece for a while. */
export interface Signs {
  /** Of the piece. */
  frames: number;
  /** `person` of those who speak, and of those whose microphone is off, as far as they have a tile. */
  speaking: string[];
  muted: string[];
  /** What is gone through: the title of a chapter, or of the interview. */
  heading: string;
  /** What the virtual recruiter says. */
  caption: string | undefined;
}

/** A caption that fits into its place. */
export interface CaptionPage extends Span {
  text: string;
}

/** For each piece what stands over it, from its first frame to its last. */
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

interface Voice {
  person: string;
  speaking: Span[];
  muted: Span[];
}

function voicesOf(recording: FinishedRecording, people: ComposeTask['people']): Voice[] {
  return castTimesOf(recording, people).map(({ person, speech, muted }) => ({
    person: person.person,
    speaking: withoutHoles(speech, SPEECH_HOLE_MS).filter(span => lengthMs(span) >= SPEECH_MIN_MS),
    muted,
  }));
}
