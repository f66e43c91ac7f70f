import type { RecruiterOrders } from '../../hooks/conductor/useRecruiterOrders.ts';
import { recruiterConductor } from '../../texts/recruiterConductor.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

const texts = recruiterConductor.orders.next;

/** Asks the lead who hands back before the open question was answered. */
export function HandBackDialog({ orders: { choosing, choose } }: { orders: RecruiterOrders }) {
  return (
    <Dialog
      open={choosing}
      onOpenChange={open => !open && choose(undefined)}
      title={texts.title}
      description={texts.body}
      footer={
        <>
          <Button onClick={() => choose(undefined)}>{uiTexts.cancel}</Button>
          <Button onClick={() => choose('following')}>{texts.following}</Button>
          <Button variant="primary" onClick={() => choose('same')}>
            {texts.same}
          </Button>
        </>
      }
    />
  );
}
