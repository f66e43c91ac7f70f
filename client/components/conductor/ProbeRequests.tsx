import { Check, Hand, X } from 'lucide-react';
import type { ProbeRequestId, SeatId } from '../../../shared/ids.ts';
import type { WaitingRequest } from '../../core/conductor/probeRequests.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useAct } from '../../hooks/room/useAct.ts';
import { conductor } from '../../texts/conductor.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';

interface ProbeRequestsProps {
  requests: readonly WaitingRequest[];
  nameOf: (seatId: SeatId) => string;
}

/** What others would like to hear asked, for the lead to settle one by one. */
export function ProbeRequests({ requests, nameOf }: ProbeRequestsProps) {
  const { client } = useSession();
  const { act } = useAct();
  const { probes } = conductor;
  const settle = (requestId: ProbeRequestId, outcome: 'asked' | 'dismissed') =>
    void act(() => client.command('probe.settle', { requestId, outcome }));
  if (requests.length === 0) return null;
  return (
    <ul
      aria-label={probes.requests}
      className="flex max-h-36 shrink-0 flex-col divide-y divide-accent/20 overflow-y-auto rounded-card bg-accent-soft px-3 text-sm in-data-[conductor=docked]:rounded-none"
    >
      {requests.map(({ requestId, fromSeatId, questionNumber, text }) => (
        <li
          key={requestId}
          className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-1.5"
          data-request={requestId}
        >
          <Hand className="size-4 shrink-0 text-accent-ink" aria-hidden="true" />
          <p className="min-w-0 flex-1 basis-48">
            <span className="text-muted">{probes.from(nameOf(fromSeatId), questionNumber)}</span> {text}
          </p>
          <div className="flex gap-1">
            <Button
              aria-label={probes.askedNamed(text)}
              icon={<Check className="size-4" aria-hidden="true" />}
              onClick={() => settle(requestId, 'asked')}
            >
              {probes.asked}
            </Button>
            <Button
              variant="quiet"
              aria-label={probes.dismissNamed(text)}
              icon={<X className="size-4" aria-hidden="true" />}
              onClick={() => settle(requestId, 'dismissed')}
            >
              {probes.dismiss}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The same in the folded line: how many. */
export function RequestCount({ requests }: Pick<ProbeRequestsProps, 'requests'>) {
  if (requests.length === 0) return null;
  return (
    <Badge tone="accent" icon={<Hand className="size-3.5" aria-hidden="true" />}>
      {requests.length}
      <span className="sr-only"> {conductor.probes.requests}</span>
    </Badge>
  );
}
