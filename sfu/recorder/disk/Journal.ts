import type { JournalLine } from '../../../shared/recording/journal.ts';
import type { AppendFile } from './AppendFile.ts';

type WithoutTime<L extends JournalLine> = L extends unknown ? Omit<L, 'at'> : never;

/** A line of a segment's journal; when it was is written by the journal itself. */
export type JournalEntry = WithoutTime<JournalLine>;

/** Writes what happens to a segment beside its media, line by line. It is closed with its file. */
export class Journal {
  readonly #file: AppendFile;

  constructor(file: AppendFile) {
    this.#file = file;
  }

  /** `nowMs` is when it happened, as `performance.now()` counts. */
  note({ kind, ...rest }: JournalEntry, nowMs = performance.now()): void {
    const line = JSON.stringify({ kind, at: journalTimeOf(nowMs), ...rest });
    this.#file.append(Buffer.from(`${line}\n`), nowMs);
  }
}

/** The journal's clock: this process's, which never jumps, in milliseconds since 1970. Microseconds are enough. */
export function journalTimeOf(nowMs: number): number {
  return Math.round((performance.timeOrigin + nowMs) * 1_000) / 1_000;
}
