import { type Kysely, sql } from 'kysely';
import { TeamId } from '../../shared/ids.ts';
import { EvaluationStatus } from '../../shared/protocol/evaluationRoutes.ts';
import { DatabaseStore } from './database.ts';
import { NO_DUE_DATE } from './noDueDate.ts';
import { findRow, findRows, insertMissing, is, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export interface LateEvaluation {
  interviewId: string;
  role: string;
  dueAt: number;
  stage: EvaluationStatus;
  teamId: TeamId | undefined;
}

export class NoticeStore extends DatabaseStore {
  /** Returns the last digest times of members without a digest since `morning`. New members wait a day. */
  async digestsDue(morning: number, now: number): Promise<Map<string, number>> {
    const rows = await this.inTransaction(async transaction => {
      await addNewMembers(transaction, now);
      return findRows(transaction, 'digests', { unsubscribedAt: null, lastAt: is('<', morning) });
    });
    return new Map(rows.map(({ userId, lastAt }) => [userId, lastAt]));
  }

  /** Stores the hash of the token in the links to unsubscribe from digests. */
  async setToken(userId: string, tokenHash: string): Promise<void> {
    await updateRows(this.kysely, 'digests', { userId }, { tokenHash });
  }

  async noteDigest(userId: string, at: number): Promise<void> {
    await updateRows(this.kysely, 'digests', { userId }, { lastAt: at });
  }

  /** Returns whether the token's owner gets digests, or undefined for an unknown token. */
  async subscribed(tokenHash: string): Promise<boolean | undefined> {
    const row = await findRow(this.kysely, 'digests', { tokenHash });
    return row && row.unsubscribedAt === null;
  }

  /** Turns digests on or off for the token's owner. Returns false for an unknown token. */
  async subscribe(tokenHash: string, wanted: boolean): Promise<boolean> {
    const updated = await updateRows(
      this.kysely,
      'digests',
      { tokenHash },
      { unsubscribedAt: wanted ? null : Date.now() },
    );
    return updated > 0;
  }

  /** Calls `tell` with late evaluations that had no warning since `morning`, and marks them as warned. */
  async takeLate(
    morning: number,
    now: number,
    tell: (late: LateEvaluation[], transaction: Kysely<Tables>) => Promise<void>,
  ): Promise<void> {
    await this.inTransaction(async transaction => {
      const rows = await transaction
        .updateTable('evaluations')
        .set({ warnedAt: now })
        .where('stage', 'in', ['rate', 'agree', 'write'])
        .where('dueAt', '<', NO_DUE_DATE)
        .where(sql<boolean>`(due_at - ${now}) * 4 < due_at - ended_at`)
        .where(({ eb, or }) => or([eb('warnedAt', 'is', null), eb('warnedAt', '<', morning)]))
        .returning(['interviewId', 'role', 'dueAt', 'stage'])
        .returning(({ selectFrom }) =>
          selectFrom('interviews')
            .select('interviews.teamId')
            .whereRef('interviews.interviewId', '=', 'evaluations.interviewId')
            .as('teamId'),
        )
        .execute();
      const late = rows
        .map(({ teamId, ...row }) => ({
          ...row,
          stage: EvaluationStatus.parse(row.stage),
          teamId: teamId === null ? undefined : TeamId.parse(teamId),
        }))
        .sort((a, b) => a.dueAt - b.dueAt);
      if (late.length > 0) await tell(late, transaction);
    });
  }
}

async function addNewMembers(transaction: Kysely<Tables>, now: number): Promise<void> {
  const unknown = await transaction
    .selectFrom('staffUsers')
    .leftJoin('digests', 'digests.userId', 'staffUsers.id')
    .select('staffUsers.id')
    .where('digests.userId', 'is', null)
    .execute();
  if (unknown.length === 0) return;
  await insertMissing(
    transaction,
    'digests',
    ...unknown.map(({ id }) => ({ userId: id, tokenHash: null, unsubscribedAt: null, lastAt: now })),
  );
}
