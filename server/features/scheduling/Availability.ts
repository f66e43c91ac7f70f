import type { Kysely } from 'kysely';
import type { InterviewId } from '../../../shared/ids.ts';
import type { HoursSource } from '../../../shared/protocol/hoursRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import {
  type Hours,
  type SchedulingRules,
  USUAL_RULES,
  usualHours,
} from '../../../shared/scheduling/hours.ts';
import { type Host, slotsOf } from '../../../shared/scheduling/slots.ts';
import { isTimeZone } from '../../../shared/time/zones.ts';
import type { AvailabilityStore, BookingMark } from '../../store/availabilityStore.ts';
import type { Tables } from '../../store/schema.ts';
import type { SettingStore } from '../../store/settingStore.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const ANY_DAYS = 10_000;

interface AvailabilityOptions {
  store: AvailabilityStore;
  settings: Pick<SettingStore, 'read'>;
  accounts: { list: () => Promise<StaffMember[]> };
  /** Zone of people who haven't set hours. Never rejects. */
  timeZone: () => Promise<string>;
}

export interface TimesQuery {
  /** Addresses of the interviewers. */
  emails: readonly string[];
  /** True when the virtual recruiter asks the questions, so that no interviewer is needed. */
  recruiter: boolean;
  plannedMinutes: number;
  /** Zone in whose full and half hours interviews start. */
  zone?: string | undefined;
  until: number;
  now: number;
  /** An interview that is about to be moved. */
  except?: InterviewId | undefined;
  /** True when a member chooses the time, for whom neither notice nor days ahead matter. */
  byMember?: boolean | undefined;
}

export interface OfferedTimes {
  times: number[];
  /** Earliest start that the notice allows. */
  earliest: number;
  /** Pass them to the append that books one of the times. */
  bookings: BookingMark[];
  people: { email: string; source: HoursSource }[];
}

/** When interviews can take place, from the hours of people and their other interviews. */
export class Availability {
  readonly #options: AvailabilityOptions;

  constructor(options: AvailabilityOptions) {
    this.#options = options;
  }

  async rules(transaction?: Kysely<Tables>): Promise<SchedulingRules> {
    return (await this.#options.settings.read('scheduling', transaction)) ?? USUAL_RULES;
  }

  async hoursOf(userId: string): Promise<{ hours: Hours; usual: boolean }> {
    const hours = await this.#options.store.hoursOf(userId);
    return { hours: hours ?? usualHours(await this.#options.timeZone()), usual: !hours };
  }

  /** Returns the times at which everyone can take part. None if one of them has a disabled account. */
  async timesFor(query: TimesQuery): Promise<OfferedTimes> {
    const { plannedMinutes, until, now, except } = query;
    const emails = [...new Set(query.emails.map(email => email.toLowerCase()))];
    const { store, timeZone, accounts } = this.#options;
    const zone = query.zone && isTimeZone(query.zone) ? query.zone : await timeZone();
    // Reads the marks first, so that a booking after this can't be missed.
    const bookings = await store.marksOf(emails);
    const members = new Map((await accounts.list()).map(member => [member.email.toLowerCase(), member]));
    const range = { from: now - DAY_MS, until: until + 2 * DAY_MS };
    const busy = await store.busyOf({ emails, range, except });
    const people = await Promise.all(emails.map(email => this.#personOf(email, members.get(email))));
    const hosts: Host[] = people.map(({ email, hours }) => ({
      hours: query.byMember ? { ...hours, noticeHours: 0, daysAhead: ANY_DAYS } : hours,
      busy: busy.get(email) ?? [],
    }));
    if (hosts.length === 0 && query.recruiter) hosts.push({ hours: await this.#recruiterHours(), busy: [] });
    const canMeet = people.every(({ source }) => source !== 'disabled');
    const notice = Math.max(0, ...hosts.map(({ hours }) => hours.noticeHours));
    return {
      times: canMeet ? slotsOf({ hosts, minutes: plannedMinutes, zone, now, until }) : [],
      earliest: now + notice * HOUR_MS,
      bookings,
      people: people.map(({ email, source }) => ({ email, source })),
    };
  }

  async #personOf(
    email: string,
    member: StaffMember | undefined,
  ): Promise<{ email: string; source: HoursSource; hours: Hours }> {
    if (!member) return { email, source: 'no-account', hours: usualHours(await this.#options.timeZone()) };
    const { hours, usual } = await this.hoursOf(member.userId);
    return { email, hours, source: member.disabled ? 'disabled' : usual ? 'usual' : 'set' };
  }

  async #recruiterHours(): Promise<Hours> {
    const { week, noticeHours, daysAhead } = await this.rules();
    const usual = usualHours(await this.#options.timeZone());
    return { ...usual, week, noticeHours, daysAhead, bufferMinutes: 0, perDay: 0 };
  }
}
