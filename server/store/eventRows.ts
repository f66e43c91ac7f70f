import { isDeepStrictEqual } from 'node:util';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { InterviewId } from '../../shared/ids.ts';
import {
  Actor,
  EVENT_PAYLOADS,
  type EventKind,
  type InterviewEvent,
  SYSTEM,
} from '../../shared/interview/events.ts';
import { type ChosenKit, InterviewKit, RecruiterScript } from '../../shared/kit/kit.ts';
import { CompetencyId, KitId, KitVersion, QuestionId } from '../../shared/kit/kitIds.ts';
import { ENGINE_RULES } from '../../shared/recruiter/timing.ts';
import { readingSchema, StoredFormat, type Upcaster } from './StoredFormat.ts';
import type { Tables } from './schema.ts';

export type EventRow = Selectable<Tables['interviewEvents']>;
export type SavedKits = { find(kitId: KitId, version: number): Promise<InterviewKit | undefined> };

const KIT_CHOSEN = 'kit.chosen';
const ReadActor = readingSchema(Actor, 'leave-out');

export async function encodeEvent(
  interviewId: InterviewId,
  event: InterviewEvent,
  kits: SavedKits,
): Promise<EventRow> {
  const { seq, at, kind, payload } = event;
  const format = EVENT_FORMATS.get(kind);
  if (!format) throw new Error(`An event of the kind ${kind} cannot be written.`);
  const stored = kind === KIT_CHOSEN ? await choiceOf(payload, kits) : payload;
  return { interviewId, seq, at, kind, actor: JSON.stringify(event.actor), payload: format.encode(stored) };
}

export async function decodeEvents(rows: readonly EventRow[], kits: SavedKits): Promise<InterviewEvent[]> {
  const known = new Map<string, InterviewKit | undefined>();
  for (const { payload } of rows.filter(({ kind }) => kind === KIT_CHOSEN)) {
    const choice = EVENT_FORMATS.get(KIT_CHOSEN)?.tryDecode(payload) as StoredKitChoice | undefined;
    if (!choice || choice.kit) continue;
    const { kitId, version } = choice;
    known.set(nameOf(kitId, version), await kits.find(kitId, version));
  }
  return rows.map(row => decodeEvent(row, (kitId, version) => known.get(nameOf(kitId, version))));
}

/** Decodes a stored event. An event that a newer version wrote becomes `newer`. Throws for a damaged row. */
export function decodeEvent(
  row: EventRow,
  savedKit: (kitId: KitId, version: number) => InterviewKit | undefined,
): InterviewEvent {
  const { seq, at, kind } = row;
  const payload = EVENT_FORMATS.get(kind)?.tryDecode(row.payload);
  const actor = ReadActor.safeParse(JSON.parse(row.actor)).data;
  if (payload === undefined || actor === undefined || isOfNewerRules(payload))
    return { kind: 'newer', payload: { kind }, seq, at, actor: actor ?? SYSTEM };
  const known = kind === KIT_CHOSEN ? chosenOf(payload as StoredKitChoice, savedKit) : payload;
  // The payload was decoded with the schema of its kind, which TypeScript cannot infer from the table.
  return { kind, payload: known, seq, at, actor } as InterviewEvent;
}

function isOfNewerRules(payload: unknown): boolean {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    'rules' in payload &&
    typeof payload.rules === 'number' &&
    payload.rules > ENGINE_RULES
  );
}

/** Returns a reference to the saved version if the kit can be restored from it, else the whole kit. */
async function choiceOf({ kitId, version, kit }: ChosenKit, kits: SavedKits): Promise<StoredKitChoice> {
  const saved = await kits.find(kitId, version);
  if (isDeepStrictEqual(saved, kit)) return { kitId, version };
  const difference = saved && differenceFrom(saved, kit);
  return { kitId, version, ...(difference ? { difference } : { kit }) };
}

function chosenOf(
  { kitId, version, kit, difference }: StoredKitChoice,
  savedKit: (kitId: KitId, version: number) => InterviewKit | undefined,
): ChosenKit {
  if (kit) return { kitId, version, kit };
  const saved = savedKit(kitId, version);
  if (!saved) throw new Error(`The log refers to version ${version} of the kit ${kitId}, which is missing.`);
  return { kitId, version, kit: difference ? withDifference(saved, difference) : saved };
}

function nameOf(kitId: KitId, version: number): string {
  return `${version} ${kitId}`;
}

/** How an interview's kit differs from its saved version. Practice has fewer questions and changed lines. */
const KitDifference = z.strictObject({
  questionIds: z.array(QuestionId),
  competencyIds: z.array(CompetencyId),
  /** Lines that differ. `briefing` has no default here, because a default would look like a difference. */
  script: z.strictObject({ ...RecruiterScript.partial().shape, briefing: z.string().optional() }),
});
type KitDifference = z.infer<typeof KitDifference>;

function differenceFrom(saved: InterviewKit, kit: InterviewKit): KitDifference | undefined {
  const script = Object.entries(kit.script).filter(
    ([line, words]) => !isDeepStrictEqual(words, saved.script[line as keyof RecruiterScript]),
  );
  const difference: KitDifference = {
    questionIds: kit.questions.map(({ id }) => id),
    competencyIds: kit.competencies.map(({ id }) => id),
    script: Object.fromEntries(script),
  };
  return isDeepStrictEqual(withDifference(saved, difference), kit) ? difference : undefined;
}

function withDifference(
  saved: InterviewKit,
  { questionIds, competencyIds, script }: KitDifference,
): InterviewKit {
  return {
    ...saved,
    questions: picked(saved.questions, questionIds),
    competencies: picked(saved.competencies, competencyIds),
    script: { ...saved.script, ...(script as Partial<RecruiterScript>) },
  };
}

function picked<Id extends string, T extends { id: Id }>(parts: readonly T[], ids: readonly Id[]): T[] {
  const byId = new Map(parts.map(part => [part.id, part]));
  return ids.flatMap(id => byId.get(id) ?? []);
}

/** A chosen kit as stored: a reference to a saved version with its differences, or the whole kit. */
const StoredKitChoice = z.strictObject({
  kitId: KitId,
  version: KitVersion,
  kit: InterviewKit.optional(),
  difference: KitDifference.optional(),
});
type StoredKitChoice = z.infer<typeof StoredKitChoice>;

const STORED_PAYLOADS = { 'kit.chosen': StoredKitChoice } as const;

/** Upcasters of each event kind: the first converts format 1 to 2, the second converts 2 to 3, and so on. */
const UPCASTERS: Partial<Record<EventKind, readonly Upcaster[]>> = { 'kit.chosen': [choice => choice] };

const EVENT_FORMATS = new Map<string, StoredFormat<unknown>>(
  Object.entries({ ...EVENT_PAYLOADS, ...STORED_PAYLOADS }).map(([kind, schema]) => [
    kind,
    new StoredFormat<unknown>(schema, {
      upcasters: UPCASTERS[kind as EventKind],
      // Logs are append-only, so leaving out unknown fields loses nothing.
      unknownFields: 'leave-out',
    }),
  ]),
);
