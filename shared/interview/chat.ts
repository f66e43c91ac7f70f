import { z } from 'zod';
import { SeatId } from '../ids.ts';
import { LIMITS, Timestamp } from './fields.ts';

/** A line of chat as those who may read it see it. */
export const ChatLine = z.strictObject({
  at: Timestamp,
  fromSeatId: SeatId,
  fromName: z.string(),
  text: z.string(),
});
export type ChatLine = z.infer<typeof ChatLine>;

/** How many of the last of these texts go out together: one in any case. */
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
