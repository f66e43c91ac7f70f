import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import type { MessageId } from '../../../shared/ids.ts';
import { type ChatLine, countOfNewest, hasLine, lastLineBelow } from '../../../shared/interview/chat.ts';
import { LIMITS } from '../../../shared/interview/fields.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { requireSeat } from '../../interviews/seats.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { CommandHandlers } from '../command.ts';
import type { QueryHandlers } from '../query.ts';

/** Sends messages in the room, and one-way help messages to a person in the waiting room. */
export const chatCommands = {
  'chat.send': ({ own }, { text }) => {
    const messageId = uuidv7() as MessageId;
    return {
      events: [{ kind: 'chat.sent', payload: { messageId, fromSeatId: own().seatId, text } }],
      result: { messageId },
    };
  },

  'help.send': ({ state, actorName }, { toSeatId, text }) => {
    requireSeat(state, toSeatId);
    if (isFinal(state.phase)) throw new AppError('wrong-phase', 'interview-over');
    const messageId = uuidv7() as MessageId;
    return {
      events: [{ kind: 'help.sent', payload: { messageId, toSeatId, fromName: actorName, text } }],
      result: { messageId },
    };
  },
} satisfies Partial<CommandHandlers>;

/** Queries that return chat messages too old to be in a seat's view. */
export function createChatQueries(store: Pick<InterviewStore, 'readChat'>) {
  return {
    'chat.earlier': async ({ seat, state, params }) => {
      const heard = state.chatHeard[seat.seatId] ?? [];
      const last = lastLineBelow(heard, Math.min(params.before, state.chatEarlier));
      if (last === undefined) return { lines: {}, earlier: 0 };
      const from = Math.max(0, last + 1 - LIMITS.chatMessagesKept);
      const sent = await store.readChat(state.interviewId, from, last + 1 - from);
      const own = sent
        .map((event, index) => ({ ...event, number: from + index }))
        .filter(({ number }) => hasLine(heard, number));
      const newest = own.slice(-countOfNewest(own.map(({ payload }) => payload.text)));
      const lines = newest.map(({ at, payload: { messageId, fromSeatId, text } }): [string, ChatLine] => {
        const fromName = state.seats[fromSeatId]?.displayName ?? '';
        return [messageId, { at, fromSeatId, fromName, text }];
      });
      const before = lastLineBelow(heard, newest[0]?.number ?? 0);
      return { lines: Object.fromEntries(lines), earlier: before === undefined ? 0 : before + 1 };
    },
  } satisfies Partial<QueryHandlers>;
}
