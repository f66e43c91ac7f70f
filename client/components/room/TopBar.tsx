import { Eye } from 'lucide-react';
import { useAnsweredRecruiter, useServerNow, useSession, useView } from '../../hooks/room/session.ts';
import { formatClock } from '../../texts/clock.ts';
import { room } from '../../texts/room.ts';
import { Badge } from '../ui/Badge.tsx';
import { RecordingBadge } from './Recording.tsx';

export function TopBar() {
  const view = useView();
  const { receiveOnly } = useSession();
  // Candidates whom the virtual recruiter interviews see the time of their answer instead.
  const timed = useAnsweredRecruiter() === undefined;
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 px-1 sm:px-2">
      <h1
        dir="auto"
        className="min-w-0 flex-1 basis-40 truncate short:basis-12 text-base font-semibold"
        title={view.title}
      >
        {view.title}
      </h1>
      <div className="flex items-center gap-1.5 max-sm:order-last max-sm:basis-full short:order-none short:basis-auto">
        <RecordingBadge />
        {/* Practice usually has no observers, so the badge appears there only while a person watches. */}
        {(!view.practice || view.watching > 0) && <Badge icon={Eye}>{room.watching(view.watching)}</Badge>}
        {receiveOnly && (
          <Badge tone="accent" className="max-sm:hidden">
            {room.watcherNote}
          </Badge>
        )}
      </div>
      {timed && <Timer />}
      {receiveOnly && (
        <p className="order-last basis-full text-xs text-accent-ink sm:hidden">{room.watcherNote}</p>
      )}
    </header>
  );
}

/** Shows the elapsed and remaining time. The interview continues after the time is over. */
function Timer() {
  const { openedAt, endsAt } = useView();
  const now = useServerNow();
  if (openedAt === undefined) return null;
  const rest = endsAt === undefined ? undefined : restText(endsAt - now);
  return (
    <div className="flex shrink-0 items-baseline gap-2 text-sm tabular-nums" data-timer>
      <span role="timer" aria-label={room.timer} className="font-medium">
        {formatClock(now - openedAt)}
      </span>
      {rest && (
        <span className={endsAt !== undefined && now > endsAt ? 'text-warning-ink' : 'text-muted'}>
          {rest}
        </span>
      )}
    </div>
  );
}

function restText(restMs: number): string {
  const minutes = Math.ceil(Math.abs(restMs) / 60_000);
  if (restMs > 0) return room.left(minutes);
  return minutes <= 1 ? room.onTime : room.over(minutes - 1);
}
