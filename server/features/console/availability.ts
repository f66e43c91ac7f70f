import { isInScope, teamScopeOf } from '../../../shared/permissions.ts';
import type { BusyTime } from '../../../shared/protocol/availabilityRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { instantAt, wallTimeAt } from '../../../shared/time/zones.ts';
import type { PlannedSeat, Span, WorkloadStore } from '../../store/workloadStore.ts';
import type { RouteHandlers } from '../routeHandlers.ts';

const DAY_MS = 86_400_000;

interface AvailabilityOptions {
  store: WorkloadStore;
  members: () => Promise<readonly StaffMember[]>;
}

/** Says when members are busy. Organizers learn the titles only of interviews that they may see. */
export function availabilityRoutes(options: AvailabilityOptions): Pick<RouteHandlers, 'staff.availability'> {
  const { store, members } = options;
  return {
    'staff.availability': async ({ at, minutes, timeZone, except, candidate }, { member: reader }) => {
      const wanted = { from: at, to: at + minutes * 60_000 };
      const week = weekOf(at, timeZone);
      const span = { from: Math.min(week.from, wanted.from), to: Math.max(week.to, wanted.to) };
      const [staff, seats, ratings, candidateSeats] = await Promise.all([
        members(),
        store.staffSeats(span),
        store.openRatings(),
        candidate === undefined ? [] : store.candidateSeats([candidate], wanted),
      ]);
      const others = seats.filter(({ interviewId }) => interviewId !== except);
      const byEmail = Map.groupBy(others, ({ email }) => email);
      const own = new Set(byEmail.get(reader.email.toLowerCase())?.map(({ interviewId }) => interviewId));
      const busyIn = (planned: readonly PlannedSeat[]) => {
        const once = new Map(planned.map(seat => [seat.interviewId, seat]));
        return [...once.values()]
          .filter(seat => overlaps(seat, wanted))
          .map(seat =>
            busyTime(seat, own.has(seat.interviewId) || isInScope(seat.teamId, teamScopeOf(reader))),
          );
      };
      return {
        members: staff
          .map(({ userId, name, email, role, disabled }) => {
            const planned = byEmail.get(email.toLowerCase()) ?? [];
            const inWeek = planned.filter(
              seat => seat.scheduledAt >= week.from && seat.scheduledAt < week.to,
            );
            return {
              ...{ userId, name, email: email.toLowerCase(), role, disabled },
              interviews: new Set(inWeek.map(({ interviewId }) => interviewId)).size,
              openRatings: ratings.get(userId) ?? 0,
              busy: busyIn(planned),
            };
          })
          .toSorted((a, b) => a.name.localeCompare(b.name)),
        candidateBusy: busyIn(candidateSeats.filter(({ interviewId }) => interviewId !== except)),
      };
    },
  };
}

function overlaps({ scheduledAt, plannedMinutes }: PlannedSeat, { from, to }: Span): boolean {
  return scheduledAt < to && scheduledAt + plannedMinutes * 60_000 > from;
}

function busyTime(
  { scheduledAt, plannedMinutes, interviewId, title }: PlannedSeat,
  shown: boolean,
): BusyTime {
  return {
    from: scheduledAt,
    to: scheduledAt + plannedMinutes * 60_000,
    ...(shown && { interviewId, title }),
  };
}

/** Returns the week of a time, from Monday to Sunday by the zone's clocks. */
export function weekOf(at: number, zone: string): Span {
  const today = Date.parse(`${wallTimeAt(zone, at).slice(0, 10)}T00:00Z`);
  // Days since Monday. The first day of a week is Sunday in JavaScript.
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY_MS;
  const midnight = (day: number) => instantAt(zone, new Date(day).toISOString().slice(0, 16)) ?? day;
  return { from: midnight(monday), to: midnight(monday + 7 * DAY_MS) };
}
