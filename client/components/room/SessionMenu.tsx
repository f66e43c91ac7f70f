import { Clock, Crown, DoorClosed, Square } from 'lucide-react';
import { useState } from 'react';
import { toast } from '../../core/toast.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useAct } from '../../hooks/room/useAct.ts';
import { room } from '../../texts/room.ts';
import { formatTime } from '../../texts/times.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { ControlButton } from './ControlButton.tsx';

const EXTENSIONS_MINUTES = [5, 10, 15] as const;

/** What only the lead may do with the session as a whole. */
export function SessionMenu() {
  const { client } = useSession();
  const [asking, setAsking] = useState<'close' | 'end'>();
  const { act, pending } = useAct();
  const { session } = room;

  const extend = (minutes: number) =>
    act(async () => {
      const { endsAt } = await client.command('session.extend', { minutes });
      toast.success(session.extended(formatTime(endsAt)));
    });
  const confirm = async (name: 'session.close' | 'session.end') => {
    if (await act(() => client.command(name, {}))) setAsking(undefined);
  };

  return (
    <>
      <Menu
        side="top"
        trigger={
          <ControlButton
            label={room.controls.session}
            text={room.controls.session}
            icon={<Crown className="size-5" aria-hidden="true" />}
          />
        }
      >
        {EXTENSIONS_MINUTES.map(minutes => (
          <MenuItem
            key={minutes}
            icon={<Clock className="size-4" aria-hidden="true" />}
            onSelect={() => void extend(minutes)}
          >
            {session.extend(minutes)}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem
          icon={<DoorClosed className="size-4" aria-hidden="true" />}
          onSelect={() => setAsking('close')}
        >
          {session.close}
        </MenuItem>
        <MenuItem
          danger
          icon={<Square className="size-4" aria-hidden="true" />}
          onSelect={() => setAsking('end')}
        >
          {session.end}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={asking === 'close'}
        onOpenChange={open => setAsking(open ? 'close' : undefined)}
        title={session.closeTitle}
        description={session.closeBody}
        confirmLabel={session.closeConfirm}
        pending={pending}
        onConfirm={() => void confirm('session.close')}
      />
      <ConfirmDialog
        open={asking === 'end'}
        onOpenChange={open => setAsking(open ? 'end' : undefined)}
        title={session.endTitle}
        description={session.endBody}
        confirmLabel={session.endConfirm}
        danger
        pending={pending}
        onConfirm={() => void confirm('session.end')}
      />
    </>
  );
}
