import type { Selectable } from 'kysely';
import type { InterviewId } from '../../shared/ids.ts';
import { Actor, EVENT_PAYLOADS, type EventKind, type InterviewEvent } from '../../shared/interview/events.ts';
import type { Tables } from './schema.ts';

type EventRow = Selectable<Tables['interviewEvents']>;

export function encodeEvent(interviewId: InterviewId, event: InterviewEvent): EventRow {
  return {
    interviewId,
    seq: event.seq,
    at: event.at,
    kind: event.kind,
    actor: JSON.stringify(event.actor),
    payload: JSON.stringify(event.payload),
  };
}

/** The one place where stored text becomes an event again. A row that does not fit means a damaged log, so it throws. */
export function decodeEvent(row: EventRow): InterviewEvent {
  if (!isEventKind(row.kind))
    throw new Error(`Event ${row.seq} of interview ${row.interviewId} has the unknown kind ${row.kind}.`);
  const payload = EVENT_PAYLOADS[row.kind].parse(JSON.parse(row.payload));
  const actor = Actor.parse(JSON.parse(row.actor));
  // The payload was decoded with its kind's own schema; TypeScript cannot follow that through the table.
  return { kind: row.kind, payload, seq: row.seq, at: row.at, actor } as InterviewEvent;
}

function isEventKind(kind: string): kind is EventKind {
  return Object.hasOwn(EVENT_PAYLOADS, kind);
}
