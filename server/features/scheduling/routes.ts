import type { HOURS_ROUTES } from '../../../shared/protocol/hoursRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { suggestedTimes } from '../../../shared/scheduling/suggestedTimes.ts';
import { wallTimeAt } from '../../../shared/time/zones.ts';
import type { AvailabilityStore } from '../../store/availabilityStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import type { WorkloadStore } from '../../store/workloadStore.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { Availability } from './Availability.ts';

interface HoursRouteOptions {
  store: AvailabilityStore;
  settings: SettingStore;
  availability: Availability;
  /** `require` rejects with `not-found` for an unknown member. */
  accounts: { require: (userId: string) => Promise<StaffMember> };
  candidateSeats: WorkloadStore['candidateSeats'];
}

const FREE_MS = 14 * 24 * 60 * 60_000;

/** Hours of members, and the organization's rules for candidates who choose the time. */
export function hoursRoutes({
  store,
  settings,
  availability,
  accounts,
  candidateSeats,
}: HoursRouteOptions): Pick<RouteHandlers, keyof typeof HOURS_ROUTES> {
  return {
    'hours.read': async (_params, { member }) => availability.hoursOf(member.userId),
    'hours.change': async ({ hours }, { member: { userId } }) => {
      await store.setHours(userId, hours, { actor: userId, action: 'hours.changed', target: userId });
      return availability.hoursOf(userId);
    },
    'hours.of': async ({ userId }) => {
      await accounts.require(userId);
      return availability.hoursOf(userId);
    },
    'hours.changeOf': async ({ userId, hours }, { member }) => {
      const { userId: target } = await accounts.require(userId);
      await store.setHours(target, hours, { actor: member.userId, action: 'hours.changed', target });
      return availability.hoursOf(target);
    },
    'scheduling.read': async () => availability.rules(),
    'scheduling.change': ({ rules: wanted, seen }, { member: { userId } }) =>
      settings.edit(async transaction => {
        const before = await availability.rules(transaction);
        const entry = { actor: userId, action: 'scheduling.changed', target: 'organization' };
        const own = await settings.ownChanges(before, { wanted, seen }, entry, transaction);
        const changed = Object.keys(own);
        if (changed.length === 0) return undefined;
        await settings.write('scheduling', { ...before, ...own }, undefined, transaction);
        const { week: _before, ...numbersBefore } = before;
        const { week: _own, ...numbers } = own;
        return { ...entry, details: { changed, before: numbersBefore, after: numbers } };
      }),
    'scheduling.preview': async query => {
      const { timeZone: zone } = query;
      const { times, people } = await availability.timesFor({ ...query, zone, now: Date.now() });
      const days = Map.groupBy(times, at => wallTimeAt(zone, at).slice(0, 10));
      return { count: times.length, days: [...days.values()].map(dayOf), people };
    },
    'scheduling.free': async ({ from, timeZone, candidate, ...query }) => {
      const now = Math.max(from, Date.now());
      const until = now + FREE_MS;
      const wanted = { ...query, recruiter: false, zone: timeZone, now, until, byMember: true };
      const { times } = await availability.timesFor(wanted);
      const others =
        candidate === undefined ? [] : await candidateSeats([candidate], { from: now, to: until });
      const lengthMs = query.plannedMinutes * 60_000;
      const free = times.filter(at =>
        others.every(
          ({ interviewId, scheduledAt, plannedMinutes }) =>
            interviewId === query.except ||
            scheduledAt >= at + lengthMs ||
            scheduledAt + plannedMinutes * 60_000 <= at,
        ),
      );
      return { times: suggestedTimes(free, from, timeZone) };
    },
  };
}

function dayOf(times: readonly number[]): { count: number; first: number; last: number } {
  return { count: times.length, first: times[0] ?? 0, last: times.at(-1) ?? 0 };
}
