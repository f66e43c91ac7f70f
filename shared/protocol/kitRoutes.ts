import { z } from 'zod';
import { Timestamp } from '../interview/fields.ts';
import { Kit } from '../kit/kit.ts';
import { KitId, KitVersion } from '../kit/kitIds.ts';
import type { RouteRow } from './routeRow.ts';

/** In characters. The schema allows 1,540,000; a detailed kit has 100,000. */
export const MAX_KIT_YAML = 1_600_000;

export const KitSummary = z.strictObject({
  kitId: KitId,
  version: KitVersion,
  role: z.string(),
  level: z.string(),
  locale: z.string(),
  /** Kits of the product can be used and duplicated, not changed. */
  builtIn: z.boolean(),
  archived: z.boolean(),
  questions: z.number().int(),
  competencies: z.number().int(),
  /** Linter errors. A kit with errors cannot be used. */
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

/** Lines and columns count from 1. */
export const YamlProblem = z.strictObject({
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  /** Dotted path such as `competencies.0.anchors`. Empty for the whole text. */
  field: z.string(),
  reason: z.string(),
});
export type YamlProblem = z.infer<typeof YamlProblem>;

/** Several minutes of video from a phone. */
export const MAX_RECORDING_BYTES = 100 * 1024 * 1024;

/** SHA-256 of the UTF-8 text, in hex. */
export const TextSha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Belongs to the text, so it applies to every place and version with the same words. */
export const Recording = z.strictObject({
  textSha256: TextSha256,
  text: z.string(),
  name: z.string(),
  createdAt: Timestamp,
});
export type Recording = z.infer<typeof Recording>;

/** Files, not JSON. PUT takes the file, and its name as `name` in the query, and returns `{ recording }`. */
export const RECORDING_FILES = {
  upload: '/api/kits/:kitId/recordings/:textSha256',
  play: '/api/kits/:kitId/recordings/:textSha256/file',
} as const;

export const RecordingName = z.string().trim().min(1).max(200);

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
  'kits.duplicate': {
    method: 'POST',
    path: '/api/kits/:kitId/duplicate',
    params: kitRef,
    result: saved,
    access: 'kits.change',
  },
  /** `conflict` when `expectedVersion` is not the newest; `details.current` is then `{ version, kit }`. */
  'kits.save': {
    method: 'PATCH',
    path: '/api/kits/:kitId',
    params: z.strictObject({ kitId: KitId, expectedVersion: KitVersion, kit: Kit }),
    result: saved,
    access: 'kits.change',
  },
  /** Hides the kit from lists for new interviews, or shows it again. */
  'kits.archive': {
    method: 'POST',
    path: '/api/kits/:kitId/archive',
    params: z.strictObject({ kitId: KitId, archived: z.boolean() }),
    result: z.strictObject({}),
    access: 'kits.change',
  },
  /** `invalid` with `details.problems` (`YamlProblem[]`) when the text has errors. */
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
