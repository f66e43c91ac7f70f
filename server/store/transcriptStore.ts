import type { Selectable, Transaction } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { type InterviewId, PassageId, type RecordingId, SeatId } from '../../shared/ids.ts';
import { CompetencyId, type QuestionId } from '../../shared/kit/kitIds.ts';
import { TranscriptReason, TranscriptWord } from '../../shared/transcript/transcript.ts';
import { DatabaseStore } from './database.ts';
import { deleteRows, findRow, findRows, insertMissing, insertRows, lockRows, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';
import { tokenText } from './transcriptTokens.ts';

const Words = z.array(TranscriptWord);

/** `none`: there can't be a transcript, for the `reason`. `deleted`: it must not be made again. */
export type StoredTranscript = {
  recordingId: RecordingId;
  interviewId: InterviewId;
  /** Seats whose words were deleted. */
  deletedSeats: readonly SeatId[];
} & (
  | { state: 'made'; language: string; engine: 'engine' | 'service'; madeAt: number }
  | { state: 'none'; reason: TranscriptReason }
  | { state: 'deleted' }
);

export interface NewPassage {
  seatId: SeatId;
  fromMs: number;
  toMs: number;
  understood: boolean;
  words: readonly TranscriptWord[];
  /** Question that was open. */
  questionId?: QuestionId | undefined;
}

export const EntryQuestion = z.strictObject({
  number: z.number().int().positive(),
  text: z.string(),
  competencies: z.array(z.strictObject({ competencyId: CompetencyId, name: z.string() })),
});
export type EntryQuestion = z.infer<typeof EntryQuestion>;

export interface NewTranscript {
  recordingId: RecordingId;
  interviewId: InterviewId;
  language: string;
  engine: 'engine' | 'service';
  passages: readonly NewPassage[];
  /** When each question was opened. */
  questions: readonly (EntryQuestion & { questionId: QuestionId; atMs: number })[];
}

export interface StoredPassage extends Omit<NewPassage, 'questionId'> {
  passageId: PassageId;
  /** The latest one. */
  correction?: { text: string; byName: string; at: number };
}

export interface NewCorrection {
  recordingId: RecordingId;
  passageId: PassageId;
  /** Text that the editor saw. */
  seen: string;
  text: string;
  correctedBy: string;
  byName: string;
}

const WORD_TABLES = ['transcriptEntries', 'transcriptCorrections', 'transcriptPassages'] as const;
/** Passages per statement, whose number of parameters is limited. */
const INSERTED_AT_ONCE = 100;
/** Share of both passages that overlaps if one replaces the other. */
const SAME_PASSAGE = 0.7;

export class TranscriptStore extends DatabaseStore {
  async find(recordingId: RecordingId): Promise<StoredTranscript | undefined> {
    const row = await findRow(this.kysely, 'transcripts', { recordingId });
    return row && storedTranscript(row);
  }

  /** Returns the passages by start. */
  async passagesOf(recordingId: RecordingId): Promise<StoredPassage[]> {
    return this.#passages({ recordingId });
  }

  /** Returns the passages with these ids, without those that were deleted. */
  async findPassages(passageIds: readonly PassageId[]): Promise<StoredPassage[]> {
    return passageIds.length === 0 ? [] : this.#passages({ passageId: passageIds });
  }

  /** Returns the id of the latest correction, which changes with each. */
  async lastCorrection(recordingId: RecordingId): Promise<string | undefined> {
    const rows = await findRows(this.kysely, 'transcriptCorrections', { recordingId }, 'correctionId');
    return rows.at(-1)?.correctionId;
  }

  /**
   * Replaces the transcript. Corrections move to the new passages at the same times. Does nothing if the recording or
   * the transcript was deleted. Omits seats whose words were deleted.
   */
  save(made: NewTranscript): Promise<'saved' | 'deleted'> {
    const { recordingId, interviewId, language, engine, questions } = made;
    return this.inTransaction(async transaction => {
      const before = await lockTranscript(transaction, recordingId, interviewId);
      if (!before) return 'deleted';
      const passages = made.passages
        .filter(({ seatId }) => !before.deletedSeats.includes(seatId))
        .map(passage => ({ ...passage, passageId: PassageId.parse(uuidv7()) }));
      const corrections = await carriedCorrections(transaction, recordingId, passages);
      for (const table of WORD_TABLES) await deleteRows(transaction, table, { recordingId });
      for (let first = 0; first < passages.length; first += INSERTED_AT_ONCE) {
        const some = passages.slice(first, first + INSERTED_AT_ONCE);
        await insertRows(transaction, 'transcriptPassages', ...some.map(one => passageRow(made, one)));
        await insertRows(
          transaction,
          'transcriptEntries',
          ...some.map(passage => {
            const corrected = corrections.findLast(row => row.passageId === passage.passageId)?.text;
            return entryRow(made, passage, corrected ?? textOf(passage.words));
          }),
        );
      }
      for (const row of corrections) await insertRows(transaction, 'transcriptCorrections', row);
      const entries = questions.map(question => questionRow(made, question));
      await insertRows(transaction, 'transcriptEntries', ...entries);
      const changes = { state: 'made', reason: null, language, engine, madeAt: this.now };
      await updateRows(transaction, 'transcripts', { recordingId }, changes);
      return 'saved';
    });
  }

  /** Notes why there can be no transcript, and deletes an earlier one. */
  saveNone(recordingId: RecordingId, interviewId: InterviewId, reason: TranscriptReason): Promise<void> {
    return this.inTransaction(async transaction => {
      if (!(await lockTranscript(transaction, recordingId, interviewId))) return;
      for (const table of WORD_TABLES) await deleteRows(transaction, table, { recordingId });
      const changes = { state: 'none', reason, language: null, engine: null, madeAt: null };
      await updateRows(transaction, 'transcripts', { recordingId }, changes);
    });
  }

  /** Adds a correction. Throws `not-found`, or `conflict` if the text isn't the one that the editor saw. */
  correct(correction: NewCorrection): Promise<StoredPassage> {
    const { recordingId, passageId, seen, ...made } = correction;
    return this.inTransaction(async transaction => {
      // The lock makes corrections and deletions wait for each other.
      await lockRows(transaction, 'transcripts', { recordingId }, 'state');
      const row = await findRow(transaction, 'transcriptPassages', { recordingId, passageId });
      if (!row) throw AppError.notFound('passage', passageId);
      const earlier = await findRows(transaction, 'transcriptCorrections', { passageId }, 'correctionId');
      const before = storedPassage(row, earlier.at(-1));
      const shown = before.correction?.text ?? textOf(before.words);
      if (shown !== seen) throw AppError.conflict('changed-elsewhere', { text: shown });
      const { seatId, interviewId } = row;
      const at = Date.now();
      await insertRows(transaction, 'transcriptCorrections', {
        correctionId: uuidv7(),
        ...{ passageId, recordingId, interviewId, seatId, at },
        ...made,
      });
      const changes = { text: made.text, tokens: tokenText(made.text) };
      await updateRows(transaction, 'transcriptEntries', { passageId }, changes);
      return { ...before, correction: { text: made.text, byName: made.byName, at } };
    });
  }

  /** Deletes every word of the recording, or of one person. It isn't made again. Returns false if there was none. */
  async delete(recordingId: RecordingId, interviewId: InterviewId, seatId?: SeatId): Promise<boolean> {
    const deleted = await this.inTransaction(async transaction => {
      const before = await lockTranscript(transaction, recordingId, interviewId);
      if (!before) return false;
      for (const table of WORD_TABLES)
        await deleteRows(transaction, table, { recordingId, ...(seatId && { seatId }) });
      const none = { state: 'deleted', reason: null, language: null, engine: null, madeAt: null };
      const changes = seatId
        ? { deletedSeats: JSON.stringify([...new Set([...before.deletedSeats, seatId])]) }
        : none;
      await updateRows(transaction, 'transcripts', { recordingId }, changes);
      return true;
    });
    // Also when repeated, because the first attempt may have deleted rows and then failed here.
    await this.database.wipeDeleted();
    return deleted;
  }

  async #passages(
    which: { recordingId: RecordingId } | { passageId: readonly PassageId[] },
  ): Promise<StoredPassage[]> {
    const [rows, corrections] = await Promise.all([
      findRows(this.kysely, 'transcriptPassages', which, 'fromMs', 'passageId'),
      findRows(this.kysely, 'transcriptCorrections', which, 'correctionId'),
    ]);
    const latest = new Map(corrections.map(row => [row.passageId, row]));
    return rows.map(row => storedPassage(row, latest.get(row.passageId)));
  }
}

