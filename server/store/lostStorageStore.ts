import type { Kysely } from 'kysely';
import type { RecordingId } from '../../shared/ids.ts';
import type { MissingPlace, StoragePlace } from '../../shared/protocol/recordingRoutes.ts';
import type { AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import type { JobStore } from './jobStore.ts';
import { deleteRows, findRow, findRows, insertMissing } from './rows.ts';
import type { Tables } from './schema.ts';

/** Storage that an operator declared lost. Deletions skip the storage, and continue if it returns. */
export class LostStorageStore extends DatabaseStore {
  readonly #jobs: JobStore;
  readonly #audit: AuditLog;

  constructor(database: Database, jobs: JobStore, audit: AuditLog) {
    super(database);
    this.#jobs = jobs;
    this.#audit = audit;
  }

  /** Returns storage that is not in `present` but has files that must be deleted, longest wait first. */
  async missing(present: readonly StoragePlace[], requestedBefore: number): Promise<MissingPlace[]> {
    const waits = await this.#waits(requestedBefore);
    const places = Map.groupBy(waits, ({ kind, placeId }) => `${kind} ${placeId}`);
    return [...places.values()]
      .flatMap((rows): MissingPlace[] => {
        const [first] = rows;
        if (!first || present.some(({ kind, placeId }) => kind === first.kind && placeId === first.placeId))
          return [];
        const since = Math.min(...rows.map(({ requestedAt }) => requestedAt));
        return [{ kind: first.kind, placeId: first.placeId, deletions: rows.length, since }];
      })
      .toSorted((a, b) => a.since - b.since);
  }

  /** Declares storage lost and retries the deletions that wait for it. Returns the number of deletions. */
  async declare({ kind, placeId }: StoragePlace, userId: string): Promise<number> {
    return this.inTransaction(async transaction => {
      await insertMissing(transaction, 'lostPlaces', {
        kind,
        placeId,
        declaredAt: Date.now(),
        declaredBy: userId,
      });
      const waits = await this.#waits(Number.MAX_SAFE_INTEGER, transaction);
      const targets = waits
        .filter(wait => wait.kind === kind && wait.placeId === placeId)
        .map(({ recordingId }) => recordingId);
      for (const target of targets) await this.#jobs.enqueueAgain({ kind: 'erase', target }, transaction);
      await this.#audit.add(
        {
          actor: userId,
          action: 'storage.declaredLost',
          target: placeId,
          details: { kind, deletions: targets.length },
        },
        transaction,
      );
      return targets.length;
    });
  }

  async isLost({ kind, placeId }: StoragePlace): Promise<boolean> {
    const row = await findRow(this.kysely, 'lostPlaces', { kind, placeId });
    return row !== undefined;
  }

  /** Records that a recording was deleted except for the parts on lost storage. */
  async leaveBehind(recordingId: RecordingId, { kind, placeId }: StoragePlace): Promise<void> {
    await insertMissing(this.kysely, 'leftBehind', { recordingId, kind, placeId });
  }

  /** Records that lost storage has returned. Returns the recordings to delete from the storage. */
  async returned(
    kind: StoragePlace['kind'],
    placeIds: readonly string[],
  ): Promise<Map<RecordingId, string[]>> {
    if (placeIds.length === 0) return new Map();
    await deleteRows(this.kysely, 'lostPlaces', { kind, placeId: placeIds });
    const rows = await findRows(this.kysely, 'leftBehind', { kind, placeId: placeIds });
    const byRecording = Map.groupBy(rows, ({ recordingId }) => recordingId as RecordingId);
    return new Map([...byRecording].map(([id, found]) => [id, found.map(({ placeId }) => placeId)]));
  }

  /** Records that the recording was deleted from the returned storage. */
  async deleted(recordingId: RecordingId, { kind, placeId }: StoragePlace): Promise<void> {
    await deleteRows(this.kysely, 'leftBehind', { recordingId, kind, placeId });
  }

  async #waits(requestedBefore: number, db: Kysely<Tables> = this.kysely) {
    const incomplete = db
      .selectFrom('erasureReceipts')
      .where('completedAt', 'is', null)
      .where('requestedAt', '<=', requestedBefore);
    const nodes = await incomplete
      .innerJoin('recordingStretches', 'recordingStretches.recordingId', 'erasureReceipts.recordingId')
      .where('recordingStretches.state', '!=', 'released')
      .select(['erasureReceipts.recordingId', 'recordingStretches.nodeId as placeId', 'requestedAt'])
      .distinct()
      .execute();
    const folders = await incomplete
      .innerJoin('recordingWorkFolders', 'recordingWorkFolders.recordingId', 'erasureReceipts.recordingId')
      .select(['erasureReceipts.recordingId', 'recordingWorkFolders.folderId as placeId', 'requestedAt'])
      .execute();
    return [
      ...nodes.map(row => ({ ...row, kind: 'mediaServer' as const })),
      ...folders.map(row => ({ ...row, kind: 'server' as const })),
    ];
  }
}
