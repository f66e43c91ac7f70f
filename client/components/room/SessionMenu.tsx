import { CircleOff, CirclePlay, Clock, Crown, DoorClosed, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { leadOrder } from '../../core/recordingStatus.ts';
import { toast } from '../../core/toast.ts';
import { useSession, useView } from '../../hooks/room/session.ts';
import { useCommand } from '../../hooks/room/useCommand.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { room } from '../../texts/room.ts';
import { roomRecording } from '../../texts/roomRecording.ts';
import { formatTime } from '../../texts/times.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { ControlButton } from './ControlButton.tsx';

const EXTENSIONS_MINUTES = [5, 10, 15] as const;

type Asked = 'session.close' | 'recording.erase';

/** Asks whether to end the interview for everyone. */
export function EndDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { client } = useSession();
  const { act, pending } = useCommand();
  const { session } = room;
  const end = async () => {
    if (await act(() => client.command('session.end', {}))) onOpenChange(false);
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      pending={pending}
      onConfirm={() => void end()}
      title={session.endTitle}
      description={session.endBody}
      confirmLabel={session.endConfirm}
      danger
    />
  );
}

export function SessionMenu() {
  const { client } = useSession();
  const [asking, setAsking] = useState<Asked>();
  const [ending, setEnding] = useState(false);
  const { act, pending } = useCommand();
  const { recording } = useView();
  const mayErase = useMay('recording.erase');
  const { session } = room;
  const { order, label } = leadOrder(recording);

  const extend = (minutes: number) =>
    act(async () => {
      const { endsAt } = await client.command('session.extend', { minutes });
      toast.success(session.extended(formatTime(endsAt)));
    });
  const confirm = async (name: Asked) => {
    if (await act(() => client.command(name, {}))) setAsking(undefined);
  };
  const confirmed = (name: Asked) => ({
    open: asking === name,
    onOpenChange: (open: boolean) => setAsking(open ? name : undefined),
    pending,
    onConfirm: () => void confirm(name),
  });

  return (
    <>
      <Menu
        side="top"
        trigger={<ControlButton label={room.controls.session} text={room.controls.session} icon={Crown} />}
      >
        {EXTENSIONS_MINUTES.map(minutes => (
          <MenuItem key={minutes} icon={Clock} onSelect={() => void extend(minutes)}>
            {session.extend(minutes)}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem
          icon={order === 'resume' ? CirclePlay : CircleOff}
          onSelect={() => void act(() => client.command('recording.direct', { order }))}
        >
          {label}
        </MenuItem>
        {recording.kept && mayErase && (
          <MenuItem danger icon={Trash2} onSelect={() => setAsking('recording.erase')}>
            {roomRecording.erase}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={DoorClosed} onSelect={() => setAsking('session.close')}>
          {session.close}
        </MenuItem>
        <MenuItem danger icon={Square} onSelect={() => setEnding(true)}>
          {session.end}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        {...confirmed('session.close')}
        title={session.closeTitle}
        description={session.closeBody}
        confirmLabel={session.closeConfirm}
      />
      <EndDialog open={ending} onOpenChange={setEnding} />
      <ConfirmDialog
        {...confirmed('recording.erase')}
        title={roomRecording.eraseTitle}
        description={roomRecording.eraseBody}
        acknowledgement={roomRecording.eraseKnown}
        confirmLabel={roomRecording.eraseConfirm}
        cancelLabel={roomRecording.eraseKeep}
        danger
      />
    </>
  );
}
