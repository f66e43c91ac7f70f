import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Interviews of records with a corrected name are followed again, so that lists sort by the corrected name. */
export const candidateOrder: Migration = {
  name: '0059-candidate-order',
  async up(db) {
    await sql`
      update interviews set candidates_seq = 0
      where interview_id in (
        select s.interview_id from candidate_seats s
        join candidates c on c.candidate_id = s.candidate_id
        join candidates r on r.candidate_id = c.root_id
        where r.name is not null)`.execute(db);
  },
};
