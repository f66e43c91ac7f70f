import {
  CirclePause,
  CirclePlay,
  type LucideIcon,
  RotateCcw,
  SkipForward,
  Undo2,
  UserRound,
} from 'lucide-react';
import type { RecruiterOrder } from '../../../shared/recruiter/recruiterView.ts';
import type { RecruiterOrders } from '../../hooks/conductor/useRecruiterOrders.ts';
import { recruiterConductor } from '../../texts/recruiterConductor.ts';
import { Button } from '../ui/Button.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { ConductorKey } from './ConductorFrame.tsx';

const texts = recruiterConductor.orders;
const ICONS: Record<RecruiterOrder, LucideIcon> = {
  pause: CirclePause,
  resume: CirclePlay,
  skip: SkipForward,
  repeat: RotateCcw,
  takeOver: UserRound,
  handBack: Undo2,
};

export function RecruiterOrderButtons({ orders }: { orders: RecruiterOrders }) {
  return (
    <fieldset aria-label={texts.bar} className="flex min-w-0 flex-col gap-2">
      <OrderButton order={pauseOrResume(orders)} orders={orders} wide />
      <div className="grid grid-cols-2 gap-2">
        <OrderButton order="repeat" orders={orders} />
        <OrderButton order="skip" orders={orders} />
      </div>
      <OrderButton order="takeOver" orders={orders} wide likely describedBy="take-over-means" />
      <p id="take-over-means" role="status" className="flex min-h-8 items-start gap-2 text-xs text-muted">
        {orders.handingOver ? (
          <>
            <Spinner className="mt-0.5 size-3.5 shrink-0" />
            {texts.handingOver}
          </>
        ) : (
          texts.takeOverMeans
        )}
      </p>
    </fieldset>
  );
}

export function OrderBar({ orders }: { orders: RecruiterOrders }) {
  return (
    <>
      <span className="contents max-sm:hidden">
        <OrderButton order={pauseOrResume(orders)} orders={orders} compact />
      </span>
      <OrderButton order="takeOver" orders={orders} compact likely />
    </>
  );
}

interface OrderButtonProps {
  order: RecruiterOrder;
  orders: RecruiterOrders;
  likely?: boolean;
  wide?: boolean;
  compact?: boolean;
  brief?: boolean;
  describedBy?: string;
}

export function OrderButton(props: OrderButtonProps) {
  const { order, orders, likely = false, wide = false, compact = false, brief = false, describedBy } = props;
  const { available, running, handingOver, give } = orders;
  const Icon = ICONS[order];
  const pending = running === order || (order === 'takeOver' && handingOver);
  return (
    <Button
      variant={likely ? 'primary' : 'secondary'}
      className={wide ? 'w-full' : ''}
      pending={pending}
      disabled={!pending && !available.includes(order)}
      aria-keyshortcuts={texts.keys[order]}
      aria-describedby={describedBy}
      data-order={order}
      icon={Icon}
      onClick={() => give(order)}
    >
      <span className={brief ? 'max-sm:sr-only' : 'contents'}>{texts.names[order]}</span>
      {!compact && <ConductorKey name={texts.keys[order]} filled={likely} />}
    </Button>
  );
}

export function pauseOrResume({ available }: Pick<RecruiterOrders, 'available'>): 'pause' | 'resume' {
  return available.includes('resume') ? 'resume' : 'pause';
}