/** Deletes all about the transcripts of recordings, inside the transaction that deletes the recordings. */
export async function deleteTranscripts(
  transaction: Transaction<Tables>,
  recordingIds: readonly string[],
): Promise<void> {
  for (const table of [...WORD_TABLES, 'transcripts'] as const)
    await deleteRows(transaction, table, { recordingId: recordingIds });
}

/** Locks or adds the row of a transcript. Returns undefined if the recording isn't there, or the transcript was deleted. */
async function lockTranscript(
  transaction: Transaction<Tables>,
  recordingId: RecordingId,
  interviewId: InterviewId,
): Promise<{ deletedSeats: readonly SeatId[] } | undefined> {
  // Writes to the recording's row, so that a concurrent deletion of the recording comes before or after.
  const usable = { recordingId, state: ['processing', 'ready', 'failed'] };
  if ((await lockRows(transaction, 'recordings', usable, 'state')) !== 1) return undefined;
  const empty = { reason: null, language: null, engine: null, madeAt: null };
  await insertMissing(transaction, 'transcripts', { recordingId, interviewId, state: 'none', ...empty });
  const row = await findRow(transaction, 'transcripts', { recordingId });
  if (!row || row.state === 'deleted') return undefined;
  return { deletedSeats: seatsIn(row.deletedSeats) };
}

