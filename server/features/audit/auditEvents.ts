import type { Logger } from 'pino';
import type { Actor, InterviewEvent } from '../../../shared/interview/events.ts';
import {
  agreesToRecording,
  agreesToTranscript,
  type ConsentAnswer,
  interviewerAgrees,
} from '../../../shared/interview/setup.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import type { InterviewChange, Interviews } from '../../interviews/interviews.ts';
import type { AuditEntry, AuditLog } from '../../store/auditLog.ts';

/** Writes new leads, recording decisions, and failures to the audit log. Returns a function that unsubscribes. */
export function auditEvents(options: {
  interviews: Interviews;
  audit: Pick<AuditLog, 'add'>;
  logger: Logger;
}): () => void {
  const { interviews, audit, logger } = options;
  return interviews.subscribe(change => {
    // Only the server that wrote the event adds the audit entry.
    if (!change.local) return;
    // Candidates can delete a practice interview completely, but audit entries would stay.
    if (change.after.practice) return;
    for (const entry of auditEntriesOf(change))
      audit
        .add(entry)
        .catch(error => logger.error({ err: error, entry }, 'An audit entry could not be written'));
  });
}

export function auditEntriesOf({
  interviewId,
  before,
  events,
}: Pick<InterviewChange, 'interviewId' | 'before' | 'events'>): AuditEntry[] {
  // Someone who leaves hands over the lead without choosing.
  const leaves = events.some(({ kind }) => kind === 'seat.left');
  return events
    .filter(({ kind }) => !leaves || kind !== 'lead.transferred')
    .flatMap(event =>
      factsOf(event, before).map(fact => ({ actor: actorOf(event.actor), target: interviewId, ...fact })),
    );
}

type Fact = Pick<AuditEntry, 'action' | 'details'>;

function factsOf(event: InterviewEvent, before: InterviewState | undefined): Fact[] {
  switch (event.kind) {
    case 'consent.given': {
      const { seatId, consent } = event.payload;
      const seat = before?.seats[seatId];
      const facts = consentFacts(purposesOf(seat, seat?.consent), purposesOf(seat, consent));
      return facts.map(({ action, fields }) => ({ action, details: { seatId, fields } }));
    }
    case 'lead.transferred': {
      const { toSeatId: seatId } = event.payload;
      const left = before?.leadSeatId;
      return [{ action: 'interview.leadChanged', details: { seatId, ...(left && { before: left }) } }];
    }
    case 'recording.directed':
      return [{ action: event.payload.order === 'stop' ? 'recording.stopped' : 'recording.resumed' }];
    case 'recording.erased':
      return [{ action: 'recording.erased', details: { recordingId: event.payload.recordingId } }];
    case 'recording.refused':
      return [{ action: 'recording.failed', details: { reason: event.payload.trouble } }];
    case 'recording.stopped': {
      const { stretchId, reason } = event.payload;
      const failed = reason === 'storage-full' || reason === 'failed';
      return failed ? [{ action: 'recording.failed', details: { stretchId, reason } }] : [];
    }
    default:
      return [];
  }
}

function consentFacts(agreedBefore: readonly string[], agreed: readonly string[]) {
  return [
    { action: 'consent.given', fields: agreed.filter(purpose => !agreedBefore.includes(purpose)) },
    { action: 'consent.withdrawn', fields: agreedBefore.filter(purpose => !agreed.includes(purpose)) },
  ].filter(({ fields }) => fields.length > 0);
}

function purposesOf(seat: Pick<Seat, 'role'> | undefined, consent: ConsentAnswer | undefined): string[] {
  const isInterviewer = seat?.role === 'interviewer';
  const agrees = isInterviewer ? interviewerAgrees(consent) : agreesToRecording(consent);
  return [
    ...(agrees ? ['recording'] : []),
    ...(!isInterviewer && consent?.observers === true ? ['observers'] : []),
    ...(agreesToTranscript(consent) ? ['transcript'] : []),
  ];
}

function actorOf(actor: Actor): string {
  if (actor.type === 'seat') return `seat:${actor.seatId}`;
  return actor.type === 'staff' ? actor.userId : 'system';
}
