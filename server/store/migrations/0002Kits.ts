import { type Kysely, sql } from 'kysely';
import type { DatabaseKind } from '../database.ts';
import type { Migration } from '../migration.ts';
import type { Tables } from '../schema.ts';

type Db = Kysely<Tables>;

/** Adds tables for kits and their versions, and the kit and scorecard columns that interview lists show. */
export const kits: Migration = {
  name: '0002-kits',
  async up(db, kind) {
    await createKits(db);
    await protectVersions(db, kind);
    await extendInterviews(db);
  },
};

async function createKits(db: Db): Promise<void> {
  await db.schema
    .createTable('kits')
    .addColumn('kitId', 'text', column => column.primaryKey())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('builtIn', 'integer', column => column.notNull())
    .addColumn('archived', 'integer', column => column.notNull())
    .addColumn('updatedAt', 'bigint', column => column.notNull())
    .execute();
  await db.schema
    .createTable('kitVersions')
    .addColumn('kitId', 'text', column => column.notNull().references('kits.kitId'))
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('kit', 'text', column => column.notNull())
    .addColumn('savedBy', 'text')
    .addColumn('at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('kitVersionsPk', ['kitId', 'version'])
    .execute();
}

/** Versions are immutable, so that the kit of an interview can always be read. */
async function protectVersions(db: Db, kind: DatabaseKind): Promise<void> {
  if (kind === 'sqlite') {
    for (const change of ['update', 'delete']) {
      await sql`
        create trigger ${sql.ref(`kit_versions_no_${change}`)} before ${sql.raw(change)} on kit_versions
        begin select raise(abort, 'A saved version of a kit never changes.'); end`.execute(db);
    }
    return;
  }
  await sql`
    create function kit_versions_never_change() returns trigger language plpgsql as
    $$ begin raise exception 'A saved version of a kit never changes.'; end $$`.execute(db);
  await sql`
    create trigger kit_versions_no_change before update or delete on kit_versions
    for each row execute function kit_versions_never_change()`.execute(db);
}

async function extendInterviews(db: Db): Promise<void> {
  await db.schema.alterTable('interviews').addColumn('kitId', 'text').execute();
  await db.schema
    .alterTable('interviews')
    .addColumn('scorecardsOpen', 'integer', column => column.notNull().defaultTo(0))
    .execute();
}
