import { isDeepStrictEqual } from 'node:util';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { AppError } from '../../shared/errors.ts';
import { InterviewId, UserId } from '../../shared/ids.ts';
import { ReportState } from '../../shared/protocol/reportRoutes.ts';
import type { ReportContent } from '../../shared/report/reportContent.ts';
import { type ReportScoring, ratingsDiffer } from '../../shared/report/reportScoring.ts';
import type { AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { followAgain } from './evaluationStore.ts';
import { decodeReport, decodeScoring, encodeReport, encodeScoring } from './reportFormat.ts';
import { renewOwnLinks } from './reportReaderStore.ts';
import { deleteRows, findRow, findRows, insertRows, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export interface StoredReport {
  state: ReportState;
  /** Incremented by each save of the draft. */
  version: number;
  content: ReportContent;
  savedBy: UserId | undefined;
  savedAt: number | undefined;
  /** Present once the report was published, even while it is retracted. */
  published: PublishedReport | undefined;
  /** Undefined unless someone who may not publish the report has asked for it. */
  publishAsked: PublishRequest | undefined;
}

interface PublishRequest {
  by: UserId;
  at: number;
}

export interface PublishedReport {
  content: ReportContent;
  version: number;
  firstAt: number;
  updatedAt: number | undefined;
  /** Undefined for versions published before scoring was stored. */
  scoring: ReportScoring | undefined;
}

export interface StoredReportVersion {
  version: number;
  content: ReportContent;
  savedBy: UserId;
  savedAt: number;
}

export interface Save {
  interviewId: InterviewId;
  expectedVersion: number;
  content: ReportContent;
  userId: UserId;
  at: number;
}

export interface Publication {
  version: number;
  userId: UserId;
  at: number;
  target: string;
  scoring: ReportScoring;
}

/** Versions that one person saves within this time count as one version. */
const ONE_VERSION_MS = 60_000;
export const VERSIONS_MAX = 100;
const NOT_ASKED = { publishAskedBy: null, publishAskedAt: null };

export class ReportStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  async find(interviewId: InterviewId): Promise<StoredReport | undefined> {
    return findIn(this.kysely, interviewId);
  }

  /** Saves the draft. Returns `stale`, and writes nothing, when the draft has changed. */
  save({ interviewId, expectedVersion, content, userId, at }: Save): Promise<{ version: number } | 'stale'> {
    return this.inTransaction(async transaction => {
      await lockInterview(transaction, interviewId);
      const before = await findIn(transaction, interviewId);
      if ((before?.version ?? 0) !== expectedVersion) return 'stale';
      const version = expectedVersion + 1;
      const row = { version, content: encodeReport(content), savedBy: userId, savedAt: at };
      if (before) await updateRows(transaction, 'reports', { interviewId }, row);
      else await insertRows(transaction, 'reports', { interviewId, state: 'draft', ...row });
      await insertRows(transaction, 'reportVersions', { interviewId, ...row });
      await thinOut(transaction, interviewId, before?.published?.version, { version, userId });
      return { version };
    });
  }

  async versions(interviewId: InterviewId): Promise<StoredReportVersion[]> {
    const rows = await this.kysely
      .selectFrom('reportVersions')
      .selectAll()
      .where('interviewId', '=', interviewId)
      .orderBy('version', 'desc')
      .limit(VERSIONS_MAX)
      .execute();
    return rows.map(versionOf);
  }

  /** Returns who saved versions of the report, and who published it. */
  async writersOf(interviewId: InterviewId): Promise<UserId[]> {
    const versions = await findRows(this.kysely, 'reportVersions', { interviewId });
    const report = await findRow(this.kysely, 'reports', { interviewId });
    const writers = [...versions.map(({ savedBy }) => savedBy), report?.savedBy, report?.publishedBy];
    return [...new Set(writers)].flatMap(userId => (userId ? [UserId.parse(userId)] : []));
  }

  async findVersion(interviewId: InterviewId, version: number): Promise<StoredReportVersion | undefined> {
    const row = await findRow(this.kysely, 'reportVersions', { interviewId, version });
    return row && versionOf(row);
  }

  /** Publishes the draft. Returns `stale` for an old `version`, `unchanged` if readers see no difference. */
  publish(
    interviewId: InterviewId,
    { version, userId, at, target, scoring }: Publication,
  ): Promise<{ first: boolean; unchanged: boolean; publishedAt: number } | 'stale'> {
    return this.inTransaction(async transaction => {
      await lockInterview(transaction, interviewId);
      const before = await findIn(transaction, interviewId);
      if (!before || before.version !== version) return 'stale';
      if (readsAlready(before, scoring)) {
        await updateRows(
          transaction,
          'reports',
          { interviewId },
          { publishedVersion: version, ...NOT_ASKED },
        );
        return { first: false, unchanged: true, publishedAt: before.published?.firstAt ?? at };
      }
      const first = before.published === undefined;
      const changes = {
        state: 'published',
        published: encodeReport(before.content),
        publishedVersion: version,
        publishedScoring: encodeScoring(scoring),
        publishedBy: userId,
        ...NOT_ASKED,
        ...(first ? { publishedAt: at } : { updatedAt: at }),
      };
      await updateRows(transaction, 'reports', { interviewId }, changes);
      await renewOwnLinks(transaction, interviewId, at);
      await updateRows(transaction, 'interviews', { interviewId, feedbackAt: null }, { feedbackAt: at });
      const details = { version };
      const entry = { actor: userId, action: 'report.published', target, details };
      await this.#audit.add(entry, transaction);
      return { first, unchanged: false, publishedAt: before.published?.firstAt ?? at };
    });
  }

  /**
   * Notes who asks for a publication. An open request stays as it is; publishing the report ends it. Returns
   * `stale` for an old `version`. `target` is the audit entry's target.
   */
  askToPublish(
    interviewId: InterviewId,
    { version, userId, at, target }: Omit<Publication, 'scoring'>,
  ): Promise<{ first: boolean; asked: PublishRequest } | 'stale'> {
    return this.inTransaction(async transaction => {
      await lockInterview(transaction, interviewId);
      const before = await findIn(transaction, interviewId);
      if (!before || before.version !== version) return 'stale';
      if (before.publishAsked) return { first: false, asked: before.publishAsked };
      await updateRows(
        transaction,
        'reports',
        { interviewId },
        { publishAskedBy: userId, publishAskedAt: at },
      );
      await this.#audit.add({ actor: userId, action: 'report.publish-asked', target }, transaction);
      return { first: true, asked: { by: userId, at } };
    });
  }

  async publishedScorings(
    interviewIds: readonly InterviewId[],
  ): Promise<Map<string, Omit<PublishedReport, 'content'>>> {
    if (interviewIds.length === 0) return new Map();
    const rows = await this.kysely
      .selectFrom('reports')
      .select(['interviewId', 'publishedVersion', 'publishedScoring', 'publishedAt', 'updatedAt'])
      .where('state', '=', 'published')
      .where('interviewId', 'in', [...interviewIds])
      .execute();
    return new Map(
      rows.flatMap(({ interviewId, publishedVersion: version, publishedAt: firstAt, ...row }) =>
        version === null || firstAt === null
          ? []
          : [[interviewId, { version, firstAt, ...publicationOf(row) }]],
      ),
    );
  }

  /** Adds scoring to a published version. Changes nothing when the version has scoring. */
  async addScoring(interviewId: InterviewId, version: number, scoring: ReportScoring): Promise<void> {
    const match = { interviewId, publishedVersion: version, publishedScoring: null };
    await updateRows(this.kysely, 'reports', match, { publishedScoring: encodeScoring(scoring) });
  }

  /** Retracts the report. Returns false if it isn't published. `target` is the audit entry's target. */
  retract(interviewId: InterviewId, userId: UserId, target: string): Promise<boolean> {
    return this.inTransaction(async transaction => {
      await lockInterview(transaction, interviewId);
      const published = { interviewId, state: 'published' };
      if ((await updateRows(transaction, 'reports', published, { state: 'retracted' })) !== 1) return false;
      const entry = { actor: userId, action: 'report.retracted', target };
      await this.#audit.add(entry, transaction);
      return true;
    });
  }

  /** Deletes the report and every version of it, with the reader's guess and question. Its links stay. */
  async delete(interviewId: InterviewId, userId: UserId, target: string): Promise<void> {
    await this.retract(interviewId, userId, target);
    await this.inTransaction(async transaction => {
      await lockInterview(transaction, interviewId);
      for (const table of ['reportReplies', 'reportVersions', 'reports'] as const)
        await deleteRows(transaction, table, { interviewId });
    });
    await this.database.wipeDeleted();
  }

  /** Returns when each report was published, and whether the candidate has opened it. */
  async publishedAmong(
    interviewIds: readonly InterviewId[],
  ): Promise<Map<string, { publishedAt: number; updatedAt: number | undefined; read: boolean }>> {
    if (interviewIds.length === 0) return new Map();
    const rows = await this.kysely
      .selectFrom('reports')
      .leftJoin('reportReplies', 'reportReplies.interviewId', 'reports.interviewId')
      .select(['reports.interviewId', 'publishedAt', 'updatedAt', 'firstOpenedAt'])
      .where('state', '=', 'published')
      .where('reports.interviewId', 'in', [...interviewIds])
      .execute();
    return new Map(
      rows.map(({ interviewId, publishedAt, updatedAt, firstOpenedAt }) => [
        interviewId,
        { publishedAt: publishedAt ?? 0, updatedAt: updatedAt ?? undefined, read: firstOpenedAt !== null },
      ]),
    );
  }

  async promisesOf(
    interviewIds: readonly InterviewId[],
  ): Promise<Map<string, { promisedAt: number | undefined; stage: string }>> {
    const rows = await findRows(this.kysely, 'evaluations', { interviewId: interviewIds });
    return new Map(
      rows.map(({ interviewId, promisedAt, promised, stage }) => [
        interviewId,
        { promisedAt: promised === 1 ? promisedAt : undefined, stage },
      ]),
    );
  }

  /** Returns reports that a member saved last and no one has published, newest first. */
  async draftsOf(userId: string, limit: number): Promise<{ interviewId: InterviewId; jobRole: string }[]> {
    const rows = await this.kysely
      .selectFrom('reports')
      .innerJoin('interviews', 'interviews.interviewId', 'reports.interviewId')
      .select(['reports.interviewId', 'jobRole'])
      .where('state', '=', 'draft')
      .where('savedBy', '=', userId)
      .orderBy('savedAt', 'desc')
      .orderBy('reports.interviewId', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ interviewId, jobRole }) => ({ interviewId: InterviewId.parse(interviewId), jobRole }));
  }

  /** Returns the total working time of the evaluators whose locked ratings count toward the report. */
  async workedMs(interviewId: InterviewId): Promise<number> {
    const rows = await findRows(this.kysely, 'evaluationClaims', { interviewId, state: 'locked', shadow: 0 });
    return rows.reduce((sum, { workedMs }) => sum + Number(workedMs), 0);
  }
}

