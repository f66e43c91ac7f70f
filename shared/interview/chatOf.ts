import type { MessageId, SeatId } from '../ids.ts';
import type { ChatLine } from './chat.ts';
import { lastLineBelow } from './lineNumbers.ts';
import type { InterviewState } from './state.ts';

type Chat = Readonly<Record<MessageId, ChatLine>>;

const known = new WeakMap<InterviewState['chat'], Map<SeatId, Chat>>();

/**
 * What one seat may read of the chat: the lines that were sent while its person was in the room. The same object for as long as the chat
 * is the same, so that comparing two views costs nothing where nothing was said.
 */
export function chatOf({ chat }: Pick<InterviewState, 'chat'>, seatId: SeatId): Chat {
  const ofSeats = known.get(chat) ?? new Map<SeatId, Chat>();
  known.set(chat, ofSeats);
  const found = ofSeats.get(seatId);
  if (found) return found;
  const lines: Record<MessageId, ChatLine> = {};
  for (const [messageId, { line, heardBy }] of Object.entries(chat))
    if (heardBy.includes(seatId)) lines[messageId as MessageId] = line;
  ofSeats.set(seatId, lines);
  return lines;
}

/** Where what the seat may read of the chat goes on before that, for `chat.earlier`; undefined where it does not. */
export function earlierChatOf(
  { chatEarlier, chatHeard }: Pick<InterviewState, 'chatEarlier' | 'chatHeard'>,
  seatId: SeatId,
): number | undefined {
  const last = lastLineBelow(chatHeard[seatId] ?? [], chatEarlier);
  return last === undefined ? undefined : last + 1;
}
