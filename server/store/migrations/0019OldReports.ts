import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { SeatId } from '../../../shared/ids.ts';
import { SeatRole } from '../../../shared/roles.ts';
import type { Migration } from '../migration.ts';
import type { Tables } from '../schema.ts';

/** Reads damaged seats as no seats, so that one damaged interview doesn't keep the server from starting. */
const Seats = z.array(z.object({ seatId: SeatId, role: SeatRole })).catch([]);

/**
 * Marks evaluations for processing if their report was published before scoring was stored, to notice ratings
 * that have changed since. Also lengthens the codes of candidates in the queue.
 */
export const oldReports: Migration = {
  name: '0019-old-reports',
  async up(db) {
    await sql`
      update interviews set followed_seq = 0 where followed_seq > 0 and interview_id in (
        select interview_id from reports where state = 'published' and published_scoring is null
      )`.execute(db);
    await lengthenCodes(db);
  },
};

async function lengthenCodes(db: Kysely<Tables>): Promise<void> {
  const rows = await db
    .selectFrom('evaluations')
    .innerJoin('interviews', 'interviews.interviewId', 'evaluations.interviewId')
    .select(['evaluations.interviewId', 'interviews.seats'])
    .where('interviews.namesHidden', '=', 1)
    .where('evaluations.candidate', 'like', 'Candidate ___')
    .execute();
  for (const { interviewId, seats } of rows) {
    const candidate = Seats.parse(JSON.parse(seats)).find(({ role }) => role === 'candidate');
    if (!candidate) continue;
    const code = candidate.seatId.slice(-8).toUpperCase();
    await db
      .updateTable('evaluations')
      .set({ candidate: `Candidate ${code.slice(0, 4)}-${code.slice(4)}` })
      .where('interviewId', '=', interviewId)
      .execute();
  }
}
