import { type ChatLine, countOfNewest, hasLine, lastLineBelow } from '../../../shared/interview/chat.ts';
import { LIMITS } from '../../../shared/interview/fields.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { QueryHandlers } from '../query.ts';

/** What was written before the part of the chat that a view carries. */
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
