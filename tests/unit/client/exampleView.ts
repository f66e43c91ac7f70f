import type { ClientId, SeatId } from '../../../shared/ids.ts';
import { ClientId as ClientIdSchema, InterviewId, SeatId as SeatIdSchema } from '../../../shared/ids.ts';
import type { InterviewEvent, NewEvent } from '../../../shared/interview/events.ts';
import { reduceAll } from '../../../shared/interview/reduce.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import type { SeatRole } from '../../../shared/roles.ts';

export const SEATS = {
  ada: seatId(1),
  grace: seatId(2),
  edsger: seatId(3),
  barbara: seatId(4),
} as const;

const CAST: readonly { seatId: SeatId; role: SeatRole; displayName: string }[] = [
  { seatId: SEATS.ada, role: 'candidate', displayName: 'Ada' },
  { seatId: SEATS.grace, role: 'interviewer', displayName: 'Grace' },
  { seatId: SEATS.edsger, role: 'interviewer', displayName: 'Edsger' },
  { seatId: SEATS.barbara, role: 'evaluator', displayName: 'Barbara' },
];

/** The view of `viewer` in an open interview with these people in the room. */
export function exampleView(viewer: SeatId, inside: readonly SeatId[]): InterviewView {
  const events: NewEvent[] = [
    {
      kind: 'interview.created',
      payload: {
        interviewId: InterviewId.parse('00000000-0000-7000-8000-000000000000'),
        title: 'Backend Developer',
        jobRole: 'Backend Developer',
        scheduledAt: 1_000,
        plannedMinutes: 45,
        seats: [...CAST],
        leadSeatId: SEATS.grace,
      },
    },
    { kind: 'session.opened', payload: {} },
  ];
  for (const seat of inside) events.push(...arrival(seat));
  const state = reduceAll(events.map(numbered));
  if (!state) throw new Error('The example has no events.');
  return viewOf(state, { kind: 'seat', seatId: viewer });
}

function arrival(seat: SeatId): NewEvent[] {
  const clientId: ClientId = ClientIdSchema.parse(seat);
  return [
    { kind: 'seat.connected', payload: { seatId: seat, clientId, serverId: 'server' } },
    { kind: 'seat.entered', payload: { seatId: seat, clientId } },
    { kind: 'seat.admitted', payload: { seatId: seat } },
  ];
}

function numbered(event: NewEvent, index: number): InterviewEvent {
  return { ...event, seq: index + 1, at: 1_000 + index, actor: { type: 'system' } };
}

function seatId(number: number): SeatId {
  return SeatIdSchema.parse(`00000000-0000-7000-8000-00000000000${number}`);
}
