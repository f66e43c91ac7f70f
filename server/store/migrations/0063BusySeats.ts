import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

const isBusy = (interview: string) =>
  `${interview}.practice is null and ${interview}.phase in ('lobby', 'open')
    and ${interview}.held_by_recruiter = 0 and ${interview}.unscheduled = 0`;
const end = (interview: string) => `${interview}.scheduled_at + ${interview}.planned_minutes * 60000`;
const COPIED = ['scheduled_at', 'planned_minutes', 'phase', 'held_by_recruiter', 'unscheduled'];

/** What an interview's seats get from it. Null for seats that keep no one busy. */
const COPY = `update staff_seats set
    busy_from = case when ${isBusy('new')} then new.scheduled_at end,
    busy_until = case when ${isBusy('new')} then ${end('new')} end
  where interview_id = new.interview_id and part = 'seat'`;

/**
 * Copies the times of planned interviews into their seats, so that what else a person has at a time is read from
 * an index. Triggers keep the copies, so that those of servers of an earlier version are right, too.
 */
export const busySeats: Migration = {
  name: '0063-busy-seats',
  async up(db, kind) {
    for (const name of ['busyFrom', 'busyUntil'])
      await db.schema.alterTable('staffSeats').addColumn(name, 'bigint').execute();
    await sql
      .raw(
        `update staff_seats set
          (busy_from, busy_until) = (select interviews.scheduled_at, ${end('interviews')} from interviews
            where interviews.interview_id = staff_seats.interview_id and ${isBusy('interviews')})
        where part = 'seat'`,
      )
      .execute(db);
    await sql`
      create index staff_seats_busy on staff_seats (email, busy_from) where busy_from is not null`.execute(
      db,
    );
    for (const statement of kind === 'sqlite' ? SQLITE_TRIGGERS : POSTGRES_TRIGGERS)
      await sql.raw(statement).execute(db);
  },
};

const SQLITE_TRIGGERS = [
  `create trigger interviews_busy after update of ${COPIED.join(', ')} on interviews
    when ${COPIED.map(column => `old.${column} <> new.${column}`).join(' or ')}
    begin ${COPY}; end`,
  `create trigger staff_seats_busy_added after insert on staff_seats when new.part = 'seat' begin
    update staff_seats set
      (busy_from, busy_until) = (select interviews.scheduled_at, ${end('interviews')} from interviews
        where interviews.interview_id = new.interview_id and ${isBusy('interviews')})
    where interview_id = new.interview_id and seat_id = new.seat_id;
  end`,
];

const POSTGRES_TRIGGERS = [
  `create function interviews_busy() returns trigger language plpgsql as
    $$ begin ${COPY}; return null; end $$`,
  `create trigger interviews_busy after update of ${COPIED.join(', ')} on interviews for each row
    when (${COPIED.map(column => `old.${column} <> new.${column}`).join(' or ')})
    execute function interviews_busy()`,
  `create function staff_seats_busy_added() returns trigger language plpgsql as
    $$ begin
      select interviews.scheduled_at, ${end('interviews')} into new.busy_from, new.busy_until from interviews
        where interviews.interview_id = new.interview_id and ${isBusy('interviews')};
      return new;
    end $$`,
  `create trigger staff_seats_busy_added before insert on staff_seats for each row
    when (new.part = 'seat') execute function staff_seats_busy_added()`,
];
