import { Radio } from 'lucide-react';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import type { RecruiterOrders } from '../../hooks/conductor/useRecruiterOrders.ts';
import { useView } from '../../hooks/room/session.ts';
import { recruiterConductor as texts } from '../../texts/recruiterConductor.ts';
import { OrderButton } from './RecruiterOrderButtons.tsx';

interface PersonTurnProps {
  recruiter: RecruiterView;
  /** The lead's; others only read who asks. */
  orders?: RecruiterOrders;
}

/** That a person has taken over from the virtual recruiter, and the way back. */
export function PersonTurn({ recruiter: { personSeatId }, orders }: PersonTurnProps) {
  const { seats, ownSeatId } = useView();
  const own = personSeatId === ownSeatId;
  return (
    <div
      data-turn="person"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 rounded-card bg-accent-soft px-3 py-1.5 text-sm in-data-[conductor=docked]:rounded-none"
    >
      <Radio className="size-4 shrink-0 text-accent-ink" aria-hidden="true" />
      <p className="min-w-0 flex-1 basis-48">
        <span className="font-medium">
          {own
            ? texts.orders.yourTurn
            : texts.turn('person', personSeatId && seats[personSeatId]?.displayName)}
        </span>
        {own && orders && <span className="text-muted max-sm:hidden"> {texts.orders.handBackMeans}</span>}
      </p>
      {orders && <OrderButton order="handBack" orders={orders} likely />}
    </div>
  );
}