function readsAlready({ content, published, state }: StoredReport, scoring: ReportScoring): boolean {
  return (
    state === 'published' &&
    isDeepStrictEqual(published?.content, content) &&
    published?.scoring !== undefined &&
    !ratingsDiffer(published.scoring, scoring)
  );
}

/** Marks the evaluation for processing. Call before other writes, so that concurrent writers wait. */
async function lockInterview(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable('interviews')
    .set(followAgain)
    .where('interviewId', '=', interviewId)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw AppError.notFound('interview', interviewId);
}

async function findIn(kysely: Kysely<Tables>, interviewId: InterviewId): Promise<StoredReport | undefined> {
  const row = await findRow(kysely, 'reports', { interviewId });
  return row && reportOf(row);
}

/** Deletes some earlier versions, because autosave adds too many. Never deletes the published version. */
async function thinOut(
  transaction: Transaction<Tables>,
  interviewId: InterviewId,
  publishedVersion: number | undefined,
  { version, userId }: { version: number; userId: UserId },
): Promise<void> {
  const earlier = await transaction
    .selectFrom('reportVersions')
    .select(['version', 'savedBy', 'savedAt'])
    .where('interviewId', '=', interviewId)
    .where('version', '<', version)
    .orderBy('version', 'desc')
    .execute();
  const [before, anchor] = earlier;
  const isSame =
    before?.savedBy === userId &&
    anchor?.savedBy === userId &&
    before.savedAt - anchor.savedAt < ONE_VERSION_MS;
  const gone = [...(isSame ? [before] : []), ...earlier.slice(VERSIONS_MAX - 1)]
    .map(one => one.version)
    .filter(one => one !== publishedVersion);
  await deleteRows(transaction, 'reportVersions', { interviewId, version: gone });
}

