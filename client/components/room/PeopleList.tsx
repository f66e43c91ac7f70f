import { Camera, Crown, Mic, Wifi } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Setup } from '../../../shared/interview/setup.ts';
import type { InterviewView, SeatView } from '../../../shared/interview/view.ts';
import { isReceiveOnly, type SeatRole } from '../../../shared/roles.ts';
import { isInRoom, seatsInOrder } from '../../core/seats.ts';
import { useOwnSeat, useSession, useView } from '../../hooks/room/session.ts';
import { useCommand } from '../../hooks/room/useCommand.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { common } from '../../texts/common.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { room } from '../../texts/room.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { StatusDot, type StatusTone } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { PersonMenu } from './PersonMenu.tsx';

export function PeopleList() {
  const view = useView();
  const own = useOwnSeat();
  const groups = groupByLocation(view);
  return (
    <div className="flex flex-col gap-4">
      {LOCATIONS.filter(location => groups[location].length > 0).map(location => (
        <section key={location} className="flex flex-col gap-1" aria-label={room.people[location]}>
          <h3 className="text-xs font-medium text-muted">
            {room.people[location]} ({groups[location].length})
          </h3>
          <ul className="flex flex-col divide-y divide-line">
            {groups[location].map(seat => (
              <PersonRow key={seat.seatId} seat={seat} own={seat.seatId === own.seatId} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const LOCATIONS = ['waiting', 'inside', 'away'] as const;
type Location = (typeof LOCATIONS)[number];

function groupByLocation(view: InterviewView): Record<Location, SeatView[]> {
  const groups: Record<Location, SeatView[]> = { waiting: [], inside: [], away: [] };
  for (const seat of seatsInOrder(view)) groups[locationOf(seat, view)].push(seat);
  return groups;
}

function locationOf(seat: SeatView, { phase }: InterviewView): Location {
  switch (seat.presence) {
    case 'preparing':
    case 'waiting':
      return 'waiting';
    case 'inside':
    case 'reconnecting':
      return phase === 'open' && isInRoom(seat) ? 'inside' : 'waiting';
    default:
      return 'away';
  }
}

const TONES: Record<SeatView['presence'], StatusTone> = {
  inside: 'ok',
  waiting: 'warning',
  preparing: 'warning',
  reconnecting: 'danger',
  invited: 'off',
  left: 'off',
  removed: 'off',
};

function PersonRow({ seat, own }: { seat: SeatView; own: boolean }) {
  const { client } = useSession();
  const { leadSeatId } = useView();
  const mayAdmit = useMay('seat.admit');
  const { act, pending } = useCommand();
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
                <Crown className="size-3.5" />
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

const TROUBLES: ReadonlySet<Setup['camera']> = new Set(['denied', 'missing', 'busy']);
const DEVICES = [
  { kind: 'camera', Icon: Camera },
  { kind: 'microphone', Icon: Mic },
] as const;

function SetupFacts({ setup, role }: { setup: Setup; role: SeatRole }) {
  const { check, connection, unheard } = room.people;
  const sends = !isReceiveOnly(role);
  return (
    <dl className="ml-12 flex flex-col gap-1 text-xs">
      {sends &&
        DEVICES.map(({ kind, Icon }) => (
          <Fact
            key={kind}
            icon={<Icon className="size-3.5" />}
            name={prejoin.checks[kind]}
            trouble={TROUBLES.has(setup[kind])}
          >
            {kind === 'microphone' && setup[kind] === 'unchecked' ? unheard : check[setup[kind]]}
          </Fact>
        ))}
      <Fact
        icon={<Wifi className="size-3.5" />}
        name={prejoin.checks.connection}
        trouble={setup.connection === 'failed'}
      >
        {connection[setup.connection]}
        {setup.roundTripMs !== undefined && `, ${Math.max(1, setup.roundTripMs)} ms`}
      </Fact>
      <div className="text-muted">
        <dt className="sr-only">{room.people.browser}</dt>
        <dd>{setup.browser}</dd>
      </div>
    </dl>
  );
}

type FactProps = { icon: ReactNode; name: string; trouble: boolean; children: ReactNode };

function Fact({ icon, name, trouble, children }: FactProps) {
  return (
    <div className={classNames('flex items-center gap-1.5', trouble ? 'text-warning-ink' : 'text-muted')}>
      <dt className="flex items-center gap-1.5">
        {icon}
        {name}:
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
