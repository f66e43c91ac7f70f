import { AppError } from '../../../shared/errors.ts';
import { isInScope, staffMay, teamScopeOf } from '../../../shared/permissions.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { isTimeZone } from '../../../shared/time/zones.ts';
import { type Config, deriveKey } from '../../config.ts';
import { namesInList } from '../../interviews/staffInterviews.ts';
import type { AttendedInterview, CalendarFeed, CalendarFeedStore } from '../../store/calendarFeedStore.ts';
import { feedDescription, feedName, feedSummary } from '../../texts/calendarFeed.ts';
import { derivedLinkToken, hashOfToken } from '../linkToken.ts';
import { calendarFeedFile } from '../mail/calendarFile.ts';
import type { RouteHandlers } from '../routeHandlers.ts';

const DAY_MS = 86_400_000;
const PAST_MS = 90 * DAY_MS;
const AHEAD_MS = 730 * DAY_MS;
/** The earliest are kept, so that a busy member misses none of the coming weeks. */
const MAX_ENTRIES = 2_000;

interface CalendarFeedOptions {
  config: Pick<Config, 'publicUrl' | 'secret'>;
  store: CalendarFeedStore;
  /** Rejects with `not-found` for an unknown member. */
  accounts: { require: (userId: string) => Promise<StaffMember> };
  /** Never rejects. */
  organization: () => Promise<{ name: string }>;
  /** Zone of interviews without one. Never rejects. */
  timeZone: () => Promise<string>;
  now?: (() => number) | undefined;
}

/** Secret addresses at which members' calendars read the interviews that the members take part in. */
export class CalendarFeeds {
  readonly #options: CalendarFeedOptions;
  readonly #key: Uint8Array;

  constructor(options: CalendarFeedOptions) {
    this.#options = options;
    this.#key = deriveKey(options.config.secret, 'calendar feeds');
  }

  readonly routes: Pick<RouteHandlers, 'calendarFeed.read' | 'calendarFeed.renew' | 'calendarFeed.revoke'> = {
    'calendarFeed.read': async (_params, { member: { userId } }) =>
      this.#shown(userId, await this.#options.store.find(userId)),
    'calendarFeed.renew': async (_params, { member: { userId } }) => {
      const hashOf = (version: number) => hashOfToken(this.#tokenOf(userId, version));
      const entry = { actor: userId, action: 'calendarFeed.renewed', target: userId };
      return this.#shown(userId, await this.#options.store.replace(userId, hashOf, entry));
    },
    'calendarFeed.revoke': async (_params, { member: { userId } }) => {
      const entry = { actor: userId, action: 'calendarFeed.revoked', target: userId };
      await this.#options.store.replace(userId, () => null, entry);
    },
  };

  /** Returns the calendar file for a token, or undefined for an unknown or revoked one. */
  async fileOf(token: string): Promise<string | undefined> {
    const { store, organization, timeZone, now = Date.now } = this.#options;
    const userId = await store.ownerOf(hashOfToken(token));
    const member = userId === undefined ? undefined : await this.#enabled(userId);
    if (!member) return undefined;
    const range = { from: now() - PAST_MS, until: now() + AHEAD_MS, limit: MAX_ENTRIES };
    const interviews = await store.attendedBy(member.email, range);
    const [{ name }, zone] = [await organization(), await timeZone()];
    return calendarFeedFile(
      feedName(name),
      interviews.map(interview => this.#entryOf(interview, member, zone)),
    );
  }

  async #enabled(userId: string): Promise<StaffMember | undefined> {
    try {
      const member = await this.#options.accounts.require(userId);
      return member.disabled ? undefined : member;
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return undefined;
      throw error;
    }
  }

  #entryOf(interview: AttendedInterview, member: StaffMember, fallback: string) {
    const { publicUrl } = this.#options.config;
    const { interviewId, seatId, lastSeq, scheduledAt, plannedMinutes, timeZone, role } = interview;
    const { title, candidateNames } = namesInList(interview);
    const url = `${publicUrl}/console/interviews/${interviewId}`;
    return {
      uid: `${seatId}@${new URL(publicUrl).hostname}`,
      sequence: lastSeq,
      start: scheduledAt,
      minutes: plannedMinutes,
      zone: timeZone && isTimeZone(timeZone) ? timeZone : fallback,
      summary: feedSummary(title, candidateNames),
      description: feedDescription(role, interview.jobRole),
      // Not the personal link: everyone who knows the feed's address could join with it.
      ...(mayOpen(interview, member) && { location: url }),
    };
  }

  #shown(userId: string, feed: CalendarFeed | undefined): { url?: string } {
    if (!feed) return {};
    const token = this.#tokenOf(userId, feed.version);
    // Another hash belongs to a token that was derived from another secret.
    if (feed.tokenHash !== hashOfToken(token)) return {};
    return { url: `${this.#options.config.publicUrl}/calendar/${token}.ics` };
  }

  #tokenOf(userId: string, version: number): string {
    return derivedLinkToken(this.#key, `${userId} ${version}`);
  }
}

/** True if the interview's page in the console opens for the member. Observers and captioners only have their link. */
function mayOpen({ role, teamId }: AttendedInterview, member: StaffMember): boolean {
  if (role !== 'observer' && role !== 'captioner') return true;
  return staffMay('interviews.readAll', member.role) && isInScope(teamId, teamScopeOf(member));
}
