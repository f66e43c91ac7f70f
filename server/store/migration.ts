import type { Kysely } from 'kysely';
import type { DatabaseKind } from './database.ts';
import type { Tables } from './schema.ts';

/** Never edit the code of a released migration. */
export type Migration = { name: string; up(db: Kysely<Tables>, kind: DatabaseKind): Promise<void> };
