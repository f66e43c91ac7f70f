import { sql } from 'kysely';
import { z } from 'zod';
import { InterviewId, NodeId, RecordingId, StretchId } from '../../shared/ids.ts';
import { ListedSeat, type NameFacts, type OwnPart } from '../../shared/interview/visibility.ts';
import { RECORDING_PAGE, type RecordingCursor } from '../../shared/protocol/recordingRoutes.ts';
import { FinishedRecording } from '../../shared/recording/finished.ts';
import { type Database, DatabaseStore } from './database.ts';
import { isListedFor, type ListReader, ownPart, ownPartIn } from './interviewSearch.ts';
import type { JobStore } from './jobStore.ts';
import { lockRecording } from './mediaFileStore.ts';
import { renewClips } from './reportClipStore.ts';
import { json, optional } from './rowSchemas.ts';
import { beyond, findRow, findRows, increment, insertMissing, is, updateRows } from './rows.ts';

/** `processing`: files are being made. `failed`: nothing can be played, but the captured media is kept. */
export const RecordingPhase = z.enum(['recording', 'processing', 'ready', 'failed', 'erased']);
export type RecordingPhase = z.infer<typeof RecordingPhase>;

const StoredInterviewRecording = z.object({
  recordingId: RecordingId,
  interviewId: InterviewId,
  state: RecordingPhase,
  /** Server time at position 0 of the recording. */
  startedAt: z.number(),
  endedAt: optional(z.number()),
  finished: optional(json(FinishedRecording)),
});
export type StoredInterviewRecording = z.infer<typeof StoredInterviewRecording>;

export interface ListedRecording extends Omit<StoredInterviewRecording, 'finished'> {
  interview: NameFacts & { title: string; jobRole: string; seats: ListedSeat[]; own?: OwnPart };
  durationMs: number | undefined;
  /** Size of all files of the recording in the storage. */
  bytes: number;
}

/**
 * State of the media of a recording's part: on a media server (`captured`), copied to the storage (`stored`),
 * still on the media server because something is unusable (`kept`), or deleted from it (`released`).
 */
export const StretchState = z.enum(['captured', 'stored', 'kept', 'released']);
export type StretchState = z.infer<typeof StretchState>;

const StoredStretch = z.object({
  stretchId: StretchId,
  recordingId: RecordingId,
  nodeId: NodeId,
  state: StretchState,
  looks: z.number(),
});
export type StoredStretch = z.infer<typeof StoredStretch>;

/** Must be the same text as in the condition of the partial index, so that the database uses the index. */
const RECORDING_EVENTS = sql`('recording.started', 'recording.erased')`;
const Seats = z.array(ListedSeat);

export type RecordingQuery = { interviewId?: InterviewId | undefined; after?: RecordingCursor | undefined };

export interface NotedRecording {
  recordingId: RecordingId;
  interviewId: InterviewId;
  startedAt: number;
  stretches: readonly { stretchId: StretchId; nodeId: NodeId }[];
}

export interface FinishedOutcome {
  finished: FinishedRecording;
  state: 'ready' | 'failed';
  /** Files that are stored and verified. The recording's other files are outdated. */
  fileIds: readonly string[];
  stretches: readonly { stretchId: StretchId; state: 'stored' | 'kept' }[];
}

/** Recordings of interviews. No method restores an erased recording. */
export class InterviewRecordingStore extends DatabaseStore {
  readonly #jobs: JobStore;

  constructor(database: Database, jobs: JobStore) {
    super(database);
    this.#jobs = jobs;
  }

  /** Finds unprocessed recording events in `limit` interviews, newest first. To continue, pass `next`. */
  async unseen(
    limit: number,
    before?: InterviewId,
  ): Promise<{ found: { interviewId: InterviewId; seq: number }[]; next: InterviewId | undefined }> {
    const { rows } = await sql<{ interviewId: string; seq: number; seen: number | null }>`
        select e.interview_id as "interviewId", max(e.seq) as seq,
          (select max(r.seen_seq) from recordings r where r.interview_id = e.interview_id) as seen
        from interview_events e
        where e.kind in ${RECORDING_EVENTS} ${before === undefined ? sql`` : sql`and e.interview_id < ${before}`}
        group by e.interview_id
        order by e.interview_id desc
        limit ${limit}`.execute(this.kysely);
    const all = rows.map(row => ({ ...row, interviewId: InterviewId.parse(row.interviewId) }));
    return {
      found: all
        .filter(({ seq, seen }) => seq > (seen ?? 0))
        .map(({ interviewId, seq }) => ({ interviewId, seq })),
      next: all.length < limit ? undefined : all.at(-1)?.interviewId,
    };
  }

  async unprocessed(): Promise<InterviewId[]> {
    const rows = await this.kysely
      .selectFrom('recordings')
      .innerJoin('interviews', 'interviews.interviewId', 'recordings.interviewId')
      .select('recordings.interviewId')
      .where('recordings.state', '=', 'recording')
      .where('interviews.phase', 'in', ['ended', 'cancelled'])
      .execute();
    return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
  }

