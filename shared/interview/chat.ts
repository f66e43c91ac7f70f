import { z } from 'zod';
import { type MessageId, SeatId } from '../ids.ts';
import { LIMITS, Timestamp } from './fields.ts';

export const ChatLine = z.strictObject({
  at: Timestamp,
  fromSeatId: SeatId,
  fromName: z.string(),
  text: z.string(),
});
export type ChatLine = z.infer<typeof ChatLine>;

export interface ChatMessage {
  readonly line: ChatLine;
  /** Seats that were in the room when the line was sent. Only they can read it. */
  readonly heardBy: readonly SeatId[];
}

/** The newest messages of a chat, by message id. */
export type Chat = Readonly<Record<MessageId, ChatMessage>>;

/** Returns how many of the newest texts fit into a view. At least one is always included. */
export function countOfNewest(texts: readonly string[]): number {
  let count = 0;
  let characters = 0;
  for (const text of texts.toReversed()) {
    characters += text.length;
    const full = count >= LIMITS.chatMessagesKept || characters > LIMITS.chatCharactersKept;
    if (full && count > 0) break;
    count += 1;
  }
  return count;
}

/** Chat line numbers, counted from 0, as ascending ranges; `to` is exclusive. */
export type LineNumbers = readonly { readonly from: number; readonly to: number }[];

/** Adds a line number, which must be higher than all numbers in the ranges. */
export function withLine(numbers: LineNumbers, line: number): LineNumbers {
  const last = numbers.at(-1);
  if (last?.to !== line) return [...numbers, { from: line, to: line + 1 }];
  return [...numbers.slice(0, -1), { from: last.from, to: line + 1 }];
}

export function hasLine(numbers: LineNumbers, line: number): boolean {
  return numbers.some(({ from, to }) => from <= line && line < to);
}

export function lastLineBelow(numbers: LineNumbers, before: number): number | undefined {
  const range = numbers.findLast(({ from }) => from < before);
  return range && Math.min(range.to, before) - 1;
}

type ReadableChat = Readonly<Record<MessageId, ChatLine>>;

const readableChats = new WeakMap<Chat, Map<SeatId, ReadableChat>>();

/** Returns the lines sent while a seat was in the room. Cached, so that views share objects. */
export function chatOf({ chat }: { chat: Chat }, seatId: SeatId): ReadableChat {
  const ofSeats = readableChats.get(chat) ?? new Map<SeatId, ReadableChat>();
  readableChats.set(chat, ofSeats);
  const found = ofSeats.get(seatId);
  if (found) return found;
  const lines: Record<MessageId, ChatLine> = {};
  for (const [messageId, { line, heardBy }] of Object.entries(chat))
    if (heardBy.includes(seatId)) lines[messageId as MessageId] = line;
  ofSeats.set(seatId, lines);
  return lines;
}

/** Returns the line before which `chat.earlier` continues. Undefined if the seat may read no earlier line. */
export function earlierChatOf(
  { chatEarlier, chatHeard }: { chatEarlier: number; chatHeard: Readonly<Record<SeatId, LineNumbers>> },
  seatId: SeatId,
): number | undefined {
  const last = lastLineBelow(chatHeard[seatId] ?? [], chatEarlier);
  return last === undefined ? undefined : last + 1;
}
