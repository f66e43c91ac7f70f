import type { KitId } from '../../shared/kit/kitIds.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { findRow, findRows } from './rows.ts';

export interface StoredVoiceUpload {
  kitId: KitId;
  textSha256: string;
  text: string;
  fileSha256: string;
  name: string;
  createdAt: number;
  createdBy: string;
}

export class VoiceUploadStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  async list(kitId: KitId): Promise<StoredVoiceUpload[]> {
    const rows = await findRows(this.kysely, 'kitRecordings', { kitId }, 'createdAt', 'textSha256');
    return rows.map(row => ({ ...row, kitId, text: JSON.parse(row.text) as string }));
  }

  /** Stores an upload. Returns the file SHA-256 of the upload that it replaces, if any. */
  put(recording: StoredVoiceUpload, entry: AuditEntry): Promise<string | undefined> {
    const { kitId, textSha256, text, ...content } = recording;
    return this.inTransaction(async transaction => {
      const before = await findRow(transaction, 'kitRecordings', { kitId, textSha256 });
      await transaction
        .insertInto('kitRecordings')
        .values({ kitId, textSha256, text: JSON.stringify(text), ...content })
        .onConflict(conflict => conflict.columns(['kitId', 'textSha256']).doUpdateSet(content))
        .execute();
      await this.#audit.add(entry, transaction);
      return before?.fileSha256;
    });
  }

  /** Removes an upload. Returns undefined, and writes no audit entry, when there is none. */
  remove(
    kitId: KitId,
    textSha256: string,
    entry: AuditEntry,
  ): Promise<{ fileSha256: string; text: string } | undefined> {
    return this.inTransaction(async transaction => {
      const removed = await transaction
        .deleteFrom('kitRecordings')
        .where(({ and }) => and({ kitId, textSha256 }))
        .returning(['fileSha256', 'text'])
        .executeTakeFirst();
      if (!removed) return undefined;
      await this.#audit.add(entry, transaction);
      return { fileSha256: removed.fileSha256, text: JSON.parse(removed.text) as string };
    });
  }

  async textsOf(fileSha256: string): Promise<string[]> {
    const rows = await this.kysely
      .selectFrom('kitRecordings')
      .select('text')
      .distinct()
      .where('fileSha256', '=', fileSha256)
      .execute();
    return rows.map(({ text }) => JSON.parse(text) as string);
  }
}
