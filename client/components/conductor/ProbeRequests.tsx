import { Check, X } from 'lucide-react';
import type { ProbeRequestId } from '../../../shared/ids.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { waitingRequests } from '../../core/conductor/probeRequests.ts';
import { useOwnSeat, useSession, useView } from '../../hooks/room/session.ts';
import { useAct } from '../../hooks/room/useAct.ts';
import { conductor } from '../../texts/conductor.ts';
import { Button } from '../ui/Button.tsx';

/** What others would like to hear asked, for the lead to settle one by one. */
export function ProbeRequests({ kit, rubric }: { kit: InterviewKit; rubric: RubricView }) {
  const { client } = useSession();
  const { seats } = useView();
  const { seatId } = useOwnSeat();
  const { act } = useAct();
  const { probes } = conductor;
  // The lead's own are on their way to being marked as asked.
  const waiting = waitingRequests(kit, rubric.probes).filter(({ fromSeatId }) => fromSeatId !== seatId);
  const nameOf = (id: keyof typeof seats) => seats[id]?.displayName ?? '';
  const settle = (requestId: ProbeRequestId, outcome: 'asked' | 'dismissed') =>
    void act(() => client.command('probe.settle', { requestId, outcome }));

  return (
    <>
      <p role="status" className="sr-only">
        {waiting.map(({ fromSeatId, text }) => probes.announce(nameOf(fromSeatId), text)).at(-1)}
      </p>
      {waiting.length > 0 && (
        <section
          aria-label={probes.requests}
          className="flex flex-col gap-2 rounded-control bg-accent-soft p-3"
        >
          <h3 className="text-xs font-medium text-accent-ink">{probes.requests}</h3>
          <ul className="flex flex-col gap-2">
            {waiting.map(({ requestId, fromSeatId, questionNumber, text }) => (
              <li
                key={requestId}
                className="flex flex-wrap items-center gap-x-3 gap-y-1.5"
                data-request={requestId}
              >
                <p className="min-w-0 flex-1 basis-56 text-sm">
                  {text}
                  <span className="block text-xs text-muted">
                    {probes.from(nameOf(fromSeatId), questionNumber)}
                  </span>
                </p>
                <div className="flex gap-2">
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
        </section>
      )}
    </>
  );
}
