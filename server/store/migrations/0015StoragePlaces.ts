import type { Migration } from '../migration.ts';

/** Adds tables for storage that was declared lost, and for deleted recordings that have parts there. */
export const storagePlaces: Migration = {
  name: '0015-storage-places',
  async up(db) {
    await db.schema
      .createTable('lostPlaces')
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('placeId', 'text', column => column.notNull())
      .addColumn('declaredAt', 'bigint', column => column.notNull())
      .addColumn('declaredBy', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('lostPlacesPk', ['kind', 'placeId'])
      .execute();
    await db.schema
      .createTable('leftBehind')
      .addColumn('recordingId', 'text', column => column.notNull())
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('placeId', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('leftBehindPk', ['recordingId', 'kind', 'placeId'])
      .execute();
    await db.schema
      .alterTable('erasureReceipts')
      .addColumn('lostPlaces', 'integer', column => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable('practiceReceipts')
      .addColumn('lostPlaces', 'integer', column => column.notNull().defaultTo(0))
      .execute();
  },
};
