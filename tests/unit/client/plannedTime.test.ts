import { expect, it } from 'vitest';
import { isWeekend, plannedAt, plannedTimeOf, usualStart } from '../../../client/core/plannedTime.ts';
import { formatElsewhere, formatWeekday } from '../../../client/texts/times.ts';
import { placeOf, zoneOffset, zoneWords } from '../../../shared/time/zoneNames.ts';
import { ownZone } from '../../../shared/time/zones.ts';

const BERLIN = 'Europe/Berlin';
const berlin = (when: string) => ({ when, zone: BERLIN, occurrence: undefined });

it('a planned time keeps what the clock shows when the date moves to the other side of a clock change', () => {
  const planned = plannedTimeOf(Date.UTC(2026, 9, 20, 12), [BERLIN]);
  expect(planned).toEqual(berlin('2026-10-20T14:00'));
  expect(plannedAt({ ...planned, when: '2026-10-27T14:00' })).toBe(Date.UTC(2026, 9, 27, 13));
});

it('a time that the clocks skip or show twice is not planned until someone chooses', () => {
  expect(plannedAt(berlin('2027-03-28T02:30'))).toBeUndefined();
  expect(plannedAt(berlin('2027-03-28T03:30'))).toBe(Date.UTC(2027, 2, 28, 1, 30));
  const twice = berlin('2026-10-25T02:30');
  expect(plannedAt(twice)).toBeUndefined();
  for (const hour of [0, 1]) {
    const at = Date.UTC(2026, 9, 25, hour, 30);
    expect(plannedAt(plannedTimeOf(at, [BERLIN]))).toBe(at);
  }
});

it('a weekend is one on the clocks of the interview’s zone', () => {
  const saturdayInTokyo = Date.UTC(2026, 11, 4, 20);
  expect(isWeekend(saturdayInTokyo, 'Asia/Tokyo')).toBe(true);
  expect(formatWeekday(saturdayInTokyo, 'Asia/Tokyo')).toBe('Saturday');
  expect(isWeekend(saturdayInTokyo, 'America/New_York')).toBe(false);
});

it('a zone that the browser doesn’t know is replaced by the next one', () => {
  expect(plannedTimeOf(0, ['Mars/Olympus', undefined, BERLIN]).zone).toBe(BERLIN);
  expect(plannedTimeOf(0, ['Mars/Olympus']).zone).toBe(ownZone());
});

it('a reader elsewhere sees the interview’s zone too, with the day if it differs', () => {
  const at = Date.UTC(2026, 11, 1, 20);
  expect(formatElsewhere(at, ownZone())).toBeUndefined();
  expect(formatElsewhere(at, undefined)).toBeUndefined();
  expect(formatElsewhere(at, 'Mars/Olympus')).toBeUndefined();
  const zone = ownZone() === 'Asia/Tokyo' ? 'America/New_York' : 'Asia/Tokyo';
  expect(formatElsewhere(at, zone)).toMatch(/\d:00\sAM in Tokyo \(GMT\+9\)$|\d:00\sPM in New York \(EST\)$/);
  expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires, Argentina');
  expect(placeOf('UTC')).toBe('UTC');
  const noon = Date.UTC(2026, 11, 3, 12);
  expect(zoneWords('America/New_York', noon)).toBe('New York time (EST)');
  expect(zoneWords('Asia/Calcutta', noon)).toBe('Kolkata time (GMT+5:30)');
  expect(zoneWords('Etc/UTC', noon)).toBe('UTC');
  expect(zoneOffset('America/St_Johns', noon)).toBe('GMT-3:30');
});

it('a form proposes the next working day at 10:00 in the organization’s zone', () => {
  const startOn = (day: number, hour: number) => usualStart(Date.UTC(2026, 11, day, hour), [BERLIN]).when;
  expect(startOn(2, 6)).toBe('2026-12-03T10:00');
  // Already Thursday in Berlin.
  expect(startOn(2, 23)).toBe('2026-12-04T10:00');
  expect(startOn(4, 6)).toBe('2026-12-07T10:00');
  expect(startOn(5, 6)).toBe('2026-12-07T10:00');
  expect(usualStart(0, [BERLIN]).zone).toBe(BERLIN);
});
