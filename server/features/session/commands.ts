import { AppError } from '../../../shared/errors.ts';
import type { SeatId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { requireSeat } from '../../interviews/seats.ts';
import type { CommandHandlers } from '../command.ts';
import { freezing } from '../kit/kits.ts';

/** Commands of the lead. Phase and role were already checked with the permission table. */
export const sessionCommands = {
  'session.open': ({ state }, _params, newerKit) => ({
    events: [...freezing(state, newerKit), { kind: 'session.opened', payload: {} }],
    result: {},
  }),

  'session.close': () => ({ events: [{ kind: 'session.closed', payload: {} }], result: {} }),

  'session.extend': ({ state, now }, { minutes }) => ({
    events: [{ kind: 'session.extended', payload: { minutes } }],
    result: { endsAt: (state.endsAt ?? now) + minutes * 60_000 },
  }),

  'session.end': () => ({ events: [{ kind: 'session.ended', payload: {} }], result: {} }),

  'lead.transfer': ({ state }, { seatId }) => {
    const seat = requireSeat(state, seatId);
    if (seat.role !== 'interviewer') throw AppError.invalid('only-interviewers-lead');
    if (seat.presence === 'removed') throw AppError.invalid('person-removed');
    return {
      events:
        state.leadSeatId === seatId ? [] : [{ kind: 'lead.transferred', payload: { toSeatId: seatId } }],
      result: {},
    };
  },
} satisfies Partial<CommandHandlers>;

/** Transfers a leaving lead's role to the interviewer who joined first. Without one, the lead keeps it. */
export function leadHandover(state: InterviewState, leavingSeatId: SeatId): NewEvent[] {
  if (state.leadSeatId !== leavingSeatId) return [];
  const successor = Object.values(state.seats)
    .filter(
      seat => seat.role === 'interviewer' && seat.seatId !== leavingSeatId && seat.presence === 'inside',
    )
    .sort((a, b) => a.presenceSince - b.presenceSince)[0];
  return successor ? [{ kind: 'lead.transferred', payload: { toSeatId: successor.seatId } }] : [];
}