  /** Stores a new recording and its stretches (continuous parts). Safe to repeat. */
  async note(noted: NotedRecording): Promise<void> {
    const { recordingId, interviewId, startedAt, stretches } = noted;
    await this.inTransaction(async transaction => {
      await insertMissing(transaction, 'recordings', {
        recordingId,
        interviewId,
        state: 'recording',
        seenSeq: 0,
        startedAt,
      });
      const captured = { recordingId, state: 'captured', looks: 0 };
      const rows = stretches.map(({ stretchId, nodeId }) => ({ stretchId, nodeId, ...captured }));
      await insertMissing(transaction, 'recordingStretches', ...rows);
    });
  }

  async noteProcessed(interviewId: InterviewId, seq: number): Promise<void> {
    await updateRows(this.kysely, 'recordings', { interviewId, seenSeq: is('<', seq) }, { seenSeq: seq });
  }

  /** Ends the recording and enqueues the job that makes its files. Safe to repeat. */
  async startProcessing(recordingId: RecordingId, endedAt: number): Promise<void> {
    await this.inTransaction(async transaction => {
      const match = { recordingId, state: 'recording' };
      const begun = await updateRows(transaction, 'recordings', match, { state: 'processing', endedAt });
      if (begun === 1) await this.#jobs.enqueue({ kind: 'finalise', target: recordingId }, transaction);
    });
  }

  async find(recordingId: RecordingId): Promise<StoredInterviewRecording | undefined> {
    const row = await findRow(this.kysely, 'recordings', { recordingId });
    return row && StoredInterviewRecording.parse(row);
  }

  /** Returns the phase of each interview's latest recording. Leaves out interviews without a recording. */
  async phasesOf(interviewIds: readonly InterviewId[]): Promise<Map<InterviewId, RecordingPhase>> {
    if (interviewIds.length === 0) return new Map();
    const rows = await this.kysely
      .selectFrom('recordings')
      .select(['interviewId', 'state'])
      .where('interviewId', 'in', interviewIds)
      .orderBy('startedAt')
      .orderBy('recordingId')
      .execute();
    return new Map(rows.map(row => [InterviewId.parse(row.interviewId), RecordingPhase.parse(row.state)]));
  }

  async stateOf(recordingId: RecordingId): Promise<RecordingPhase | undefined> {
    // Selects one column, because each sweep asks for many recordings and the row also has their results.
    const row = await this.kysely
      .selectFrom('recordings')
      .select('state')
      .where('recordingId', '=', recordingId)
      .executeTakeFirst();
    return row && RecordingPhase.parse(row.state);
  }

  async listFor(
    reader: ListReader,
    { interviewId, after }: RecordingQuery = {},
  ): Promise<{ rows: ListedRecording[]; next: RecordingCursor | undefined }> {
    const found = await this.kysely
      .selectFrom('recordings')
      .innerJoin('interviews', 'interviews.interviewId', 'recordings.interviewId')
      .select(['recordings.recordingId', 'recordings.interviewId', 'recordings.state'])
      .select(['recordings.startedAt', 'recordings.endedAt', 'recordings.durationMs'])
      .select(['interviews.title', 'interviews.jobRole', 'interviews.seats', 'interviews.phase'])
      .select(['interviews.practice', 'interviews.namesHidden'])
      .select(['interviews.scorecardsOpen', 'interviews.scoringClosed'])
      .select(query => ownPart(query, reader.email).as('ownPart'))
      .where(isListedFor(this.kysely, reader))
      .$if(interviewId !== undefined, query => query.where('recordings.interviewId', '=', interviewId ?? ''))
      .where(beyond('<', ['recordings.startedAt', 'recordings.recordingId'], after))
      .select(({ selectFrom }) =>
        selectFrom('recordingFiles')
          .select(({ fn }) => fn.sum<number>('recordingFiles.bytes').as('bytes'))
          .whereRef('recordingFiles.recordingId', '=', 'recordings.recordingId')
          .where('recordingFiles.state', '=', 'stored')
          .as('bytes'),
      )
      // Leaves out practice that candidates do only for themselves, because staff must not see it.
      .where(where =>
        where.or([where('interviews.practice', 'is', null), where('interviews.practice', '!=', 'self')]),
      )
      .orderBy('recordings.startedAt', 'desc')
      .orderBy('recordings.recordingId', 'desc')
      .limit(RECORDING_PAGE + 1)
      .execute();
    const rows = found.slice(0, RECORDING_PAGE).map(row => ({
      recordingId: RecordingId.parse(row.recordingId),
      interviewId: InterviewId.parse(row.interviewId),
      state: RecordingPhase.parse(row.state),
      startedAt: row.startedAt,
      endedAt: row.endedAt ?? undefined,
      durationMs: row.durationMs ?? undefined,
      interview: {
        title: row.title,
        jobRole: row.jobRole,
        seats: Seats.parse(JSON.parse(row.seats)),
        namesHidden: row.namesHidden === 1,
        practice: row.practice !== null,
        ended: row.phase === 'ended',
        scorecardsOpen: row.scorecardsOpen === 1,
        scoringClosed: row.scoringClosed === 1,
        ...ownPartIn(row.ownPart),
      },
      bytes: Number(row.bytes ?? 0),
    }));
    const last = found.length > RECORDING_PAGE ? rows.at(-1) : undefined;
    return { rows, next: last && { startedAt: last.startedAt, recordingId: last.recordingId } };
  }

