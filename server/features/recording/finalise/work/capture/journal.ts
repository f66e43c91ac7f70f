import { open } from 'node:fs/promises';
import { JournalLine, type JournalLineOf } from '../../../../../../shared/recording/journal.ts';
import { systemErrorCode } from '../../../../../systemErrorCode.ts';

export interface Journal {
  start?: JournalLineOf<'start'>;
  first?: JournalLineOf<'first'>;
  end?: JournalLineOf<'end'>;
  report: JournalLineOf<'report'>[];
  arrival: JournalLineOf<'arrival'>[];
  stall: JournalLineOf<'stall'>[];
  mute: JournalLineOf<'mute'>[];
  lost: JournalLineOf<'lost'>[];
  frozen: JournalLineOf<'frozen'>[];
  levels: JournalLineOf<'levels'>[];
  voice: JournalLineOf<'voice'>[];
  /** Time of the latest line, on the recording process's clock. */
  lastAt?: number;
  isCut: boolean;
}

const JOURNAL_MAX_BYTES = 64 * 1024 * 1024;

/** Returns an empty journal if the file is missing. */
export async function readJournalFile(file: string): Promise<Journal> {
  try {
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.min(size, JOURNAL_MAX_BYTES));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return readJournal(bytes.toString('utf8', 0, bytesRead));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return { ...emptyJournal(), isCut: true };
    throw error;
  }
}

export function emptyJournal(): Journal {
  const lists = { report: [], arrival: [], stall: [], mute: [], lost: [], frozen: [], levels: [], voice: [] };
  return { ...lists, isCut: false };
}

/** Skips lines that it cannot decode, such as a truncated last line or lines of newer versions. */
export function readJournal(text: string): Journal {
  const journal = emptyJournal();
  for (const written of text.split('\n')) {
    if (written.trim() === '') continue;
    const parsed = parseLine(written);
    if (parsed === undefined) journal.isCut = true;
    const line = JournalLine.safeParse(parsed).data;
    if (line) take(journal, line);
  }
  if (!journal.start) journal.isCut = true;
  return journal;
}

function parseLine(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

function take(journal: Journal, line: JournalLine): void {
  journal.lastAt = Math.max(journal.lastAt ?? line.at, line.at);
  switch (line.kind) {
    case 'start':
      journal.start ??= line;
      break;
    case 'first':
      journal.first ??= line;
      break;
    case 'end':
      journal.end = line;
      break;
    // Ignored, because the media file contains the same facts.
    case 'keyFrame':
    case 'size':
    case 'layer':
      break;
    default:
      (journal[line.kind] as JournalLine[]).push(line);
  }
}
