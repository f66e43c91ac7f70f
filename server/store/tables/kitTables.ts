import type { Inserted } from './columns.ts';

/** Kits with their versions and voices, and where they are public. */
export interface KitTables {
  kits: KitsTable;
  kitVersions: KitVersionsTable;
  kitRecordings: KitRecordingsTable;
  publications: PublicationsTable;
  earlierSlugs: EarlierSlugsTable;
}

interface KitsTable {
  kitId: Inserted<string>;
  /** The newest. */
  version: number;
  /** 0 or 1. */
  builtIn: Inserted<number>;
  /** 0 or 1. */
  archived: number;
  updatedAt: number;
}

/** Never changed after the insert: the databases refuse to change or delete a row. */
interface KitVersionsTable {
  kitId: Inserted<string>;
  version: Inserted<number>;
  /** JSON. */
  kit: Inserted<string>;
  /** User id; null for what came with the product. */
  savedBy: Inserted<string | null>;
  at: Inserted<number>;
}

/** A person's recording for one line of a kit: for these words, in whatever place and version of it they stand. */
interface KitRecordingsTable {
  kitId: Inserted<string>;
  /** SHA-256 of the words, hex. */
  textSha256: Inserted<string>;
  /** JSON text: PostgreSQL does not take every character as it is. */
  text: Inserted<string>;
  /** SHA-256 of the file, hex. */
  fileSha256: string;
  /** The file's name where it came from. */
  name: string;
  createdAt: number;
  /** User id. */
  createdBy: string;
}

/** Kits on the public side, with their address. */
interface PublicationsTable {
  kitId: Inserted<string>;
  slug: string;
  /** 0 or 1. */
  published: number;
  position: number;
  /** When strangers could first see it; null where they never could. */
  publishedAt: number | null;
  updatedAt: number;
}

/** Addresses that lead on to a kit's address of today. */
interface EarlierSlugsTable {
  slug: Inserted<string>;
  kitId: string;
}