  async endedBefore(endedBefore: number): Promise<{ recordingId: RecordingId; interviewId: InterviewId }[]> {
    const rows = await this.kysely
      .selectFrom('recordings')
      .select(['recordingId', 'interviewId'])
      .where('state', 'in', ['processing', 'ready', 'failed'])
      .where('endedAt', '<=', endedBefore)
      .execute();
    return rows.map(row => ({
      recordingId: RecordingId.parse(row.recordingId),
      interviewId: InterviewId.parse(row.interviewId),
    }));
  }

  async stretchesOf(recordingId: RecordingId): Promise<StoredStretch[]> {
    return (await this.stretchesOfAll([recordingId])).get(recordingId)?.stretches ?? [];
  }

  async stretchesOfAll(
    recordingIds: readonly RecordingId[],
  ): Promise<Map<RecordingId, { state: RecordingPhase; stretches: StoredStretch[] }>> {
    if (recordingIds.length === 0) return new Map();
    const recordings = await this.kysely
      .selectFrom('recordings')
      .select(['recordingId', 'state'])
      .where('recordingId', 'in', [...recordingIds])
      .execute();
    const rows = await findRows(this.kysely, 'recordingStretches', { recordingId: recordingIds });
    const byRecording = Map.groupBy(z.array(StoredStretch).parse(rows), stretch => stretch.recordingId);
    return new Map(
      recordings.map(({ recordingId, state }) => {
        const id = RecordingId.parse(recordingId);
        return [id, { state: RecordingPhase.parse(state), stretches: byRecording.get(id) ?? [] }];
      }),
    );
  }

  async countMissing(stretchId: StretchId): Promise<void> {
    await updateRows(this.kysely, 'recordingStretches', { stretchId }, { looks: increment('looks') });
  }

  async setStretch(stretchId: StretchId, state: StretchState): Promise<void> {
    await updateRows(this.kysely, 'recordingStretches', { stretchId }, { state });
  }

  /** Notes which media files the composed file doesn't have all of. Does nothing for an erased recording. */
  noteLeftOut(recordingId: RecordingId, names: readonly string[]): Promise<void> {
    return this.inTransaction(async transaction => {
      if (!(await lockRecording(transaction, recordingId))) return;
      const row = await findRow(transaction, 'recordings', { recordingId });
      const { finished } = StoredInterviewRecording.parse(row);
      if (!finished) return;
      const others = finished.problems.filter(({ code }) => code !== 'left-out');
      const problems = [...others, ...names.map(name => ({ code: 'left-out', name }))];
      const changes = { finished: JSON.stringify({ ...finished, problems }) };
      await updateRows(transaction, 'recordings', { recordingId }, changes);
    });
  }

  /** Replaces the files, and enqueues what is made from them. Does nothing for an erased recording. */
  finish(recordingId: RecordingId, outcome: FinishedOutcome): Promise<'finished' | 'erased'> {
    const { finished, state, fileIds, stretches } = outcome;
    return this.inTransaction(async transaction => {
      const updated = await transaction
        .updateTable('recordings')
        .set({ state, durationMs: finished.durationMs, finished: JSON.stringify(finished) })
        .where('recordingId', '=', recordingId)
        .where('state', '!=', 'erased')
        .returning('interviewId')
        .executeTakeFirst();
      if (!updated) return 'erased';
      const stored = { recordingId, state: 'stored' };
      await updateRows(transaction, 'recordingFiles', stored, { state: 'superseded' });
      const files = { recordingId, state: 'pending', fileId: fileIds };
      await updateRows(transaction, 'recordingFiles', files, { state: 'stored' });
      for (const { stretchId, state: stretchState } of stretches)
        await updateRows(transaction, 'recordingStretches', { stretchId }, { state: stretchState });
      if (state !== 'ready') return 'finished';
      for (const kind of ['transcript', 'compose'])
        await this.#jobs.enqueueAgain({ kind, target: recordingId }, transaction);
      if (await renewClips(transaction, InterviewId.parse(updated.interviewId)))
        await this.#jobs.enqueueAgain({ kind: 'clips', target: recordingId }, transaction);
      return 'finished';
    });
  }
}
