import type { Kysely } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { DatabaseStore } from './database.ts';
import { insertRows } from './rows.ts';
import type { Tables } from './schema.ts';

/** `actor` is a user id, `seat:<id>`, or `system`. `details` hold ids and field names, never free text. */
export interface AuditEntry {
  actor: string;
  action: string;
  target: string;
  details?: Record<string, unknown>;
}

export type StoredAuditEntry = Required<AuditEntry> & { at: number };

/** Entries can only be added, because database triggers refuse updates and deletions. */
export class AuditLog extends DatabaseStore {
  async add(entry: AuditEntry, transaction: Kysely<Tables> = this.kysely): Promise<void> {
    const { details = {}, ...rest } = entry;
    await insertRows(transaction, 'auditLog', {
      entryId: uuidv7(),
      at: Date.now(),
      ...rest,
      details: JSON.stringify(details),
    });
  }

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
