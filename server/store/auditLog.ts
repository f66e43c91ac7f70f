import type { Kysely } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { DatabaseStore } from './database.ts';
import type { Tables } from './schema.ts';

/** Who did what to what. `actor` is a user id, `seat:<id>` or `system`; details hold ids and field names, never texts. */
export interface AuditEntry {
  actor: string;
  action: string;
  target: string;
  details?: Record<string, unknown>;
}

export interface StoredAuditEntry extends Required<AuditEntry> {
  at: number;
}

/** What happened and who did it, forever. The databases refuse changes to it. */
export class AuditLog extends DatabaseStore {
  /** Within `transaction` where the entry must stand or fall with a change. */
  async add(entry: AuditEntry, transaction: Kysely<Tables> = this.kysely): Promise<void> {
    const { details = {}, ...rest } = entry;
    await transaction
      .insertInto('auditLog')
      .values({ entryId: uuidv7(), at: Date.now(), ...rest, details: JSON.stringify(details) })
      .execute();
  }

  /** Newest first. */
  async list(limit: number): Promise<StoredAuditEntry[]> {
    const rows = await this.kysely
      .selectFrom('auditLog')
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('entryId', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ at, actor, action, target, details }) => ({
      at,
      actor,
      action,
      target,
      details: JSON.parse(details) as Record<string, unknown>,
    }));
  }
}
