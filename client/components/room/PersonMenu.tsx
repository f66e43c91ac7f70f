import { Crown, DoorOpen, EllipsisVertical, MessageCircleQuestion, UserX } from 'lucide-react';
import { useState } from 'react';
import { LIMITS } from '../../../shared/interview/fields.ts';
import type { SeatView } from '../../../shared/interview/view.ts';
import { isInRoom } from '../../core/seats.ts';
import { toast } from '../../core/toast.ts';
import { useSession, useView } from '../../hooks/room/session.ts';
import { useCommand } from '../../hooks/room/useCommand.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { room } from '../../texts/room.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { TextArea } from '../ui/TextArea.tsx';

export function PersonMenu({ seat }: { seat: SeatView }) {
  const { client } = useSession();
  const options = usePersonOptions(seat);
  const [asking, setAsking] = useState<'lead' | 'remove' | 'help'>();
  const { act, pending } = useCommand();
  const { people } = room;
  const { seatId, displayName } = seat;
  if (!Object.values(options).some(Boolean)) return null;

  const close = () => setAsking(undefined);
  const confirm = async (name: 'lead.transfer' | 'seat.remove') => {
    if (await act(() => client.command(name, { seatId }))) close();
  };
  return (
    <>
      <Menu trigger={<IconButton label={people.menu(displayName)} icon={EllipsisVertical} />}>
        {options.help && (
          <MenuItem icon={MessageCircleQuestion} onSelect={() => setAsking('help')}>
            {people.help}
          </MenuItem>
        )}
        {options.lead && (
          <MenuItem icon={Crown} onSelect={() => setAsking('lead')}>
            {people.makeLead}
          </MenuItem>
        )}
        {options.sendToLobby && (
          <MenuItem
            icon={DoorOpen}
            onSelect={() => void act(() => client.command('seat.sendToLobby', { seatId }))}
          >
            {people.sendToLobby}
          </MenuItem>
        )}
        {options.remove && (
          <MenuItem danger icon={UserX} onSelect={() => setAsking('remove')}>
            {people.remove}
          </MenuItem>
        )}
      </Menu>
      <HelpDialog seat={seat} open={asking === 'help'} onClose={close} />
      <ConfirmDialog
        open={asking === 'lead' || asking === 'remove'}
        onOpenChange={close}
        {...(asking === 'lead'
          ? {
              title: people.leadTitle(displayName),
              description: people.leadBody,
              confirmLabel: people.leadConfirm,
            }
          : {
              title: people.removeTitle(displayName),
              description: people.removeBody,
              confirmLabel: people.removeConfirm,
              danger: true,
            })}
        pending={pending}
        onConfirm={() => void confirm(asking === 'lead' ? 'lead.transfer' : 'seat.remove')}
      />
    </>
  );
}

function usePersonOptions(seat: SeatView) {
  const { role, presence, seatId } = seat;
  const { leadSeatId } = useView();
  const mayTransfer = useMay('lead.transfer');
  const mayAdmit = useMay('seat.admit');
  const mayRemove = useMay('seat.remove');
  const mayHelp = useMay('help.send');
  return {
    help: mayHelp && (presence === 'preparing' || presence === 'waiting') && role === 'candidate',
    lead: mayTransfer && role === 'interviewer' && seatId !== leadSeatId && presence !== 'removed',
    sendToLobby: mayAdmit && role === 'candidate' && isInRoom(seat),
    remove: mayRemove && presence !== 'removed',
  };
}

function HelpDialog({ seat, open, onClose }: { seat: SeatView; open: boolean; onClose: () => void }) {
  const { client } = useSession();
  const [text, setText] = useState('');
  const { act, pending } = useCommand();
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
