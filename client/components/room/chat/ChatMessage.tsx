import { CircleAlert, Clock } from 'lucide-react';
import type { OutgoingMessage } from '../../../core/chat.ts';
import type { ChatLine } from '../../../hooks/room/useChat.ts';
import { room } from '../../../texts/room.ts';
import { formatTime } from '../../../texts/times.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/classNames.ts';

const BUBBLE = 'max-w-[85%] rounded-card px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere';

interface ChatMessageProps {
  line: ChatLine;
  own: boolean;
  /** The same person wrote the message before. */
  continued: boolean;
}

export function ChatMessage({ line, own, continued }: ChatMessageProps) {
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
      <p className={classNames(BUBBLE, own ? 'bg-accent-soft' : 'bg-raised')}>{line.text}</p>
    </li>
  );
}

interface OutgoingLineProps {
  message: OutgoingMessage;
  onDiscard: () => void;
}

/** A message on its way: it is there at once, and says honestly whether the server has it. */
export function OutgoingLine({ message, onDiscard }: OutgoingLineProps) {
  const refused = message.state === 'refused';
  return (
    <li className="flex flex-col items-end gap-1">
      <p className={classNames(BUBBLE, 'bg-accent-soft', message.state === 'sending' && 'opacity-75')}>
        {message.text}
      </p>
      {refused ? (
        <p className="flex items-center gap-2 text-xs text-danger-ink">
          <CircleAlert className="size-3.5" aria-hidden="true" />
          {message.problem}
          <Button size="sm" variant="quiet" onClick={onDiscard}>
            {room.chat.discard}
          </Button>
        </p>
      ) : (
        <p className="flex items-center gap-1.5 text-xs text-muted">
          {message.state === 'sending' && <Clock className="size-3.5" aria-hidden="true" />}
          {message.state === 'sending' ? room.chat.sending : room.chat.sent}
        </p>
      )}
    </li>
  );
}
