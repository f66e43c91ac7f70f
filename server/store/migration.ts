import type { Kysely } from 'kysely';
import type { DatabaseKind } from './database.ts';
import type { Tables } from './schema.ts';

/** One step of the schema. Steps are never edited once released; a change is a new step. */
export interface Migration {
  name: string;
  up(db: Kysely<Tables>, kind: DatabaseKind): Promise<void>;
}
