import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt, isTimeZone, offsetMs, wallTimeAt, zonedTime } from '../../../../shared/time/zones.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FROM = Date.UTC(2015, 0, 1);
const TO = Date.UTC(2040, 0, 1);

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC');
const minutes = fc.integer({ min: FROM / MINUTE, max: TO / MINUTE }).map(minute => minute * MINUTE);

/** Returns the first minute with another offset after `from`, or undefined if there is none for two years. */
function nextChange(zone: string, from: number): number | undefined {
  const offset = offsetMs(zone, from);
  for (let day = from; day < from + 730 * DAY; day += DAY) {
    if (offsetMs(zone, day + DAY) === offset) continue;
    let [before, after] = [day, day + DAY];
    while (after - before > MINUTE) {
      const middle = before + Math.floor((after - before) / 2 / MINUTE) * MINUTE;
      if (offsetMs(zone, middle) === offset) before = middle;
      else after = middle;
    }
    return after;
  }
  return undefined;
}

const wall = (clock: number) => new Date(clock).toISOString().slice(0, 16);

describe('every zone that this server knows', () => {
  it('shows a time that leads back to its instant', () => {
    fc.assert(
      fc.property(zones, minutes, (zone, at) => {
        const time = zonedTime(zone, wallTimeAt(zone, at));
        if (time?.kind === 'fold') expect([time.earlier, time.later]).toContain(at);
        else expect(time).toEqual({ kind: 'once', at });
      }),
      { numRuns: 500 },
    );
  });

  it('skips times when its clocks are set forward, and shows times twice when they are set back', () => {
    fc.assert(
      fc.property(zones, minutes, fc.double({ min: 0, max: 1, noNaN: true }), (zone, from, share) => {
        const change = nextChange(zone, from);
        if (change === undefined) return;
        const [before, after] = [offsetMs(zone, change - MINUTE), offsetMs(zone, change)];
        const length = Math.abs(after - before);
        const inside = Math.min(Math.floor((share * length) / MINUTE) * MINUTE, length - MINUTE);
        const clock = change + Math.min(before, after) + inside;
        const time = zonedTime(zone, wall(clock));
        if (after > before) {
          const at = clock - before;
          expect(time).toEqual({ kind: 'gap', at, wall: wall(clock + length) });
          expect(instantAt(zone, wall(clock))).toBe(at);
        } else expect(time).toEqual({ kind: 'fold', earlier: clock - before, later: clock - after });
        // The minutes just outside exist once.
        for (const outside of [change + Math.min(before, after) - MINUTE, change + Math.max(before, after)])
          expect(zonedTime(zone, wall(outside))?.kind).toBe('once');
      }),
      { numRuns: 200 },
    );
  });
});

it('a night of two clocks in Berlin', () => {
  expect(zonedTime('Europe/Berlin', '2027-03-28T02:30')).toEqual({
    ...{ kind: 'gap', wall: '2027-03-28T03:30', at: Date.UTC(2027, 2, 28, 1, 30) },
  });
  expect(zonedTime('Europe/Berlin', '2026-10-25T02:30')).toEqual({
    ...{ kind: 'fold', earlier: Date.UTC(2026, 9, 25, 0, 30), later: Date.UTC(2026, 9, 25, 1, 30) },
  });
  expect(instantAt('Europe/Berlin', '2026-10-25T02:30')).toBe(Date.UTC(2026, 9, 25, 0, 30));
});

it('a day that Samoa skipped', () => {
  expect(zonedTime('Pacific/Apia', '2011-12-30T12:00')).toMatchObject({
    ...{ kind: 'gap', wall: '2011-12-31T12:00' },
  });
});

it.each(['', '2026-02-30T10:00', '2026-13-01T10:00', '10:00', '2026-01-01', '2026-01-01T24:00'])(
  '“%s” is no wall time',
  text => {
    expect(zonedTime('Europe/Berlin', text)).toBeUndefined();
    expect(instantAt('Europe/Berlin', text)).toBeUndefined();
  },
);

it('offsets and unknown names are no zones', () => {
  expect(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'].map(isTimeZone)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['', '+01:00', 'Mars/Olympus', 'Europe/Berlin '].map(isTimeZone)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
