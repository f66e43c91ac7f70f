import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { SeatId } from '../../../shared/ids.ts';
import { listedNames } from '../../../shared/interview/visibility.ts';
import { SeatRole } from '../../../shared/roles.ts';
import { foldedText } from '../interviewSearch.ts';
import type { Migration } from '../migration.ts';
import type { Tables } from '../schema.ts';

type Db = Kysely<Tables>;

/** Reads damaged seats as no seats, so that one damaged interview doesn't keep the server from starting. */
const Seats = z.array(z.object({ seatId: SeatId, role: SeatRole, name: z.string().optional() })).catch([]);
const AT_ONCE = 500;

/** Adds columns and indexes to list and search interviews, and to count evaluators' work. */
export const interviewList: Migration = {
  name: '0018-interview-list',
  async up(db) {
    for (const name of ['searchShown', 'searchHidden'])
      await db.schema
        .alterTable('interviews')
        .addColumn(name, 'text', column => column.notNull().defaultTo(''))
        .execute();
    await fillSearch(db);
    await db.schema.dropIndex('interviewsByScheduledAt').execute();
    await sql`
      create index interviews_by_schedule on interviews (scheduled_at, interview_id) where practice is null`.execute(
      db,
    );
    await sql`
      create index interviews_running on interviews (scheduled_at, interview_id)
      where practice is null and phase = 'open'`.execute(db);
    await sql`
      create index interviews_startable on interviews (closes_at)
      where practice is null and phase = 'lobby' and closes_at is not null`.execute(db);
    await sql`
      create index interviews_planned on interviews (scheduled_at, interview_id)
      where practice is null and held_by_recruiter = 1 and phase in ('lobby', 'open')`.execute(db);
    await indexLoads(db);
  },
};

/** Adds indexes for queries about the last days, so that these don't become slower as the tables grow. */
async function indexLoads(db: Db): Promise<void> {
  await sql`
    create index evaluation_claims_locked on evaluation_claims (locked_at)
    where locked_at is not null`.execute(db);
  await sql`
    create index evaluation_claims_shadow on evaluation_claims (user_id, locked_at)
    where shadow = 1 and state = 'locked'`.execute(db);
  await sql`
    create index reports_published on reports (published_at) where published_at is not null`.execute(db);
  await sql`
    create index evaluations_agreed on evaluations (agreed_at, interview_id)
    where agreed_ratings is not null`.execute(db);
}

function searchTexts(row: { title: string; jobRole: string }, seats: z.infer<typeof Seats>) {
  const textOf = (hidden: boolean) => {
    const { title, candidateNames } = listedNames({ ...row, seats, practice: false }, hidden);
    return foldedText([...candidateNames, title, row.jobRole].join('\n'));
  };
  return { searchShown: textOf(false), searchHidden: textOf(true) };
}

async function fillSearch(db: Db): Promise<void> {
  let last = '';
  for (;;) {
    const rows = await db
      .selectFrom('interviews')
      .select(['interviewId', 'title', 'jobRole', 'seats'])
      .where('practice', 'is', null)
      .where('interviewId', '>', last)
      .orderBy('interviewId')
      .limit(AT_ONCE)
      .execute();
    for (const { interviewId, seats, ...row } of rows)
      await db
        .updateTable('interviews')
        .set(searchTexts(row, Seats.parse(JSON.parse(seats))))
        .where('interviewId', '=', interviewId)
        .execute();
    const end = rows.at(-1);
    if (!end) return;
    last = end.interviewId;
  }
}
