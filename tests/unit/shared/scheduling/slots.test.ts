import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeSpan, type Hours, SavedHours, usualHours } from '../../../../shared/scheduling/hours.ts';
import { type Host, openTime, type SlotQuery, slotsOf } from '../../../../shared/scheduling/slots.ts';
import { instantAt, wallTimeAt } from '../../../../shared/time/zones.ts';

const BERLIN = 'Europe/Berlin';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Monday. */
const MONDAY = instantAt(BERLIN, '2026-06-01T08:00') ?? 0;
const FREE: Hours = { ...usualHours(BERLIN), bufferMinutes: 0, perDay: 0, noticeHours: 0 };

const hostOf = (hours: Partial<Hours> = {}, busy: Host['busy'] = []): Host => ({
  hours: { ...FREE, ...hours },
  busy,
});
const at = (wall: string, zone = BERLIN) => instantAt(zone, wall) ?? Number.NaN;
const busyAt = (wall: string, minutes: number) => ({ from: at(wall), until: at(wall) + minutes * MINUTE });

function walls(hosts: Host[], change: Partial<SlotQuery> = {}): string[] {
  const query = { hosts, minutes: 60, zone: BERLIN, now: MONDAY, until: at('2026-06-01T23:59'), ...change };
  return slotsOf(query).map(slot => wallTimeAt(query.zone, slot).slice(change.until ? 0 : 11));
}

const HOURS_9_TO_12 = { week: [{ day: 1, from: 540, until: 720 }] };

