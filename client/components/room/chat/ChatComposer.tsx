import { SendHorizontal } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { LIMITS } from '../../../../shared/interview/fields.ts';
import { isComposing } from '../../../core/composing.ts';
import { useSession } from '../../../hooks/room/session.ts';
import { useMay } from '../../../hooks/room/useMay.ts';
import { useStore } from '../../../hooks/room/useStore.ts';
import { room } from '../../../texts/room.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { TextArea } from '../../ui/TextArea.tsx';

/** Enter sends, Shift and Enter makes a new line. Works while the connection is away: the message waits. */
export function ChatComposer() {
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
        icon={<SendHorizontal className="size-5" aria-hidden="true" />}
      />
    </form>
  );
}
