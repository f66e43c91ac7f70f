import { type Selectable, sql } from 'kysely';
import { InterviewId, LinkId, RecordingId, SeatId, UserId } from '../../shared/ids.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { deleteRows, insertMissing, insertRows, is, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export type StoredHolder =
  | { kind: 'staff'; userId: UserId }
  | { kind: 'page'; pageId: string }
  /** A report link, which gives access only to the clips of that report. */
  | { kind: 'report'; reportLinkId: string }
  | { kind: 'seat'; seatId: SeatId; linkId: LinkId };

export interface StoredGrant {
  grantHash: string;
  interviewId: InterviewId;
  recordingId: RecordingId;
  holder: StoredHolder;
}

/** How long expired grants are kept, so that `find` can still tell expired from unknown. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1_000;

/** Grants to fetch a recording's files. They expire by the database's clock, which all servers share. */
export class MediaGrantStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  async add({ grantHash, interviewId, recordingId, holder }: StoredGrant, lifetimeMs: number): Promise<void> {
    await insertRows(this.kysely, 'mediaGrants', {
      grantHash,
      interviewId,
      recordingId,
      userId: holder.kind === 'staff' ? holder.userId : null,
      seatId: holder.kind === 'seat' ? holder.seatId : null,
      linkId: holder.kind === 'seat' ? holder.linkId : null,
      pageId: holder.kind === 'page' ? holder.pageId : null,
      reportLinkId: holder.kind === 'report' ? holder.reportLinkId : null,
      expiresAt: sql`${this.now} + ${lifetimeMs}`,
    });
  }

  async find(grantHash: string): Promise<(StoredGrant & { expired: boolean }) | undefined> {
    const row = await this.kysely
      .selectFrom('mediaGrants')
      .selectAll()
      .select(({ ref }) => sql<number | bigint>`${ref('expiresAt')} - ${this.now}`.as('leftMs'))
      .where('grantHash', '=', grantHash)
      .executeTakeFirst();
    return row && { ...grantOf(row), expired: Number(row.leftMs) <= 0 };
  }

  /** Extends a grant. Returns false when the grant has expired or is gone. */
  async extend(grantHash: string, lifetimeMs: number): Promise<boolean> {
    const updated = await updateRows(
      this.kysely,
      'mediaGrants',
      { grantHash, expiresAt: is('>', this.now) },
      { expiresAt: sql`${this.now} + ${lifetimeMs}` },
    );
    return updated === 1;
  }

  /** Adds the audit entry. Adds nothing if `use` is given and the grant already has an entry for this use. */
  async noteUse(grantHash: string, use: string | undefined, entry: AuditEntry): Promise<void> {
    if (use === undefined) return this.#audit.add(entry);
    await this.inTransaction(async transaction => {
      const noted = await insertMissing(transaction, 'mediaGrantUses', { grantHash, use });
      if (noted === 1) await this.#audit.add(entry, transaction);
    });
  }

  async prune(): Promise<void> {
    await deleteRows(this.kysely, 'mediaGrants', { expiresAt: is('<', this.before(FORGOTTEN_AFTER_MS)) });
  }
}

function grantOf(row: Selectable<Tables['mediaGrants']>): StoredGrant {
  return {
    grantHash: row.grantHash,
    interviewId: InterviewId.parse(row.interviewId),
    recordingId: RecordingId.parse(row.recordingId),
    holder: holderOf(row),
  };
}

function holderOf({
  userId,
  pageId,
  reportLinkId,
  seatId,
  linkId,
}: Selectable<Tables['mediaGrants']>): StoredHolder {
  if (userId !== null) return { kind: 'staff', userId: UserId.parse(userId) };
  if (pageId !== null) return { kind: 'page', pageId };
  if (reportLinkId !== null) return { kind: 'report', reportLinkId };
  return { kind: 'seat', seatId: SeatId.parse(seatId), linkId: LinkId.parse(linkId) };
}
