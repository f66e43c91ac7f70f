import { AlarmClock, CalendarClock, Clock, DoorOpen, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { formatList } from '../../../shared/intl.ts';
import { ownSeat, seatsInOrder } from '../../core/seats.ts';
import { useNow } from '../../hooks/useNow.ts';
import { prejoin } from '../../texts/prejoin.ts';
import {
  formatDay,
  formatDistance,
  formatElsewhere,
  formatLong,
  formatMomentAlone,
  formatZonedTime,
  isNearDay,
} from '../../texts/times.ts';

const { facts } = prejoin;

const FACTS_STYLE = 'flex flex-wrap gap-x-6 gap-y-2 text-sm';

/** When an interview starts, how long it takes, and with whom. On the day, also how much time is left. */
export function InterviewFacts({
  scheduledAt,
  opensAt,
  view,
}: {
  scheduledAt: number;
  /** Present for candidates who can't join yet. */
  opensAt?: number | undefined;
  view?: InterviewView | undefined;
}) {
  const now = useNow(10_000);
  const near = isNearDay(scheduledAt, now);
  const deadline = view && view.openedAt === undefined ? view.window?.closesAt : undefined;
  const elsewhere = formatElsewhere(scheduledAt, view?.timeZone);
  const others = view ? peopleToMeet(view) : [];
  return (
    <dl className={`${FACTS_STYLE} ${opensAt === undefined ? '' : 'sm:grid sm:grid-cols-[auto_1fr]'}`}>
      <Fact icon={<CalendarClock className="size-4" />} name={facts.when}>
        <time dateTime={new Date(scheduledAt).toISOString()} className="font-medium">
          {near
            ? facts.at(formatDay(scheduledAt, now), formatZonedTime(scheduledAt))
            : formatLong(scheduledAt)}
        </time>
        {near && view?.openedAt === undefined && (
          <span className="text-muted"> ({formatDistance(scheduledAt, now)})</span>
        )}
        {elsewhere && <span className="block text-muted">{elsewhere}</span>}
      </Fact>
      {opensAt !== undefined && (
        <Fact icon={<DoorOpen className="size-4" />} name={facts.join}>
          <time dateTime={new Date(opensAt).toISOString()}>
            {facts.opens(formatMomentAlone(opensAt, now))}
          </time>
        </Fact>
      )}
      {deadline !== undefined && (
        <Fact icon={<AlarmClock className="size-4" />} name={facts.deadline}>
          <time dateTime={new Date(deadline).toISOString()}>{facts.startBy(formatLong(deadline))}</time>
        </Fact>
      )}
      {view && (
        <Fact icon={<Clock className="size-4" />} name={facts.length}>
          {facts.minutes(view.plannedMinutes)}
        </Fact>
      )}
      {others.length > 0 && (
        <Fact icon={<Users className="size-4" />} name={facts.with}>
          {formatList(others)}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-2">
      <dt className="pt-0.5 text-muted">
        {icon}
        <span className="sr-only">{name}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Returns the people to meet: interviewers for the candidate, and the candidate for all other people. */
function peopleToMeet(view: InterviewView): string[] {
  const role = ownSeat(view)?.role === 'candidate' ? 'interviewer' : 'candidate';
  return seatsInOrder(view)
    .filter(seat => seat.role === role && seat.presence !== 'removed')
    .map(seat => seat.displayName);
}
