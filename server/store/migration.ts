import type { Kysely } from 'kysely';
import type { DatabaseKind } from './database.ts';
import type { Tables } from './schema.ts';

/** The code of a released migration is never edited. */
export type Migration = { name: string; up(db: Kysely<Tables>, kind: DatabaseKind): Promise<void> };
