import { useEffect, useRef } from 'react';
import type { ChatLine as Line } from '../../../shared/interview/chat.ts';
import { useSession, useView } from './session.ts';
import { useStore } from './useStore.ts';

export type ChatLine = Line & { messageId: string };

export function useChat() {
  const { outbox, history } = useSession();
  const { chat } = useView();
  const outgoing = useStore(outbox.messages);
  const earlier = useStore(history.earlier);
  const lines: ChatLine[] = Object.entries({ ...earlier.lines, ...chat })
    .map(([messageId, message]) => ({ messageId, ...message }))
    .sort((a, b) => a.at - b.at || a.messageId.localeCompare(b.messageId));
  return {
    lines,
    outgoing: outgoing.filter(({ messageId }) => messageId === undefined || !(messageId in chat)),
    outbox,
    earlier,
    loadEarlier: () => void history.load(),
  };
}

/** Returns how many messages of other people arrived since the chat was last open. */
export function useUnread(open: boolean): number {
  const view = useView();
  const seen = useRef<ReadonlySet<string>>(new Set(Object.keys(view.chat)));
  useEffect(() => {
    if (open) seen.current = new Set(Object.keys(view.chat));
  }, [open, view.chat]);
  if (open) return 0;
  return Object.entries(view.chat).filter(
    ([messageId, message]) => !seen.current.has(messageId) && message.fromSeatId !== view.ownSeatId,
  ).length;
}
