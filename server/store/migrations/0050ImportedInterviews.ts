import type { Migration } from '../migration.ts';

/** Finds the interviews that were created from a file of candidates. */
export const importedInterviews: Migration = {
  name: '0050-imported-interviews',
  async up(db) {
    await db.schema
      .createIndex('importedInterviewsByImport')
      .on('importedInterviews')
      .columns(['importId', 'interviewId'])
      .execute();
  },
};
