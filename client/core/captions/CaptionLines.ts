import type { SeatId } from '../../../shared/ids.ts';
import type { CaptionText } from '../../../shared/media/captions.ts';
import { Store } from '../store.ts';

export type CaptionSpeaker = SeatId | 'recruiter';

export interface CaptionLine {
  readonly key: string;
  readonly speaker: CaptionSpeaker;
  readonly text: string;
  /** Words that may still change. */
  readonly tail: string;
  readonly understood: boolean;
  /** True if a captioner typed the line. */
  readonly typed: boolean;
  /** Start of the line, in ms of this browser's clock. Orders the lines. */
  readonly startedAt: number;
  /** Counts final lines in the order in which they became final. Absent for drafts. */
  readonly finalNumber?: number;
}

/** Oldest lines are dropped beyond this number. It is about an hour of talk. */
const MAX_LINES = 600;

/** What was said while the captions were on, oldest line first. Only in memory. */
export class CaptionLines {
  readonly all = new Store<readonly CaptionLine[]>([]);
  #finals = 0;

  /** Adds a line or replaces its draft. A final line never changes. */
  put(speaker: CaptionSpeaker, { lineId, final, agoMs, ...words }: CaptionText, now: number): void {
    const key = `${speaker} ${lineId}`;
    const lines = this.all.get();
    const before = lines.find(line => line.key === key);
    if (before?.finalNumber !== undefined) return;
    const others = before ? lines.filter(line => line !== before) : lines.map(line => settled(line, speaker));
    const { text, tail, understood, typed = false } = words;
    if (text === '' && tail === '' && understood) {
      this.all.set(others);
      return;
    }
    const startedAt = before?.startedAt ?? now - agoMs;
    const line = { key, speaker, text, tail, understood, typed, startedAt };
    const at = others.findLastIndex(other => other.startedAt <= startedAt) + 1;
    const added = final ? { ...line, finalNumber: ++this.#finals } : line;
    this.all.set(others.toSpliced(at, 0, added).slice(-MAX_LINES));
  }

  clear(): void {
    this.all.set([]);
  }
}

/** Ends the draft of a person who has started another line. Its final version may have been lost or come later. */
function settled(line: CaptionLine, speaker: CaptionSpeaker): CaptionLine {
  if (line.speaker !== speaker || line.finalNumber !== undefined || line.tail === '') return line;
  return { ...line, text: [line.text, line.tail].filter(Boolean).join(' '), tail: '' };
}