function reportOf(row: Selectable<Tables['reports']>): StoredReport {
  const { publishAskedAt, publishAskedBy } = row;
  const { published, publishedVersion, publishedScoring, publishedAt, updatedAt } = row;
  return {
    state: ReportState.parse(row.state),
    version: row.version,
    content: decodeReport(row.content),
    savedBy: row.savedBy === null ? undefined : UserId.parse(row.savedBy),
    savedAt: row.savedAt ?? undefined,
    published:
      published !== null && publishedVersion !== null && publishedAt !== null
        ? {
            content: decodeReport(published),
            version: publishedVersion,
            firstAt: publishedAt,
            ...publicationOf({ publishedScoring, updatedAt }),
          }
        : undefined,
    publishAsked:
      publishAskedBy === null || publishAskedAt === null
        ? undefined
        : { by: UserId.parse(publishAskedBy), at: publishAskedAt },
  };
}

function publicationOf({
  publishedScoring,
  updatedAt,
}: Pick<Selectable<Tables['reports']>, 'publishedScoring' | 'updatedAt'>) {
  return {
    updatedAt: updatedAt ?? undefined,
    scoring: publishedScoring === null ? undefined : decodeScoring(publishedScoring),
  };
}

function versionOf(row: Selectable<Tables['reportVersions']>): StoredReportVersion {
  return {
    version: row.version,
    content: decodeReport(row.content),
    savedBy: UserId.parse(row.savedBy),
    savedAt: row.savedAt,
  };
}
