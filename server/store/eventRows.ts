import { isDeepStrictEqual } from 'node:util';
import type { Selectable } from 'kysely';
import type { InterviewId } from '../../shared/ids.ts';
import { Actor, type InterviewEvent } from '../../shared/interview/events.ts';
import type { ChosenKit, InterviewKit } from '../../shared/kit/kit.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import { ENGINE_RULES } from '../../shared/recruiter/rules.ts';
import { EVENT_FORMATS, type StoredKitChoice } from './eventFormats.ts';
import { differenceFrom, withDifference } from './kitReference.ts';
import { readingSchema } from './readingSchema.ts';
import type { Tables } from './schema.ts';

export type EventRow = Selectable<Tables['interviewEvents']>;

/** Loads the interview's part of a saved kit version; undefined where there is none. */
export interface SavedKits {
  find(kitId: KitId, version: number): Promise<InterviewKit | undefined>;
}

const KIT_CHOSEN = 'kit.chosen';
const ReadActor = readingSchema(Actor, 'leave-out');
const SYSTEM: Actor = { type: 'system' };

export async function encodeEvent(
  interviewId: InterviewId,
  event: InterviewEvent,
  kits: SavedKits,
): Promise<EventRow> {
  const { seq, at, kind, payload } = event;
  const format = EVENT_FORMATS.get(kind);
  if (!format) throw new Error(`An event of the kind ${kind} cannot be written.`);
  const stored = kind === KIT_CHOSEN ? await choiceOf(payload, kits) : payload;
  return {
    interviewId,
    seq,
    at,
    kind,
    actor: JSON.stringify(event.actor),
    payload: format.encode(stored),
  };
}

/** Decodes rows in their order, with each kit version that they refer to. */
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

/**
 * The one place where stored text becomes an event again. What a newer version wrote becomes `newer`. A row that does not fit means a damaged
 * log, so it throws.
 */
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
  // The payload was decoded with its kind's own schema; TypeScript cannot follow that through the table.
  return { kind, payload: known, seq, at, actor } as InterviewEvent;
}

/** True for what a newer version decided by rules of its own. */
function isOfNewerRules(payload: unknown): boolean {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    'rules' in payload &&
    typeof payload.rules === 'number' &&
    payload.rules > ENGINE_RULES
  );
}

/** Refers to the saved version wherever the kit can be restored from it. */
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
