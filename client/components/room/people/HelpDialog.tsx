import { useState } from 'react';
import { LIMITS } from '../../../../shared/interview/fields.ts';
import type { SeatView } from '../../../../shared/interview/view.ts';
import { toast } from '../../../core/toast.ts';
import { useSession } from '../../../hooks/room/session.ts';
import { useAct } from '../../../hooks/room/useAct.ts';
import { room } from '../../../texts/room.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/TextArea.tsx';

interface HelpDialogProps {
  seat: SeatView;
  open: boolean;
  onClose: () => void;
}

/** One line of help to a person who is still setting up; it appears on their page at once. */
export function HelpDialog({ seat, open, onClose }: HelpDialogProps) {
  const { client } = useSession();
  const [text, setText] = useState('');
  const { act, pending } = useAct();
  const { people } = room;

  const send = async () => {
    const line = text.trim();
    const sent = await act(() => client.command('help.send', { toSeatId: seat.seatId, text: line }));
    if (!sent) return;
    setText('');
    onClose();
    toast.success(people.helpSent);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={next => {
        if (next) return;
        setText('');
        onClose();
      }}
      title={people.helpTitle(seat.displayName)}
      footer={
        <Button variant="primary" disabled={text.trim() === ''} pending={pending} onClick={() => void send()}>
          {people.helpSend}
        </Button>
      }
    >
      <TextArea
        label={people.helpLabel}
        maxLength={LIMITS.helpText}
        value={text}
        onChange={event => setText(event.target.value)}
      />
    </Dialog>
  );
}
