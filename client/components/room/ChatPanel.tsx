import { CircleAlert, Clock, MessageSquare, SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { LIMITS } from '../../../shared/interview/fields.ts';
import type { OutgoingMessage } from '../../core/chat.ts';
import { isComposing } from '../../core/composing.ts';
import { linkedParts } from '../../core/linkedText.ts';
import { useSession, useView } from '../../hooks/room/session.ts';
import { type ChatLine, useChat } from '../../hooks/room/useChat.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { room } from '../../texts/room.ts';
import { formatTime } from '../../texts/times.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { TextArea } from '../ui/TextArea.tsx';

export function ChatPanel() {
  const { receiveOnly } = useSession();
  const { ownSeatId } = useView();
  const { lines, outgoing, outbox, earlier, loadEarlier } = useChat();
  const count = lines.length + outgoing.length;
  const newest = outgoing.at(-1)?.key ?? lines.at(-1)?.messageId;
  const log = useScrollAnchor(lines[0]?.messageId);
  return (
    <>
      <div
        ref={log}
        className="min-h-0 flex-1 overflow-y-auto p-4"
        role="log"
        aria-label={room.chat.title}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: focusable, so that the keyboard can scroll it
        tabIndex={0}
      >
        {count === 0 ? (
          <div className="flex h-full flex-col items-center justify-center gap-2 text-center text-sm text-muted">
            <MessageSquare className="size-6" />
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
        {/* Each message changes the key, so React mounts a new element, which scrolls into view. */}
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

type EarlierButtonProps = { loading: boolean; problem?: string; onClick: () => void };

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

const BUBBLE = 'max-w-[85%] rounded-card px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere';

function ChatMessage({ line, own, continued }: { line: ChatLine; own: boolean; continued: boolean }) {
  return (
    <li
      className={classNames('flex flex-col gap-1', own ? 'items-end' : 'items-start', continued && '-mt-1.5')}
    >
      {!continued && (
        <p className="text-xs text-muted">
          <span className="font-medium text-ink">{own ? room.you : line.fromName}</span>{' '}
          <time dateTime={new Date(line.at).toISOString()}>{formatTime(line.at)}</time>
        </p>
      )}
      <p className={classNames(BUBBLE, own ? 'bg-accent-soft' : 'bg-raised')}>
        <LinkedText text={line.text} />
      </p>
    </li>
  );
}

/** Shows addresses as links. They open in another tab, because leaving the page would leave the room. */
function LinkedText({ text }: { text: string }) {
  return linkedParts(text).map(({ start, text: part, href }) =>
    href === undefined ? (
      part
    ) : (
      <a
        key={start}
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="font-medium text-accent-ink underline underline-offset-2"
      >
        {part}
      </a>
    ),
  );
}

function OutgoingLine({ message, onDiscard }: { message: OutgoingMessage; onDiscard: () => void }) {
  const refused = message.state === 'refused';
  return (
    <li className="flex flex-col items-end gap-1">
      <p className={classNames(BUBBLE, 'bg-accent-soft', message.state === 'sending' && 'opacity-75')}>
        <LinkedText text={message.text} />
      </p>
      {refused ? (
        <p className="flex items-center gap-2 text-xs text-danger-ink">
          <CircleAlert className="size-3.5" />
          {message.problem}
          <Button size="sm" variant="quiet" onClick={onDiscard}>
            {room.chat.discard}
          </Button>
        </p>
      ) : (
        <p className="flex items-center gap-1.5 text-xs text-muted">
          {message.state === 'sending' && <Clock className="size-3.5" />}
          {message.state === 'sending' ? room.chat.sending : room.chat.sent}
        </p>
      )}
    </li>
  );
}

/** Field for a new message. Enter sends, and Shift+Enter starts a new line. */
function ChatComposer() {
  const { outbox } = useSession();
  const maySend = useMay('chat.send');
  const text = useStore(outbox.draft);
  const trimmed = text.trim();
  const excess = trimmed.length - LIMITS.chatText;

  const send = () => {
    if (trimmed === '' || excess > 0 || !maySend) return;
    outbox.draft.set('');
    void outbox.send(trimmed);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className="flex items-end gap-2 border-t border-line p-3"
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
    >
      <div className="min-w-0 flex-1">
        <TextArea
          label={room.chat.label}
          hideLabel
          rows={1}
          className="max-h-32 min-h-10 resize-none! field-sizing-content"
          placeholder={maySend ? room.chat.placeholder : room.chat.notNow}
          disabled={!maySend}
          value={text}
          error={excess > 0 ? room.chat.tooLong(excess) : undefined}
          onChange={event => outbox.draft.set(event.target.value)}
          onKeyDown={press}
        />
      </div>
      <IconButton
        type="submit"
        label={room.chat.send}
        variant={trimmed ? 'primary' : 'quiet'}
        disabled={trimmed === '' || excess > 0 || !maySend}
        icon={SendHorizontal}
      />
    </form>
  );
}

/** Keeps visible messages in place when older messages load above. At the top, browsers don't do this. */
function useScrollAnchor(first: string | undefined): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const was = useRef({ first, fromEnd: 0 });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    if (was.current.first !== undefined && was.current.first !== first) {
      element.scrollTop = element.scrollHeight - was.current.fromEnd;
      if (document.activeElement === document.body) element.focus({ preventScroll: true });
    }
    was.current = { first, fromEnd: element.scrollHeight - element.scrollTop };
  });
  return list;
}
