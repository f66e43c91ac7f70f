import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../shared/errors.ts';
import type { ClientId, SeatId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { type InterviewState, observersAllowed, type Seat } from '../../../shared/interview/state.ts';
import { requireSeat } from '../../interviews/seats.ts';
import type { CommandHandlers } from '../command.ts';
import { letCandidateIn, requireStartable } from '../recruiter/letCandidateIn.ts';
import { leadHandover } from '../session/commands.ts';
import { roomForPage } from './pages.ts';

export const seatCommands = {
  'setup.report': ({ own }, { setup }) => ({
    events: [{ kind: 'setup.reported', payload: { seatId: own().seatId, setup } }],
    result: {},
  }),

  'consent.give': ({ own, state }, { consent }) => {
    const seat = own();
    // Pages send the consent again each time they join.
    if (isDeepStrictEqual(seat.consent, consent)) return { events: [], result: {} };
    const events: NewEvent[] = [{ kind: 'consent.given', payload: { seatId: seat.seatId, consent } }];
    if (seat.role === 'candidate' && !consent.observers) events.push(...observersLeave(state));
    return { events, result: {} };
  },

  'seat.enter': ({ own, state, now, clientId, serverId }, _params, newerKit) => {
    const seat = own();
    if (seat.role === 'candidate' && !seat.consent) throw AppError.invalid('consent-needed');
    if (seat.role === 'observer' && !observersAllowed(state)) throw AppError.forbidden('observers-declined');
    if (seat.role === 'candidate') requireStartable(state, now);
    const events = [...enter(seat, clientId, serverId), ...letCandidateIn(state, seat, newerKit)];
    return { events, result: {} };
  },

  'seat.leave': ({ own, state }) => {
    const { seatId } = own();
    return {
      events: [{ kind: 'seat.left', payload: { seatId, reason: 'left' } }, ...leadHandover(state, seatId)],
      result: {},
    };
  },

  'seat.admit': ({ state }, { seatId }) => {
    const seat = requireCandidate(state, seatId);
    return { events: seat.admitted ? [] : [{ kind: 'seat.admitted', payload: { seatId } }], result: {} };
  },

  'seat.sendToLobby': ({ state }, { seatId }) => {
    const seat = requireCandidate(state, seatId);
    return { events: seat.admitted ? [{ kind: 'seat.sentToLobby', payload: { seatId } }] : [], result: {} };
  },

  'seat.remove': ({ state, own }, { seatId }) => {
    const seat = requireSeat(state, seatId);
    if (seat.seatId === own().seatId) throw AppError.invalid('cannot-remove-yourself');
    return {
      events: seat.presence === 'removed' ? [] : [{ kind: 'seat.removed', payload: { seatId } }],
      result: {},
    };
  },
} satisfies Partial<CommandHandlers>;

function enter(seat: Seat, clientId: ClientId, serverId: string): NewEvent[] {
  const page = seat.pages[clientId];
  if (page?.entered && page.connected) return [];
  const entered: NewEvent = { kind: 'seat.entered', payload: { seatId: seat.seatId, clientId } };
  if (page?.connected) return [entered];
  return [
    ...roomForPage(seat, clientId),
    { kind: 'seat.connected', payload: { seatId: seat.seatId, clientId, serverId } },
    entered,
  ];
}

function observersLeave(state: InterviewState): NewEvent[] {
  return Object.values(state.seats)
    .filter(seat => seat.role === 'observer' && Object.values(seat.pages).some(page => page.entered))
    .map(seat => ({ kind: 'seat.left', payload: { seatId: seat.seatId, reason: 'left' } }));
}

function requireCandidate(state: InterviewState, seatId: SeatId): Seat {
  const seat = requireSeat(state, seatId);
  if (seat.role !== 'candidate') throw AppError.invalid('only-candidates-wait');
  if (seat.presence === 'removed') throw AppError.invalid('person-removed');
  return seat;
}
