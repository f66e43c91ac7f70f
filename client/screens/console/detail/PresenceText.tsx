import type { SeatView } from '../../../../shared/interview/view.ts';
import { StatusDot, type StatusTone } from '../../../components/ui/Badge.tsx';
import { useNow } from '../../../hooks/useNow.ts';
import { consoleTexts as texts } from '../../../texts/console.ts';
import { formatDistance, formatDuration } from '../../../texts/times.ts';

const DOTS: Record<SeatView['presence'], StatusTone> = {
  invited: 'off',
  preparing: 'warning',
  waiting: 'ok',
  inside: 'ok',
  reconnecting: 'warning',
  left: 'off',
  removed: 'danger',
};

/** Where the person is now, in words. Changes are spoken politely. */
export function PresenceText({ seat }: { seat: SeatView }) {
  const now = useNow(15_000);
  return (
    <p className="flex items-center gap-2 text-sm text-muted">
      <StatusDot tone={DOTS[seat.presence]} />
      <span>
        <span aria-live="polite">{texts.presence[seat.presence]}</span>
        {seat.presence !== 'invited' && <span> · {sinceText(seat, now)}</span>}
      </span>
    </p>
  );
}

/** How long a state has lasted, or how long ago what happened happened. */
function sinceText({ presence, presenceSince }: SeatView, now: number): string {
  const over = presence === 'left' || presence === 'removed' || presence === 'reconnecting';
  return over ? formatDistance(presenceSince, now) : formatDuration(now - presenceSince);
}
