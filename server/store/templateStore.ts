import type { Selectable, Transaction } from 'kysely';
import { TeamId, TemplateId } from '../../shared/ids.ts';
import { isInScope, type TeamScope } from '../../shared/permissions.ts';
import { type InterviewTemplate, TemplateContent } from '../../shared/protocol/templateRoutes.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { deleteRows, findRow, insertRows, lockRows, updateRows } from './rows.ts';
import { StoredFormat } from './StoredFormat.ts';
import type { Tables } from './schema.ts';

const FORMAT = new StoredFormat(TemplateContent);

/** What organizers create interviews from. Each change is written together with its audit entry. */
export class TemplateStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  /** Lists the templates of these hiring teams, and those without a team, oldest first. */
  async list(teams: TeamScope): Promise<InterviewTemplate[]> {
    const rows = await this.kysely
      .selectFrom('interviewTemplates')
      .selectAll()
      .orderBy('createdAt')
      .orderBy('templateId')
      .execute();
    return rows.flatMap(row => (isSeen(row, teams) ? (templateOf(row) ?? []) : []));
  }

  /** Returns a template, or undefined if it is unknown or of other hiring teams. */
  async find(templateId: TemplateId, teams: TeamScope): Promise<InterviewTemplate | undefined> {
    const row = await findRow(this.kysely, 'interviewTemplates', { templateId });
    return row && isSeen(row, teams) ? templateOf(row) : undefined;
  }

  async create(template: InterviewTemplate, entry: AuditEntry): Promise<void> {
    const { templateId, updatedAt } = template;
    await this.inTransaction(async transaction => {
      await insertRows(transaction, 'interviewTemplates', {
        templateId,
        createdAt: updatedAt,
        ...columnsOf(template),
      });
      await this.#audit.add(entry, transaction);
    });
  }

  /**
   * Changes a template and returns it, or undefined if it is unknown or of other hiring teams. Returns `overtaken`
   * if it has changed since `seenAt`.
   */
  async change(
    templateId: TemplateId,
    teams: TeamScope,
    {
      seenAt,
      ...changes
    }: Partial<Pick<InterviewTemplate, 'name' | 'content'>> & { seenAt?: number | undefined },
    entry: AuditEntry,
  ): Promise<InterviewTemplate | 'overtaken' | undefined> {
    return this.inTransaction(async transaction => {
      const before = await this.#lock(transaction, templateId, teams);
      const template = before && templateOf(before);
      if (!template) return undefined;
      if (seenAt !== undefined && seenAt !== template.updatedAt) return 'overtaken';
      const updatedAt = Math.max(Date.now(), template.updatedAt + 1);
      const changed = { ...template, ...changes, updatedAt };
      await updateRows(transaction, 'interviewTemplates', { templateId }, columnsOf(changed));
      await this.#audit.add(entry, transaction);
      return changed;
    });
  }

  /** Deletes a template. Returns false if it is unknown or of other hiring teams. */
  async delete(templateId: TemplateId, teams: TeamScope, entry: AuditEntry): Promise<boolean> {
    return this.inTransaction(async transaction => {
      if (!(await this.#lock(transaction, templateId, teams))) return false;
      await deleteRows(transaction, 'interviewTemplates', { templateId });
      await this.#audit.add(entry, transaction);
      return true;
    });
  }

  async #lock(
    transaction: Transaction<Tables>,
    templateId: TemplateId,
    teams: TeamScope,
  ): Promise<Row | undefined> {
    await lockRows(transaction, 'interviewTemplates', { templateId }, 'name');
    const row = await findRow(transaction, 'interviewTemplates', { templateId });
    return row && isSeen(row, teams) ? row : undefined;
  }
}

type Row = Selectable<Tables['interviewTemplates']>;

function isSeen({ teamId }: Row, teams: TeamScope): boolean {
  return isInScope(teamId === null ? undefined : TeamId.parse(teamId), teams);
}

function columnsOf({ name, content, updatedAt }: InterviewTemplate) {
  return { name, teamId: content.teamId ?? null, content: FORMAT.encode(content), updatedAt };
}

/** Returns undefined for a template that a newer version wrote. */
function templateOf({ templateId, name, content, updatedAt }: Row): InterviewTemplate | undefined {
  const known = FORMAT.tryDecode(content);
  return known && { templateId: TemplateId.parse(templateId), name, content: known, updatedAt };
}
