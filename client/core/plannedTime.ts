import { isTimeZone, ownZone, wallTimeAt, zonedTime } from '../../shared/time/zones.ts';

/** Sunday and Saturday. */
const WEEKEND = [0, 6];

/** A time as people enter it: what the clocks of a zone show. */
export interface PlannedTime {
  /** In the format of `<input type="datetime-local">`. */
  when: string;
  zone: string;
  /** Which one is meant, if the clocks show this time twice. Undefined until someone chooses. */
  occurrence: 'earlier' | 'later' | undefined;
}

/** Returns a time as entered in the first of `zones` that this browser knows, or in the device's zone. */
export function plannedTimeOf(at: number, zones: readonly (string | undefined)[]): PlannedTime {
  const zone = zones.find(name => name !== undefined && isTimeZone(name)) ?? ownZone();
  const when = wallTimeAt(zone, at);
  const time = zonedTime(zone, when);
  const occurrence = time?.kind !== 'fold' ? undefined : at < time.later ? 'earlier' : 'later';
  return { when, zone, occurrence };
}

/** Undefined until the time is complete, exists, and is the only one or chosen of two. */
export function plannedAt({ when, zone, occurrence }: PlannedTime): number | undefined {
  const time = zonedTime(zone, when);
  if (time?.kind === 'fold') return occurrence && time[occurrence];
  return time?.kind === 'once' ? time.at : undefined;
}

/** Returns the end of the last of `days` days on this device, as the latest start that a candidate can choose. */
export function latestStart(days: number, now: number): number {
  return new Date(now + days * 24 * 60 * 60_000).setHours(23, 59, 0, 0);
}

/**
 * Returns the start that a form proposes: the next working day at 10:00 on the zone's clocks, so that no one is
 * invited to a time that is only minutes or a weekend away.
 */
export function usualStart(now: number, zones: readonly (string | undefined)[]): PlannedTime {
  const { when: today, zone } = plannedTimeOf(now, zones);
  const day = new Date(`${today.slice(0, 10)}T00:00Z`);
  do day.setUTCDate(day.getUTCDate() + 1);
  while (WEEKEND.includes(day.getUTCDay()));
  return { when: `${day.toISOString().slice(0, 10)}T10:00`, zone, occurrence: undefined };
}

/** True on a Saturday or Sunday in the zone, or on this device if the zone isn't known. */
export function isWeekend(at: number, zone: string | undefined): boolean {
  const { when } = plannedTimeOf(at, [zone]);
  return WEEKEND.includes(new Date(`${when.slice(0, 10)}T00:00Z`).getUTCDay());
}
