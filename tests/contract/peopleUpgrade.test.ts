import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../server/store/database.ts';
import { encodeEvent } from '../../server/store/eventRows.ts';
import { foundations } from '../../server/store/migrations/0001Foundations.ts';
import { kits } from '../../server/store/migrations/0002Kits.ts';
import { recruiter } from '../../server/store/migrations/0003Recruiter.ts';
import { recordings } from '../../server/store/migrations/0004Recordings.ts';
import { publicJourney } from '../../server/store/migrations/0005PublicJourney.ts';
import { evaluation } from '../../server/store/migrations/0006Evaluation.ts';
import { openPostgres } from '../../server/store/postgresDatabase.ts';
import { openSqlite } from '../../server/store/sqliteDatabase.ts';
import { codeNameOf } from '../../shared/evaluation/evaluationState.ts';
import { chosenKit } from '../support/exampleKit.ts';
import { InterviewLog } from '../support/interviewLog.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { openTestStore } from '../support/testStore.ts';
import { postgresOfFile } from './everyDatabase.ts';

const postgres = postgresOfFile();
const EARLIER = [foundations, kits, recruiter, recordings, publicJourney, evaluation];

describe('an installation whose lists have names only', () => {
  const log = new InterviewLog()
    .add('kit.chosen', chosenKit())
    .add('session.opened', {})
    .add('session.ended', {})
    .add('evaluation.asked', { raters: 1, namesHidden: true });

  /** Writes rows as the release before did: with a code and the role when names are hidden. */
  async function fill(database: Database): Promise<void> {
    const { kysely, kind } = database;
    await sql`create table schema_migrations (name text primary key, at bigint not null)`.execute(kysely);
    for (const migration of EARLIER) {
      await migration.up(kysely, kind);
      await kysely.insertInto('schemaMigrations').values({ name: migration.name, at: 1 }).execute();
    }
    const { interviewId } = log.state;
    await sql`
      insert into interviews (interview_id, last_seq, title, job_role, scheduled_at, planned_minutes, phase, candidate_names,
        present_candidate, present_interviewer, present_evaluator, present_observer, kit_id)
      values (${interviewId}, ${log.events.length}, 'Backend Developer', 'Backend Developer', 1, 45, 'ended', '["Candidate 123"]',
        0, 0, 0, 0, 'example-kit')`.execute(kysely);
    await sql`
      insert into evaluations (
        interview_id, kind, kit_id, role, locale, questions, minutes, candidate, ended_at, promised_at, stage,
        raters, locked, seen_seq
      ) values (${interviewId}, 'interview', 'example-kit', 'Role', 'en', 3, 12, 'Candidate 123', 1, 2, 'rate', 1, 0, 1)`.execute(
      kysely,
    );
    const whole = { find: async () => undefined };
    const rows = await Promise.all(log.events.map(event => encodeEvent(interviewId, event, whole)));
    await kysely.insertInto('interviewEvents').values(rows).execute();
    await sql`
      insert into interviews (interview_id, last_seq, title, job_role, scheduled_at, planned_minutes, phase, candidate_names,
        present_candidate, present_interviewer, present_evaluator, present_observer)
      values ('damaged', 0, 'Title', 'Role', 0, 45, 'lobby', '["Ada"]', 0, 0, 0, 0)`.execute(kysely);
    await database.close();
  }

  async function expectUpgraded(variables: Record<string, string>): Promise<void> {
    const store = await openTestStore(variables);
    const { interviewId, title, jobRole } = log.state;
    const rows = await store.database.kysely
      .selectFrom('interviews')
      .selectAll()
      .orderBy('scheduledAt')
      .execute();
    expect(rows).toMatchObject([
      { interviewId: 'damaged', seats: '[]', namesHidden: 1 },
      { interviewId, title, namesHidden: 1, scoringClosed: 0 },
    ]);
    await store.database.kysely.deleteFrom('interviews').where('interviewId', '=', 'damaged').execute();
    const waiting = await store.evaluations.find(interviewId);
    expect(waiting?.candidate).toBe(codeNameOf(log.candidate.seatId));
    const list = async (email: string, all: boolean, search?: string) =>
      (await store.interviewList.page({ reader: { email, all, teams: 'all' }, filter: { search }, now: 0 }))
        .rows;
    const [seen] = await list('lead@example.org', true);
    expect(seen).toMatchObject({ interviewId, jobRole, namesHidden: true });
    expect(seen?.seats).toContainEqual({
      seatId: log.candidate.seatId,
      role: 'candidate',
      name: 'Ada',
      presence: 'invited',
      tookPart: false,
    });
    expect(seen).not.toHaveProperty('own');
    const own = await list('Evaluator@example.org', false);
    expect(own).toMatchObject([{ interviewId, own: 'seat' }]);
    for (const email of ['observer@example.org', 'candidate@example.org', 'someone@example.org'])
      expect(await list(email, false)).toEqual([]);
    expect(await list('evaluator@example.org', true, 'ADA backend')).toHaveLength(1);
    expect(await list('lead@example.org', true, 'ada')).toEqual([]);
    expect(await list('lead@example.org', true, 'CANDIDATE backend')).toHaveLength(1);
    await store.close();
  }

  it('on SQLite reads from the logs who sees which interview', async () => {
    await using folder = await temporaryFolder('upgrade');
    await fill(openSqlite(path.join(folder.path, 'vivavoce.db')));
    await expectUpgraded({ DATA_DIR: folder.path });
  });

  it('on PostgreSQL reads from the logs who sees which interview', async () => {
    const databaseUrl = await postgres().createDatabase();
    await fill(await openPostgres(databaseUrl));
    await expectUpgraded({ DATABASE_URL: databaseUrl });
  });
});
