import { type ClockPoint, offsetAt } from './ClockPoint.ts';

/** A moment of media on the sender's clock, and where it lies on the recording's time line. */
export interface TimelineKnot {
  mediaMs: number;
  recordingMs: number;
}

export interface TimelinePiece {
  fromMs: number;
  toMs: number;
  /** In order, at least one. `offsetMs`: from the sender's clock to the recording's time line. */
  line: readonly ClockPoint[];
}

/** Where the media of one segment lies on the recording's time line. Times between knots lie on straight lines. */
export class Timeline {
  readonly #pieces: readonly TimelinePiece[];
  #recent = 0;

  constructor(pieces: readonly TimelinePiece[]) {
    this.#pieces = pieces;
  }

  msOf(mediaMs: number): number {
    const { line } = this.#pieces[this.pieceOf(mediaMs)] ?? { line: [] };
    return mediaMs + offsetAt(line, mediaMs);
  }

  /** Which of its pieces a moment belongs to: between two of them the sender's clock stood still. */
  pieceOf(mediaMs: number): number {
    // Those who ask go forward.
    let index = mediaMs < (this.#pieces[this.#recent]?.fromMs ?? 0) ? 0 : this.#recent;
    while (mediaMs >= (this.#pieces[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY)) index += 1;
    this.#recent = index;
    return index;
  }

  /** In order of media time; two for each border between pieces. */
  knots(): TimelineKnot[] {
    return this.#pieces.flatMap(({ fromMs, toMs, line }) => {
      const inside = line.filter(({ mediaMs }) => mediaMs > fromMs && mediaMs < toMs);
      const times = [fromMs, ...inside.map(({ mediaMs }) => mediaMs), toMs];
      return times.map(mediaMs => ({ mediaMs, recordingMs: mediaMs + offsetAt(line, mediaMs) }));
    });
  }
}
