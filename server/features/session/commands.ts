import { AppError } from '../../../shared/errors.ts';
import { requireSeat } from '../../interviews/seats.ts';
import type { CommandHandlers } from '../command.ts';
import { freezing } from '../kit/kits.ts';

/** How the lead runs the session. Phase and role were checked by the role table before. */
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
    if (seat.role !== 'interviewer') throw AppError.invalid('Only an interviewer can lead.');
    if (seat.presence === 'removed') throw AppError.invalid('This person was removed.');
    return {
      events:
        state.leadSeatId === seatId ? [] : [{ kind: 'lead.transferred', payload: { toSeatId: seatId } }],
      result: {},
    };
  },
} satisfies Partial<CommandHandlers>;
