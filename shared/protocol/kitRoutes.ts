import { z } from 'zod';
import { TeamId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { Kit } from '../kit/kit.ts';
import { KitId, KitVersion } from '../kit/kitIds.ts';
import { nothing } from '../schemaOf.ts';
import { route } from './routeRow.ts';

/** In characters. The largest kit that the schema allows has 2,040,000, and a detailed kit about 100,000. */
export const MAX_KIT_YAML = 2_200_000;

export const KitSummary = z.strictObject({
  kitId: KitId,
  version: KitVersion,
  role: z.string(),
  level: z.string(),
  locale: z.string(),
  /** True for kits of the product, which can be used and duplicated, but not changed. */
  builtIn: z.boolean(),
  archived: z.boolean(),
  questions: z.number().int(),
  competencies: z.number().int(),
  /** Usual length of an interview with the kit. */
  minutes: z.number().int(),
  /** Number of linter errors. A kit with errors can't be used. */
  errors: z.number().int(),
  warnings: z.number().int(),
  updatedAt: Timestamp,
  /** Hiring team that owns the kit. Absent if everyone who may read kits sees it. */
  teamId: TeamId.optional(),
});
export type KitSummary = z.infer<typeof KitSummary>;

export const SavedKit = z.strictObject({
  kitId: KitId,
  version: KitVersion,
  builtIn: z.boolean(),
  archived: z.boolean(),
  updatedAt: Timestamp,
  teamId: TeamId.optional(),
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

/** Maximum size of an uploaded recording: several minutes of video from a phone. */
export const MAX_RECORDING_BYTES = 100 * 1024 * 1024;

/** SHA-256 of the UTF-8 text, in hex. */
export const TextSha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A recording of a text that the recruiter speaks. A kit uses it for this text in all its versions. */
export const Recording = z.strictObject({
  textSha256: TextSha256,
  text: z.string(),
  name: z.string(),
  createdAt: Timestamp,
});
export type Recording = z.infer<typeof Recording>;

/** PUT takes the file as its body and the file's name as `name` in the query. Returns `{ recording }`. */
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
  'kits.list': route('GET /api/kits', 'kits.read', nothing, { kits: z.array(KitSummary) }),
  'kits.read': route('GET /api/kits/:kitId', 'kits.read', kitRef, SavedKit),
  'kits.readVersion': route(
    'GET /api/kits/:kitId/versions/:version',
    'kits.read',
    { kitId: KitId, version: pathVersion },
    SavedKit,
  ),
  'kits.versions': route('GET /api/kits/:kitId/versions', 'kits.read', kitRef, {
    versions: z.array(z.strictObject({ version: KitVersion, at: Timestamp, byName: z.string() })),
  }),
  'kits.create': route('POST /api/kits', 'kits.change', { kit: Kit }, saved),
  'kits.duplicate': route('POST /api/kits/:kitId/duplicate', 'kits.change', kitRef, saved),
  /** `conflict` if `expectedVersion` isn't the newest; then `details.current` is `{ version, kit }`. */
  'kits.save': route(
    'PATCH /api/kits/:kitId',
    'kits.change',
    { kitId: KitId, expectedVersion: KitVersion, kit: Kit },
    saved,
  ),
  /** Hides the kit from lists for new interviews, or shows it again. */
  'kits.archive': route('POST /api/kits/:kitId/archive', 'kits.change', {
    kitId: KitId,
    archived: z.boolean(),
  }),
  /** If `null`, the kit has no hiring team. */
  'kits.setTeam': route('PUT /api/kits/:kitId/team', 'kits.change', {
    kitId: KitId,
    teamId: TeamId.nullable(),
  }),
  /** Fails with `invalid` and `details.problems` (`YamlProblem[]`) if the text has errors. */
  'kits.import': route('POST /api/kits/import', 'kits.change', { yaml: z.string().max(MAX_KIT_YAML) }, saved),
  'kits.export': route('GET /api/kits/:kitId/yaml', 'kits.read', kitRef, {
    fileName: z.string(),
    yaml: z.string(),
  }),
  'recordings.list': route('GET /api/kits/:kitId/recordings', 'kits.read', kitRef, {
    recordings: z.array(Recording),
  }),
  'recordings.remove': route('DELETE /api/kits/:kitId/recordings/:textSha256', 'kits.change', {
    kitId: KitId,
    textSha256: TextSha256,
  }),
} as const;
