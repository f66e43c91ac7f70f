import { Radio } from 'lucide-react';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import type { RecruiterOrders } from '../../hooks/conductor/useRecruiterOrders.ts';
import { useView } from '../../hooks/room/session.ts';
import { recruiterConductor as texts } from '../../texts/recruiterConductor.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { OrderButton } from './RecruiterOrderButtons.tsx';

interface PersonTurnProps {
  recruiter: RecruiterView;
  /** Lets the lead direct the recruiter. Absent for evaluators who don't lead the interview. */
  orders?: RecruiterOrders;
}

export function PersonTurn({ recruiter: { personSeatId }, orders }: PersonTurnProps) {
  const { seats, ownSeatId } = useView();
  const own = personSeatId === ownSeatId;
  return (
    <div
      data-turn="person"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 rounded-card bg-accent-soft px-3 py-1.5 text-sm in-data-[conductor=docked]:rounded-none"
    >
      <Radio className="size-4 shrink-0 text-accent-ink" />
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

export function HandBackDialog({ orders: { choosing, choose } }: { orders: RecruiterOrders }) {
  const { next } = texts.orders;
  return (
    <Dialog
      open={choosing}
      onOpenChange={open => !open && choose(undefined)}
      title={next.title}
      description={next.body}
      footer={
        <>
          <Button onClick={() => choose(undefined)}>{uiTexts.cancel}</Button>
          <Button onClick={() => choose('following')}>{next.following}</Button>
          <Button variant="primary" onClick={() => choose('same')}>
            {next.same}
          </Button>
        </>
      }
    />
  );
}
