import type { Kysely } from 'kysely';
import { z } from 'zod';
import { CommentId, InterviewId, UserId } from '../../shared/ids.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { json } from './rowSchemas.ts';
import { deleteRows, findRow, findRows, insertRows } from './rows.ts';
import type { Tables } from './schema.ts';

const StoredComment = z.object({
  commentId: CommentId,
  interviewId: InterviewId,
  author: UserId,
  at: z.number(),
  text: z.string(),
  mentions: json(z.array(UserId)),
});
export type StoredComment = z.infer<typeof StoredComment>;

/** Comments that members write about an interview after they have rated it. */
export class DebriefStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  /** Returns the comments of an interview, oldest first. */
  async of(interviewId: InterviewId): Promise<StoredComment[]> {
    const rows = await findRows(this.kysely, 'debriefComments', { interviewId }, 'at', 'commentId');
    return rows.map(row => StoredComment.parse(row));
  }

  /** Adds a comment together with the messages that `notify` adds. */
  add(comment: StoredComment, notify: (transaction: Kysely<Tables>) => Promise<void>): Promise<void> {
    return this.inTransaction(async transaction => {
      const { mentions, ...row } = comment;
      await insertRows(transaction, 'debriefComments', { ...row, mentions: JSON.stringify(mentions) });
      const { author: actor, interviewId: target, commentId } = comment;
      const entry = { actor, action: 'debrief.commented', target, details: { commentId, mentions } };
      await this.#audit.add(entry, transaction);
      await notify(transaction);
    });
  }

  /** Deletes a comment of this author. Returns false if there is none. */
  remove(commentId: CommentId, author: UserId): Promise<boolean> {
    return this.inTransaction(async transaction => {
      const comment = await findRow(transaction, 'debriefComments', { commentId, author });
      if (!comment) return false;
      await deleteRows(transaction, 'debriefComments', { commentId });
      const { interviewId: target } = comment;
      const entry: AuditEntry = {
        actor: author,
        action: 'debrief.comment-deleted',
        target,
        details: { commentId },
      };
      await this.#audit.add(entry, transaction);
      return true;
    });
  }

  /** Deletes all comments about an interview. */
  async removeAll(interviewId: InterviewId): Promise<void> {
    await deleteRows(this.kysely, 'debriefComments', { interviewId });
  }
}
