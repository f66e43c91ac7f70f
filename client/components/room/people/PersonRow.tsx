import { Crown } from 'lucide-react';
import type { SeatView } from '../../../../shared/interview/view.ts';
import { useSession, useView } from '../../../hooks/room/session.ts';
import { useAct } from '../../../hooks/room/useAct.ts';
import { useMay } from '../../../hooks/room/useMay.ts';
import { common } from '../../../texts/common.ts';
import { room } from '../../../texts/room.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { StatusDot, type StatusTone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { SetupFacts } from './SetupFacts.tsx';

const TONES: Record<SeatView['presence'], StatusTone> = {
  inside: 'ok',
  waiting: 'warning',
  preparing: 'warning',
  reconnecting: 'danger',
  invited: 'off',
  left: 'off',
  removed: 'off',
};

/** One person: who, where, how far their set-up is, and what may be done about them. */
export function PersonRow({ seat, own }: { seat: SeatView; own: boolean }) {
  const { client } = useSession();
  const { leadSeatId } = useView();
  const mayAdmit = useMay('seat.admit');
  const { act, pending } = useAct();
  const waits = seat.role === 'candidate' && seat.presence === 'waiting' && mayAdmit;
  const preparing = seat.presence === 'preparing' || seat.presence === 'waiting';
  return (
    <li className="flex flex-col gap-2 py-2.5" data-seat-id={seat.seatId} data-presence={seat.presence}>
      <div className="flex items-center gap-3">
        <Avatar name={seat.displayName} />
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-1.5 text-sm font-medium">
            <span dir="auto" className="truncate">
              {seat.displayName}
            </span>
            {own && <span className="font-normal text-muted">({room.you})</span>}
            {seat.seatId === leadSeatId && (
              <span className="inline-flex shrink-0 items-center gap-1 text-xs font-normal text-accent-ink">
                <Crown className="size-3.5" aria-hidden="true" />
                {room.lead}
              </span>
            )}
          </p>
          <p className="flex items-center gap-1.5 text-xs text-muted">
            <StatusDot tone={TONES[seat.presence]} />
            {common.roles[seat.role]} · {room.people.presence[seat.presence]}
          </p>
        </div>
        {waits && (
          <Button
            variant="primary"
            pending={pending}
            aria-label={room.lobby.admitNamed(seat.displayName)}
            onClick={() => void act(() => client.command('seat.admit', { seatId: seat.seatId }))}
          >
            {room.lobby.admit}
          </Button>
        )}
        {!own && <PersonMenu seat={seat} />}
      </div>
      {!own && preparing && seat.setup && <SetupFacts setup={seat.setup} role={seat.role} />}
    </li>
  );
}
