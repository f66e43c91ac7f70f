import type { Kysely } from 'kysely';
import { HiringTeam, teamNameKey } from '../../shared/hiringTeams.ts';
import { TeamId, UserId } from '../../shared/ids.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { deleteRows, findRow, findRows, insertRows, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export type TeamChange = Partial<Omit<HiringTeam, 'teamId'>>;

export class TeamStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  /** Lists teams by name. */
  async list(): Promise<HiringTeam[]> {
    const rows = await this.kysely.selectFrom('hiringTeams').selectAll().orderBy('name').execute();
    const memberships = await this.#memberships().orderBy('userId').execute();
    const members = Map.groupBy(memberships, ({ teamId }) => teamId);
    return rows.map(({ teamId, name, archivedAt }) =>
      HiringTeam.parse({
        teamId,
        name,
        archived: archivedAt !== null,
        members: (members.get(teamId) ?? []).map(({ userId }) => userId),
      }),
    );
  }

  /** Returns the teams of a member, including archived teams. */
  async of(userId: string, db: Kysely<Tables> = this.kysely): Promise<TeamId[]> {
    const rows = await findRows(db, 'hiringTeamMembers', { userId }, 'teamId');
    return rows.map(({ teamId }) => TeamId.parse(teamId));
  }

  /** Returns the teams of all members by user id. */
  async byMember(): Promise<Map<string, TeamId[]>> {
    const rows = await this.#memberships().orderBy('teamId').execute();
    const byMember = Map.groupBy(rows, ({ userId }) => userId);
    return new Map([...byMember].map(([userId, own]) => [userId, own.map(row => TeamId.parse(row.teamId))]));
  }

  /** Creates a team. Rejects with a unique violation if another team has the name, in any case. */
  async create({ teamId, name, members }: Omit<HiringTeam, 'archived'>, entry: AuditEntry): Promise<void> {
    await this.inTransaction(async transaction => {
      const row = { teamId, name, nameKey: teamNameKey(name), createdAt: Date.now(), archivedAt: null };
      await insertRows(transaction, 'hiringTeams', row);
      await insertRows(transaction, 'hiringTeamMembers', ...members.map(userId => ({ teamId, userId })));
      await this.#audit.add(entry, transaction);
    });
  }

  /** Changes a team. Returns the members who joined or left, or undefined for an unknown team. */
  async change(teamId: TeamId, change: TeamChange, actor: string): Promise<UserId[] | undefined> {
    return this.inTransaction(async transaction => {
      const before = await findRow(transaction, 'hiringTeams', { teamId });
      if (!before) return undefined;
      const { name = before.name, archived, members } = change;
      const archivedAt =
        archived === undefined ? before.archivedAt : archived ? (before.archivedAt ?? Date.now()) : null;
      const renamed = name !== before.name && { name, nameKey: teamNameKey(name) };
      await updateRows(transaction, 'hiringTeams', { teamId }, { archivedAt, ...renamed });
      const had = (await findRows(transaction, 'hiringTeamMembers', { teamId })).map(row =>
        UserId.parse(row.userId),
      );
      const joined = (members ?? had).filter(userId => !had.includes(userId));
      const left = members ? had.filter(userId => !members.includes(userId)) : [];
      const isMoved = archivedAt !== before.archivedAt;
      const fields = [
        ...(name !== before.name ? ['name'] : []),
        ...(joined.length > 0 || left.length > 0 ? ['members'] : []),
        ...(isMoved ? ['archived'] : []),
      ];
      const details = {
        fields,
        ...(fields.includes('members') && { added: joined, removed: left }),
        ...(isMoved && { archived: archivedAt !== null }),
      };
      if (fields.length > 0)
        await this.#audit.add({ actor, action: 'team.changed', target: teamId, details }, transaction);
      for (const userId of left) await deleteRows(transaction, 'hiringTeamMembers', { teamId, userId });
      await insertRows(transaction, 'hiringTeamMembers', ...joined.map(userId => ({ teamId, userId })));
      return [...joined, ...left];
    });
  }

  #memberships() {
    return this.kysely.selectFrom('hiringTeamMembers').selectAll();
  }
}
