import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Makes report links expire. Turns candidates' links that were not emailed into staff links, which are
 * read-only, because it is unknown who has them.
 */
export const reportAccess: Migration = {
  name: '0007-report-access',
  async up(db) {
    const now = Date.now();
    await db
      .updateTable('reportLinks')
      .set({ kind: 'staff', expiresAt: now + 90 * DAY_MS })
      .where('kind', '=', 'candidate')
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom('mails')
              .select('mailId')
              .where('mails.kind', '=', 'report')
              .where('mails.state', '!=', 'unsent')
              .where(
                sql<boolean>`${sql.ref('mails.onceKey')} like 'report ' || ${sql.ref('reportLinks.interviewId')} || '%'`,
              )
              // The link was created just before its message.
              .whereRef('mails.createdAt', '>=', 'reportLinks.createdAt')
              .where(({ eb, ref }) =>
                eb('mails.createdAt', '<', eb(ref('reportLinks.createdAt'), '+', MINUTE_MS)),
              ),
          ),
        ),
      )
      .execute();
    await db
      .updateTable('reportLinks')
      .set({ expiresAt: now + 365 * DAY_MS })
      .where('kind', '=', 'candidate')
      .execute();
  },
};