async function carriedCorrections(
  transaction: Transaction<Tables>,
  recordingId: RecordingId,
  passages: readonly (NewPassage & { passageId: PassageId })[],
): Promise<Selectable<Tables['transcriptCorrections']>[]> {
  const rows = await findRows(transaction, 'transcriptCorrections', { recordingId }, 'correctionId');
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map(({ passageId }) => passageId))];
  const corrected = await findRows(transaction, 'transcriptPassages', { passageId: ids });
  const moved = new Map(
    corrected.map(before => [before.passageId, passages.find(after => isSame(before, after))?.passageId]),
  );
  return rows.flatMap(row => {
    const passageId = moved.get(row.passageId);
    return passageId ? [{ ...row, passageId }] : [];
  });
}

function isSame(before: { seatId: string; fromMs: number; toMs: number }, after: NewPassage): boolean {
  if (before.seatId !== after.seatId) return false;
  const shared = Math.min(before.toMs, after.toMs) - Math.max(before.fromMs, after.fromMs);
  const all = Math.max(before.toMs, after.toMs) - Math.min(before.fromMs, after.fromMs);
  return shared >= SAME_PASSAGE * all;
}

function textOf(words: readonly TranscriptWord[]): string {
  return words.map(({ text }) => text).join(' ');
}

type RecordingRef = Pick<NewTranscript, 'recordingId' | 'interviewId'>;
type IdentifiedPassage = NewPassage & { passageId: PassageId };

function passageRow({ recordingId, interviewId }: RecordingRef, passage: IdentifiedPassage) {
  const { passageId, seatId, fromMs, toMs, understood, words } = passage;
  return {
    ...{ passageId, recordingId, interviewId, seatId, fromMs, toMs },
    understood: understood ? 1 : 0,
    words: JSON.stringify(words),
  };
}

function entryRow({ recordingId, interviewId }: RecordingRef, passage: IdentifiedPassage, text: string) {
  const { passageId, seatId, questionId = null, fromMs: atMs } = passage;
  return {
    ...{ recordingId, interviewId, passageId, seatId, questionId, question: null, atMs },
    ...{ text, tokens: tokenText(text) },
  };
}

function questionRow(
  { recordingId, interviewId }: RecordingRef,
  { questionId, atMs, ...question }: NewTranscript['questions'][number],
) {
  const text = [question.text, ...question.competencies.map(({ name }) => name)].join(' · ');
  return {
    ...{ recordingId, interviewId, passageId: null, seatId: null, questionId, atMs },
    question: JSON.stringify(question),
    ...{ text, tokens: tokenText(text) },
  };
}

function seatsIn(text: string): SeatId[] {
  return z.array(SeatId).parse(JSON.parse(text));
}

function storedTranscript(row: Selectable<Tables['transcripts']>): StoredTranscript {
  return StoredRow.parse({ ...row, deletedSeats: seatsIn(row.deletedSeats) }) as StoredTranscript;
}

const StoredRow = z.discriminatedUnion('state', [
  z.looseObject({
    state: z.literal('made'),
    language: z.string(),
    engine: z.enum(['engine', 'service']),
    madeAt: z.coerce.number(),
  }),
  z.looseObject({ state: z.literal('none'), reason: TranscriptReason.nullable() }),
  z.looseObject({ state: z.literal('deleted') }),
]);

function storedPassage(
  row: Selectable<Tables['transcriptPassages']>,
  correction: Selectable<Tables['transcriptCorrections']> | undefined,
): StoredPassage {
  return {
    passageId: PassageId.parse(row.passageId),
    seatId: SeatId.parse(row.seatId),
    fromMs: row.fromMs,
    toMs: row.toMs,
    understood: row.understood === 1,
    words: Words.parse(JSON.parse(row.words)),
    ...(correction && {
      correction: { text: correction.text, byName: correction.byName, at: Number(correction.at) },
    }),
  };
}
