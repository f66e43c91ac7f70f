import { z } from 'zod';
import { Timestamp } from '../interview/fields.ts';
import { Kit } from '../kit/kit.ts';
import { KitId, KitVersion } from '../kit/kitIds.ts';
import type { RouteRow } from './routeRow.ts';

/** Largest kit in YAML, in characters: the fullest that the schema allows has 1,540,000, one of real depth some 100,000. */
export const MAX_KIT_YAML = 1_600_000;

export const KitSummary = z.strictObject({
  kitId: KitId,
  /** The newest. */
  version: KitVersion,
  role: z.string(),
  level: z.string(),
  locale: z.string(),
  /** Comes with the product: can be used and duplicated, not changed. */
  builtIn: z.boolean(),
  archived: z.boolean(),
  questions: z.number().int(),
  competencies: z.number().int(),
  /** What the linter finds; with errors no interview can be held. */
  errors: z.number().int(),
  warnings: z.number().int(),
  updatedAt: Timestamp,
});
export type KitSummary = z.infer<typeof KitSummary>;

export const SavedKit = z.strictObject({
  kitId: KitId,
  version: KitVersion,
  builtIn: z.boolean(),
  archived: z.boolean(),
  updatedAt: Timestamp,
  kit: Kit,
});
export type SavedKit = z.infer<typeof SavedKit>;

/** One thing that is wrong with a YAML text: where, in which field, and why. Lines and columns count from 1. */
export const YamlProblem = z.strictObject({
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  /** Dotted, as in `competencies.0.anchors`; empty for the text as a whole. */
  field: z.string(),
  reason: z.string(),
});
export type YamlProblem = z.infer<typeof YamlProblem>;

/** Largest recording of a person for one line: minutes of video as a telephone makes it. */
export const MAX_RECORDING_BYTES = 100 * 1024 * 1024;

/** Words by their SHA-256, in hex, of their UTF-8. */
export const TextSha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A person's recording for a line of a kit: for these words, in whatever place and version of it they stand. */
export const Recording = z.strictObject({
  textSha256: TextSha256,
  text: z.string(),
  /** The file's name where it came from. */
  name: z.string(),
  createdAt: Timestamp,
});
export type Recording = z.infer<typeof Recording>;

/**
 * Recordings as files. Not JSON routes of the table: one takes the file itself, the other is it. PUT answers `{ recording }`; the file's
 * name comes in the query as `name`.
 */
export const RECORDING_FILES = {
  upload: '/api/kits/:kitId/recordings/:textSha256',
  play: '/api/kits/:kitId/recordings/:textSha256/file',
} as const;

export const RecordingName = z.string().trim().min(1).max(200);

/** Paths are text. */
const pathVersion = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

const kitRef = z.strictObject({ kitId: KitId });
const saved = z.strictObject({ kitId: KitId, version: KitVersion });

export const KIT_ROUTES = {
  'kits.list': {
    method: 'GET',
    path: '/api/kits',
    params: z.strictObject({}),
    result: z.strictObject({ kits: z.array(KitSummary) }),
    access: 'kits.read',
  },
  /** The newest version. */
  'kits.read': {
    method: 'GET',
    path: '/api/kits/:kitId',
    params: kitRef,
    result: SavedKit,
    access: 'kits.read',
  },
  'kits.readVersion': {
    method: 'GET',
    path: '/api/kits/:kitId/versions/:version',
    params: z.strictObject({ kitId: KitId, version: pathVersion }),
    result: SavedKit,
    access: 'kits.read',
  },
  'kits.versions': {
    method: 'GET',
    path: '/api/kits/:kitId/versions',
    params: kitRef,
    result: z.strictObject({
      versions: z.array(z.strictObject({ version: KitVersion, at: Timestamp, byName: z.string() })),
    }),
    access: 'kits.read',
  },
  'kits.create': {
    method: 'POST',
    path: '/api/kits',
    params: z.strictObject({ kit: Kit }),
    result: saved,
    access: 'kits.change',
  },
  /** A copy of the newest version as a kit of one's own. */
  'kits.duplicate': {
    method: 'POST',
    path: '/api/kits/:kitId/duplicate',
    params: kitRef,
    result: saved,
    access: 'kits.change',
  },
  /** A new version. `conflict` when `expectedVersion` is not the newest; `details.current` is `{ version, kit }` then. */
  'kits.save': {
    method: 'PATCH',
    path: '/api/kits/:kitId',
    params: z.strictObject({ kitId: KitId, expectedVersion: KitVersion, kit: Kit }),
    result: saved,
    access: 'kits.change',
  },
  /** Out of the lists for new interviews, and back again. Nothing of it is lost. */
  'kits.archive': {
    method: 'POST',
    path: '/api/kits/:kitId/archive',
    params: z.strictObject({ kitId: KitId, archived: z.boolean() }),
    result: z.strictObject({}),
    access: 'kits.change',
  },
  /** A new kit out of a YAML text. `invalid` with `details.problems` (`YamlProblem[]`) changes nothing. */
  'kits.import': {
    method: 'POST',
    path: '/api/kits/import',
    params: z.strictObject({ yaml: z.string().max(MAX_KIT_YAML) }),
    result: saved,
    access: 'kits.change',
  },
  'kits.export': {
    method: 'GET',
    path: '/api/kits/:kitId/yaml',
    params: kitRef,
    result: z.strictObject({ fileName: z.string(), yaml: z.string() }),
    access: 'kits.read',
  },
  'recordings.list': {
    method: 'GET',
    path: '/api/kits/:kitId/recordings',
    params: kitRef,
    result: z.strictObject({ recordings: z.array(Recording) }),
    access: 'kits.read',
  },
  'recordings.remove': {
    method: 'DELETE',
    path: '/api/kits/:kitId/recordings/:textSha256',
    params: z.strictObject({ kitId: KitId, textSha256: TextSha256 }),
    result: z.strictObject({}),
    access: 'kits.change',
  },
} as const satisfies Record<string, RouteRow>;
