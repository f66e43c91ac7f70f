import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../server/store/database.ts';
import { foundations } from '../../server/store/migrations/0001Foundations.ts';
import { openPostgres } from '../../server/store/postgresDatabase.ts';
import { openSqlite } from '../../server/store/sqliteDatabase.ts';
import { newInterviewId } from '../support/interviewLog.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { openTestStore } from '../support/testStore.ts';
import { itOnPostgres, onEveryDatabase, postgresOfFile } from './everyDatabase.ts';
import { describeKitStore } from './kitStore.contract.ts';

const postgres = postgresOfFile();

onEveryDatabase(describeKitStore, postgres);

describe('an installation from before kits existed', () => {
  const interviewId = newInterviewId();

  /** Writes everything as the first release did, with one interview. */
  async function fill(database: Database): Promise<void> {
    const { kysely, kind } = database;
    await foundations.up(kysely, kind);
    await sql`create table schema_migrations (name text primary key, at bigint not null)`.execute(kysely);
    await kysely.insertInto('schemaMigrations').values({ name: foundations.name, at: 1 }).execute();
    await sql`
      insert into interviews values (${interviewId}, 1, 'Title', 'Role', 1, 45, 'lobby', '[]', 0, 0, 0, 0)`.execute(
      kysely,
    );
    await database.close();
  }

  async function expectUpgraded(variables: Record<string, string>): Promise<void> {
    const store = await openTestStore(variables);
    const reader = { email: '', all: true, teams: 'all' } as const;
    const [summary] = (await store.interviewList.page({ reader, filter: {}, now: 0 })).rows;
    expect(summary).toMatchObject({ interviewId, heldByRecruiter: false, scorecardsOpen: false });
    expect(summary).not.toHaveProperty('kitId');
    expect(await store.kits.heads()).toEqual([]);
    await store.close();
  }

  it('on SQLite keeps its interviews, which have no kit', async () => {
    await using folder = await temporaryFolder('upgrade');
    await fill(openSqlite(path.join(folder.path, 'vivavoce.db')));
    await expectUpgraded({ DATA_DIR: folder.path });
  });

  itOnPostgres('on PostgreSQL keeps its interviews, which have no kit', async () => {
    const databaseUrl = await postgres().createDatabase();
    await fill(await openPostgres(databaseUrl));
    await expectUpgraded({ DATABASE_URL: databaseUrl });
  });
});