describe('times that a candidate can choose', () => {
  it('are the full and half hours in which the whole interview fits', () => {
    expect(walls([hostOf(HOURS_9_TO_12)])).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00']);
  });

  it('keep the buffer before and after other interviews', () => {
    const host = hostOf({ ...HOURS_9_TO_12, bufferMinutes: 15 }, [busyAt('2026-06-01T10:30', 30)]);
    expect(walls([host], { minutes: 30 })).toEqual(['09:00', '09:30', '11:30']);
  });

  it('suit everyone who takes part, in whatever zone', () => {
    const inNewYork = hostOf({
      timeZone: 'America/New_York',
      week: [{ day: 1, from: 5 * 60, until: 9 * 60 }],
    });
    expect(walls([hostOf(HOURS_9_TO_12), inNewYork])).toEqual(['11:00']);
  });

  it('leave out days on which a person has as many interviews as they want', () => {
    const host = hostOf({ ...HOURS_9_TO_12, perDay: 1 }, [busyAt('2026-06-01T18:00', 30)]);
    expect(walls([host])).toEqual([]);
  });

  it('are not before the notice, not later than the days ahead, and not after the last day to choose', () => {
    expect(walls([hostOf({ ...HOURS_9_TO_12, noticeHours: 3 })])).toEqual(['11:00']);
    const everyDay = [1, 2, 3, 4, 5, 6, 7].map(day => ({ day, from: 540, until: 600 }));
    const until = MONDAY + 20 * DAY;
    expect(walls([hostOf({ week: everyDay, daysAhead: 2 })], { until })).toHaveLength(2);
    expect(walls([hostOf({ week: everyDay })], { until: at('2026-06-03T09:00') })).toHaveLength(3);
  });

  it('leave out days off, except for hours that were added to the day', () => {
    const off = [{ from: '2026-06-01', until: '2026-06-05' }];
    expect(walls([hostOf({ ...HOURS_9_TO_12, off })])).toEqual([]);
    const extra = [{ date: '2026-06-01', from: 20 * 60, until: 21 * 60 }];
    expect(walls([hostOf({ ...HOURS_9_TO_12, off, extra })])).toEqual(['20:00']);
  });

  it('are none without anyone who takes part', () => {
    expect(walls([])).toEqual([]);
  });

  it('skip the hour that the clocks skip', () => {
    const host = hostOf({ week: [{ day: 7, from: 60, until: 240 }] });
    const now = at('2026-03-29T00:00');
    expect(walls([host], { minutes: 30, now, until: now + DAY })).toEqual([
      '2026-03-29T01:00',
      '2026-03-29T01:30',
      '2026-03-29T03:00',
      '2026-03-29T03:30',
    ]);
  });

  it('include both hours that the clocks show twice', () => {
    const host = hostOf({ week: [{ day: 7, from: 120, until: 180 }] });
    const now = at('2026-10-25T00:00');
    const slots = slotsOf({ hosts: [host], minutes: 60, zone: BERLIN, now, until: now + DAY });
    expect(slots.map(slot => (slot - now) / HOUR)).toEqual([2, 2.5, 3]);
  });

  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/Santiago',
  ];
  const quarter = fc.integer({ min: 0, max: 96 }).map(count => count * 15);
  const week = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 7 }), quarter, quarter), { maxLength: 8 })
    .map(spans => spans.flatMap(([day, from, until]) => (from < until ? [{ day, from, until }] : [])));
  const hours = fc.record({
    timeZone: fc.constantFrom(...zones),
    week,
    extra: fc.constant<Hours['extra']>([]),
    off: fc.constant<Hours['off']>([]),
    bufferMinutes: fc.constantFrom(0, 10, 30),
    perDay: fc.constantFrom(0, 2),
    noticeHours: fc.constantFrom(0, 24),
    daysAhead: fc.integer({ min: 1, max: 14 }),
  });
  /** Days around changes of the clocks on both halves of the earth. */
  const now = fc
    .tuple(
      fc.constantFrom(
        '2026-03-06',
        '2026-03-27',
        '2026-04-02',
        '2026-09-03',
        '2026-10-02',
        '2026-10-23',
        '2026-10-30',
      ),
      fc.integer({ min: 0, max: 96 }),
    )
    .map(([date, quarters]) => Date.parse(`${date}T00:00Z`) + quarters * 15 * MINUTE);
  const busyOf = fc.array(fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 6 })), {
    maxLength: 6,
  });
  const query = fc
    .record({
      hosts: fc.array(fc.tuple(hours, busyOf), { minLength: 1, maxLength: 3 }),
      minutes: fc.constantFrom(15, 45, 60, 90),
      zone: fc.constantFrom(...zones),
      now,
      days: fc.integer({ min: 1, max: 14 }),
    })
    .map(
      ({ hosts, days, ...rest }): SlotQuery => ({
        ...rest,
        until: rest.now + days * DAY,
        hosts: hosts.map(([one, busy]) => ({
          hours: one,
          busy: busy.map(([start, length]) => ({
            from: rest.now + start * 15 * MINUTE,
            until: rest.now + (start + length) * 15 * MINUTE,
          })),
        })),
      }),
    );

  const isOpen = ({ hours: { timeZone, week: spans } }: Host, moment: number) => {
    const wall = new Date(`${wallTimeAt(timeZone, moment)}Z`);
    const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
    const day = wall.getUTCDay() || 7;
    return spans.some(span => span.day === day && span.from <= minute && minute < span.until);
  };
  const isAllowed = (asked: SlotQuery, slot: number) => {
    const end = slot + asked.minutes * MINUTE;
    const minute = Number(wallTimeAt(asked.zone, slot).slice(14));
    if (minute % 30 !== 0 || slot > asked.until) return false;
    return asked.hosts.every(host => {
      const { bufferMinutes, perDay, noticeHours, daysAhead, timeZone } = host.hours;
      if (slot < asked.now + noticeHours * HOUR || slot > asked.now + daysAhead * DAY) return false;
      const day = wallTimeAt(timeZone, slot).slice(0, 10);
      const held = host.busy.filter(({ from }) => wallTimeAt(timeZone, from).startsWith(day)).length;
      if (perDay > 0 && held >= perDay) return false;
      const buffer = bufferMinutes * MINUTE;
      if (host.busy.some(({ from, until }) => slot < until + buffer && end > from - buffer)) return false;
      for (let moment = slot; moment < end; moment += 15 * MINUTE) if (!isOpen(host, moment)) return false;
      return true;
    });
  };

  it('are exactly the starts that every rule allows, when clocks change as on other days', () => {
    fc.assert(
      fc.property(query, asked => {
        const expected: number[] = [];
        for (let slot = asked.now; slot <= asked.until; slot += 15 * MINUTE)
          if (isAllowed(asked, slot)) expected.push(slot);
        expect(slotsOf(asked)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('come from opening hours that are in order and do not touch', () => {
    fc.assert(
      fc.property(hours, now, (one, from) => {
        const open = openTime(one, { from, until: from + 14 * DAY });
        for (const [index, span] of open.entries()) {
          expect(span.from).toBeLessThan(span.until);
          expect(span.from).toBeGreaterThan(open[index - 1]?.until ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('hours of a day', () => {
  const from9to12 = { from: 540, until: 720 };
  const saves = (...week: Hours['week']) => SavedHours.safeParse({ ...FREE, week });

  it('are not saved if they overlap, and are if one ends when the other starts', () => {
    const refused = saves({ day: 1, ...from9to12 }, { day: 1, from: 600, until: 720 });
    expect(refused.error?.issues[0]?.path).toEqual(['week', 1, 'until']);
    expect(saves({ day: 1, ...from9to12 }, { day: 2, from: 600, until: 720 }).success).toBe(true);
    expect(saves({ day: 1, ...from9to12 }, { day: 1, from: 720, until: 780 }).success).toBe(true);
  });

  it('get more where the day is free, or none', () => {
    expect(freeSpan([from9to12, { from: 600, until: 660 }])).toEqual({ from: 780, until: 900 });
    expect(freeSpan([{ from: 540, until: 1_380 }])).toEqual({ from: 1_380, until: 1_440 });
    expect(
      freeSpan([
        { from: 780, until: 1_440 },
        { from: 0, until: 600 },
      ]),
    ).toEqual({
      from: 660,
      until: 780,
    });
    expect(freeSpan([{ from: 0, until: 1_440 }])).toBeUndefined();
  });
});
