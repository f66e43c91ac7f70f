import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';
import type { Tables } from '../schema.ts';

type Db = Kysely<Tables>;

/** Makes reports, and the promise of a report date, optional for each interview. Adds indexes for polling. */
export const evaluationOptions: Migration = {
  name: '0012-evaluation-options',
  async up(db) {
    await addOptions(db);
    await addRounds(db);
  },
};

async function addOptions(db: Db): Promise<void> {
  for (const column of ['promised', 'report'] as const)
    await db.schema
      .alterTable('evaluations')
      .addColumn(column, 'integer', definition => definition.notNull().defaultTo(1))
      .execute();
  await db.schema.alterTable('evaluations').addColumn('closedBecause', 'text').execute();
  const saved = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', 'evaluation')
    .executeTakeFirst();
  if (saved ? JSON.parse(saved.value).invitedReports : await keepInvitedReports(db)) return;
  // Keeps reports on for evaluations whose report was started, so that it can be finished.
  await db
    .updateTable('evaluations')
    .set({ promised: 0, report: 0 })
    .where('kind', '=', 'interview')
    .where('interviewId', 'not in', reports => reports.selectFrom('reports').select('reports.interviewId'))
    .execute();
}

/** Turns reports for invited candidates on and returns true if any such report was published before. */
async function keepInvitedReports(db: Db): Promise<boolean> {
  const published = await db
    .selectFrom('reports')
    .innerJoin('evaluations', 'evaluations.interviewId', 'reports.interviewId')
    .select('reports.interviewId')
    .where('kind', '=', 'interview')
    .where('publishedAt', 'is not', null)
    .executeTakeFirst();
  if (!published) return false;
  const value = {
    promiseHours: 48,
    raters: 1,
    ratersByKit: {},
    namesHidden: { practice: true, interviews: false },
    evaluatorsShown: 'count',
    invitedReports: true,
    calibration: false,
  };
  await db
    .insertInto('settings')
    .values({ name: 'evaluation', value: JSON.stringify(value) })
    .execute();
  return true;
}

async function addRounds(db: Db): Promise<void> {
  await db.schema
    .alterTable('interviews')
    .addColumn('followedSeq', 'integer', definition => definition.notNull().defaultTo(0))
    .execute();
  // Leaves 0 for `closed` and `write` evaluations, so that their new columns are filled from the log.
  await sql`
    update interviews set followed_seq = (
      select seen_seq from evaluations where evaluations.interview_id = interviews.interview_id
    ) where interview_id in (
      select interview_id from evaluations where stage not in ('closed', 'write')
    )`.execute(db);
  await sql`
    create index interviews_to_follow on interviews (interview_id)
    where phase = 'ended' and kit_id is not null and (practice is null or practice = 'evaluation')
      and followed_seq < last_seq`.execute(db);
  await db.schema
    .createIndex('recordingsByStart')
    .on('recordings')
    .columns(['startedAt', 'recordingId'])
    .execute();
  await db.schema
    .createIndex('evaluationsByEnd')
    .on('evaluations')
    .columns(['stage', 'asked', 'endedAt'])
    .execute();
}
