import { Camera, Mic, Wifi } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Setup } from '../../../../shared/interview/setup.ts';
import { isReceiveOnly, type SeatRole } from '../../../../shared/roles.ts';
import { prejoin } from '../../../texts/prejoin.ts';
import { room } from '../../../texts/room.ts';
import { classNames } from '../../ui/classNames.ts';

const DEVICES = [
  { kind: 'camera', Icon: Camera },
  { kind: 'microphone', Icon: Mic },
] as const;

/** How far a person has come in pre-join, so that staff can help before the clock runs. */
export function SetupFacts({ setup, role }: { setup: Setup; role: SeatRole }) {
  const { check, connection } = room.people;
  const sends = !isReceiveOnly(role);
  return (
    <dl className="ml-12 flex flex-col gap-1 text-xs">
      {sends &&
        DEVICES.map(({ kind, Icon }) => (
          <Fact
            key={kind}
            icon={<Icon className="size-3.5" aria-hidden="true" />}
            name={prejoin.checks[kind]}
            trouble={isTrouble(setup[kind])}
          >
            {check[setup[kind]]}
          </Fact>
        ))}
      <Fact
        icon={<Wifi className="size-3.5" aria-hidden="true" />}
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

interface FactProps {
  icon: ReactNode;
  name: string;
  trouble: boolean;
  children: ReactNode;
}

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

function isTrouble(check: Setup['camera']): boolean {
  return check === 'denied' || check === 'missing' || check === 'busy';
}
