import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../server/store/database.ts';
import { foundations } from '../../server/store/migrations/0001Foundations.ts';
import { kits } from '../../server/store/migrations/0002Kits.ts';
import { recruiter } from '../../server/store/migrations/0003Recruiter.ts';
import { recordings } from '../../server/store/migrations/0004Recordings.ts';
import { publicJourney } from '../../server/store/migrations/0005PublicJourney.ts';
import { evaluation } from '../../server/store/migrations/0006Evaluation.ts';
import { openPostgres } from '../../server/store/postgresDatabase.ts';
import { openSqlite } from '../../server/store/sqliteDatabase.ts';
import { InterviewId } from '../../shared/ids.ts';
import { newInterviewId } from '../support/interviewLog.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { openTestStore } from '../support/testStore.ts';
import { itOnPostgres, postgresOfFile } from './everyDatabase.ts';

const postgres = postgresOfFile();
const RELEASED = [foundations, kits, recruiter, recordings, publicJourney, evaluation];

/** Interviews of an earlier version, by their outcome. */
class Installation {
  readonly ids = {
    practiced: newInterviewId(),
    waiting: newInterviewId(),
    begun: newInterviewId(),
    closed: newInterviewId(),
    reported: newInterviewId(),
  };

  async fill(database: Database, { published }: { published: boolean }): Promise<void> {
    const { kysely, kind } = database;
    await sql`create table schema_migrations (name text primary key, at bigint not null)`.execute(kysely);
    for (const { name, up } of RELEASED) {
      await up(kysely, kind);
      await kysely.insertInto('schemaMigrations').values({ name, at: 1 }).execute();
    }
    const { practiced, waiting, begun, closed, reported } = this.ids;
    await this.#add(database, practiced, 'practice', 'rate');
    await this.#add(database, waiting, 'interview', 'rate');
    await this.#add(database, begun, 'interview', 'write');
    await this.#add(database, closed, 'interview', 'closed');
    await this.#add(database, reported, 'practice', 'done');
    await sql`
      insert into reports (interview_id, state, version, content, published, published_version, published_at)
      values (${reported}, 'published', 1, '{}', '{}', 1, 5)`.execute(kysely);
    await sql`
      insert into reports (interview_id, state, version, content, published_at)
      values (${begun}, ${published ? 'published' : 'draft'}, 1, '{}', ${published ? 5 : null})`.execute(
      kysely,
    );
    await database.close();
  }

  async #add({ kysely }: Database, id: InterviewId, kind: string, stage: string): Promise<void> {
    await sql`
      insert into interviews (
        interview_id, last_seq, title, job_role, scheduled_at, planned_minutes, phase, candidate_names,
        present_candidate, present_interviewer, present_evaluator, present_observer, kit_id, practice
      ) values (
        ${id}, 9, 'Title', 'Role', 1, 45, 'ended', '[]', 0, 0, 0, 0, 'kit',
        ${kind === 'practice' ? 'evaluation' : null}
      )`.execute(kysely);
    await sql`
      insert into evaluations (
        interview_id, kind, kit_id, role, locale, questions, minutes, candidate, ended_at, promised_at, stage,
        raters, locked, seen_seq
      ) values (${id}, ${kind}, 'kit', 'Role', 'en', 3, 12, 'Ada', 1, 2, ${stage}, 1, 0, 9)`.execute(kysely);
  }

  /**
   * Returns which interviews promise a report, which get one, whether the organization shares reports,
   * and what is followed again.
   */
  async read(variables: Record<string, string>) {
    const store = await openTestStore(variables);
    const names = new Map(Object.entries(this.ids).map(([name, id]) => [id, name]));
    const options = [];
    for (const [name, id] of Object.entries(this.ids)) {
      const row = await store.evaluations.find(id);
      if (row?.promised && row.report) options.push(name);
    }
    const shared = (await store.settings.read('evaluation'))?.invitedReports;
    const followed = await store.evaluations.listToFollow(10);
    await store.close();
    return { options, shared, followed: followed.map(id => names.get(InterviewId.parse(id))).sort() };
  }
}

describe.each([
  {
    installation: 'that published nothing for invited candidates',
    published: false,
    kept: {
      options: ['practiced', 'begun', 'reported'],
      shared: undefined,
      followed: ['begun', 'closed', 'practiced', 'reported', 'waiting'],
    },
  },
  {
    installation: 'that published a report for an invited candidate',
    published: true,
    kept: {
      options: ['practiced', 'waiting', 'begun', 'closed', 'reported'],
      shared: true,
      followed: ['begun', 'closed', 'practiced', 'reported', 'waiting'],
    },
  },
])('an installation $installation', ({ published, kept }) => {
  it('on SQLite keeps its promises and makes no others', async () => {
    await using folder = await temporaryFolder('upgrade');
    const installation = new Installation();
    await installation.fill(openSqlite(`${folder.path}/vivavoce.db`), { published });
    expect(await installation.read({ DATA_DIR: folder.path })).toEqual(kept);
  });

  itOnPostgres('on PostgreSQL keeps its promises and makes no others', async () => {
    const databaseUrl = await postgres().createDatabase();
    const installation = new Installation();
    await installation.fill(await openPostgres(databaseUrl), { published });
    expect(await installation.read({ DATABASE_URL: databaseUrl })).toEqual(kept);
  });
});
