import type { Kysely } from 'kysely';
import type { DatabaseKind } from './database.ts';
import type { Tables } from './schema.ts';

/** One step of the schema. Released steps are never edited. A change is a new step. */
export interface Migration {
  name: string;
  up(db: Kysely<Tables>, kind: DatabaseKind): Promise<void>;
}
