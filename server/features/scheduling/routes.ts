import type { HOURS_ROUTES } from '../../../shared/protocol/hoursRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { AvailabilityStore } from '../../store/availabilityStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { Availability } from './Availability.ts';

interface HoursRouteOptions {
  store: AvailabilityStore;
  settings: SettingStore;
  availability: Availability;
  /** `require` rejects with `not-found` for an unknown member. */
  accounts: { require: (userId: string) => Promise<StaffMember> };
}

/** Hours of members, and the organization's rules for candidates who choose the time. */
export function hoursRoutes({
  store,
  settings,
  availability,
  accounts,
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
    'scheduling.read': async () => availability.rules(),
    'scheduling.change': async ({ rules }, { member: { userId } }) => {
      const entry = { actor: userId, action: 'scheduling.changed', target: 'organization' };
      await settings.write('scheduling', rules, entry);
    },
    'scheduling.preview': async query => {
      const { times, people } = await availability.timesFor({ ...query, now: Date.now() });
      const [first] = times;
      return { count: times.length, ...(first !== undefined && { first }), people };
    },
  };
}
