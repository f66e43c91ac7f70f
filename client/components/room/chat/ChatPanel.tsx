import { MessageSquare } from 'lucide-react';
import { useSession, useView } from '../../../hooks/room/session.ts';
import { useChat } from '../../../hooks/room/useChat.ts';
import { useKeptInSight } from '../../../hooks/room/useKeptInSight.ts';
import { room } from '../../../texts/room.ts';
import { Button } from '../../ui/Button.tsx';
import { ChatComposer } from './ChatComposer.tsx';
import { ChatMessage, OutgoingLine } from './ChatMessage.tsx';

/** The written talk between candidate and interviewers; those who only watch can read it. */
export function ChatPanel() {
  const { receiveOnly } = useSession();
  const { ownSeatId } = useView();
  const { lines, outgoing, outbox, earlier, loadEarlier } = useChat();
  const count = lines.length + outgoing.length;
  const newest = outgoing.at(-1)?.key ?? lines.at(-1)?.messageId;
  const log = useKeptInSight(lines[0]?.messageId);
  return (
    <>
      <div
        ref={log}
        className="min-h-0 flex-1 overflow-y-auto p-4"
        role="log"
        aria-label={room.chat.title}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing in a long chat takes focus, and without it the keyboard could not scroll it.
        tabIndex={0}
      >
        {count === 0 ? (
          <div className="flex h-full flex-col items-center justify-center gap-2 text-center text-sm text-muted">
            <MessageSquare className="size-6" aria-hidden="true" />
            <p className="font-medium text-ink">{room.chat.empty}</p>
            <p className="max-w-[28ch]">{receiveOnly ? room.chat.readOnly : room.chat.everyone}</p>
          </div>
        ) : (
          <>
            {earlier.before > 0 && <EarlierButton {...earlier} onClick={loadEarlier} />}
            <ol className="flex flex-col gap-3">
              {lines.map((line, index) => (
                <ChatMessage
                  key={line.messageId}
                  line={line}
                  own={line.fromSeatId === ownSeatId}
                  continued={lines[index - 1]?.fromSeatId === line.fromSeatId}
                />
              ))}
              {outgoing.map(message => (
                <OutgoingLine
                  key={message.key}
                  message={message}
                  onDiscard={() => outbox.discard(message.key)}
                />
              ))}
            </ol>
          </>
        )}
        {/* A new end comes with every message, and so comes into sight. */}
        <div key={newest} ref={bringIntoSight} />
      </div>
      {receiveOnly ? (
        <p className="border-t border-line p-4 text-sm text-muted">{room.chat.readOnly}</p>
      ) : (
        <ChatComposer />
      )}
    </>
  );
}

interface EarlierButtonProps {
  loading: boolean;
  problem?: string;
  onClick: () => void;
}

function EarlierButton({ loading, problem, onClick }: EarlierButtonProps) {
  return (
    <div className="mb-3 flex flex-col items-center gap-1">
      <Button size="sm" variant="quiet" pending={loading} onClick={onClick}>
        {room.chat.earlier}
      </Button>
      {problem !== undefined && (
        <p role="alert" className="text-xs text-danger-ink">
          {problem}
        </p>
      )}
    </div>
  );
}

function bringIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
