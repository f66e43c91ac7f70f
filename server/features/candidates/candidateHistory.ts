import type { CandidateId, SeatId } from '../../../shared/ids.ts';
import type { Actor } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { staffMay } from '../../../shared/permissions.ts';
import type { CandidateEvent, CandidateMerge } from '../../../shared/protocol/candidateRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { AuditLog } from '../../store/auditLog.ts';
import type { StoredDecision } from '../../store/decisionStore.ts';
import type { InterviewStore, PlanningEvent } from '../../store/interviewStore.ts';
import type { ToldSeatStore } from '../../store/toldSeatStore.ts';
import { rootOf, type ShownRound, scoresOf } from './candidateRounds.ts';

export interface HistoryParts {
  logs: Pick<InterviewStore, 'readPlanning'>;
  told: Pick<ToldSeatStore, 'mailsOf'>;
  audit: Pick<AuditLog, 'about'>;
}

interface HistorySources {
  rounds: readonly ShownRound[];
  /** Decisions that the member may know. */
  decisions: ReadonlyMap<SeatId, readonly StoredDecision[]>;
  merges: readonly CandidateMerge[];
  /** Names of members by user id. */
  names: ReadonlyMap<string, string>;
  member: StaffMember;
}

/** Returns what happened to a person, latest first, without anything that the record hides from the member. */
export async function historyOf(parts: HistoryParts, sources: HistorySources): Promise<CandidateEvent[]> {
  const { rounds, merges, names, member } = sources;
  const ofRounds = await Promise.all(rounds.map(round => roundHistory(parts, round, sources)));
  const records = new Set<CandidateId>([rootOf(rounds), ...rounds.map(({ candidateId }) => candidateId)]);
  const corrections = staffMay('audit.read', member.role)
    ? await parts.audit.about([...records], 'candidate.corrected')
    : [];
  return (
    [
      ...ofRounds.flat(),
      ...merges.map(
        ({ mergedAt, mergedBy, name }): CandidateEvent => ({
          ...{ what: 'merged', at: mergedAt, name },
          ...by(mergedBy),
        }),
      ),
      ...corrections.map(
        ({ actor, at }): CandidateEvent => ({ what: 'corrected', at, ...by(names.get(actor)) }),
      ),
    ]
      // Of two events at the same time, the later one comes first.
      .toReversed()
      .toSorted((a, b) => b.at - a.at)
  );
}

async function roundHistory(
  { logs, told }: HistoryParts,
  round: ShownRound,
  { decisions, names, member }: HistorySources,
): Promise<CandidateEvent[]> {
  const { interviewId, seatId, state } = round;
  const about = { interviewId, title: state.title };
  const planned = await logs.readPlanning(interviewId);
  const mails = (await told.mailsOf(interviewId)).filter(
    mail => mail.seatId === seatId && mail.mailState === 'sent',
  );
  const ratedAt = scoresOf(state, member) && state.rubric?.scorecardsOpenAt;
  const events: CandidateEvent[] = [
    ...planned.flatMap(event => {
      const shown = planningEvent(event, state, seatId);
      return shown ? [{ ...shown, ...by(nameOf(event.actor, state, names)) }] : [];
    }),
    ...mails.map(({ state: kind, toldAt }): CandidateEvent => ({ what: 'emailed', at: toldAt, mail: kind })),
    ...(ratedAt === undefined ? [] : [{ what: 'rated', at: ratedAt } as const]),
    ...(decisions.get(seatId) ?? []).map(
      ({ at, decidedBy, outcome, stage }): CandidateEvent => ({
        ...{ what: 'decided', at, decision: { stage, outcome } },
        ...by(names.get(decidedBy)),
      }),
    ),
  ];
  return events.map(event => ({ ...event, ...about }));
}

function planningEvent(
  { at, kind, payload }: PlanningEvent,
  state: InterviewState,
  seatId: SeatId,
): CandidateEvent | undefined {
  switch (kind) {
    case 'interview.created':
      return payload.seats.some(seat => seat.seatId === seatId) ? { what: 'planned', at } : undefined;
    case 'seat.added':
      return payload.seat.seatId === seatId ? { what: 'planned', at } : undefined;
    case 'interview.changed':
      return payload.scheduledAt === undefined ? undefined : { what: 'moved', at, to: payload.scheduledAt };
    case 'interview.cancelled':
      return { what: 'canceled', at };
    case 'session.ended':
      return { what: state.seats[seatId]?.tookPart ? 'held' : 'missed', at };
  }
}

function nameOf(
  actor: Actor,
  { seats }: InterviewState,
  names: ReadonlyMap<string, string>,
): string | undefined {
  if (actor.type === 'staff') return names.get(actor.userId);
  return actor.type === 'seat' ? seats[actor.seatId]?.displayName : undefined;
}

function by(name: string | undefined): Pick<CandidateEvent, 'byName'> {
  return name ? { byName: name } : {};
}
