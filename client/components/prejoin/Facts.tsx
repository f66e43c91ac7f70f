import { AlarmClock, CalendarClock, Clock, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { ownSeat, seatsInOrder } from '../../core/seats.ts';
import { formatList } from '../../texts/intl.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { formatDay, formatLong, formatZonedTime } from '../../texts/times.ts';

/** When, until when at the latest, how long, and with whom. */
export function Facts({ scheduledAt, view }: { scheduledAt: number; view: InterviewView | undefined }) {
  const { facts } = prejoin;
  const deadline = view && view.openedAt === undefined ? view.window?.closesAt : undefined;
  const others = view ? peopleToMeet(view) : [];
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {/* Practice is when one comes. */}
      {!view?.practice && (
        <Fact icon={<CalendarClock className="size-4" aria-hidden="true" />} name={facts.when}>
          <time dateTime={new Date(scheduledAt).toISOString()}>
            {facts.at(formatDay(scheduledAt, Date.now()), formatZonedTime(scheduledAt))}
          </time>
        </Fact>
      )}
      {deadline !== undefined && (
        <Fact icon={<AlarmClock className="size-4" aria-hidden="true" />} name={facts.deadline}>
          <time dateTime={new Date(deadline).toISOString()}>{facts.startBy(formatLong(deadline))}</time>
        </Fact>
      )}
      {view && (
        <Fact icon={<Clock className="size-4" aria-hidden="true" />} name={facts.length}>
          {facts.minutes(view.plannedMinutes)}
        </Fact>
      )}
      {others.length > 0 && (
        <Fact icon={<Users className="size-4" aria-hidden="true" />} name={facts.with}>
          {formatList(others)}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-2">
      <dt className="text-muted">
        {icon}
        <span className="sr-only">{name}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A candidate meets interviewers; everybody else comes for the candidate. */
function peopleToMeet(view: InterviewView): string[] {
  const isCandidate = ownSeat(view)?.role === 'candidate';
  const role = isCandidate ? 'interviewer' : 'candidate';
  const people = seatsInOrder(view)
    .filter(seat => seat.role === role && seat.presence !== 'removed')
    .map(seat => seat.displayName);
  return isCandidate && view.recruiter ? [prejoin.facts.recruiter, ...people] : people;
}
