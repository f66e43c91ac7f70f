import { expect, it } from 'vitest';
import { movedTime } from '../../../../shared/time/move.ts';
import { wallTimeAt } from '../../../../shared/time/zones.ts';

const BERLIN = 'Europe/Berlin';
/** Clocks in Berlin go forward at 2:00 on March 31, 2030, and back at 3:00 on October 27. */
const at = (utc: string) => Date.parse(`${utc}Z`);

it('keeps the time of day when days are added across a change of the clocks', () => {
  const before = at('2030-03-30T09:00');
  const moved = movedTime(BERLIN, before, { days: 2, minutes: 0 });
  expect(moved).toEqual({ kind: 'once', at: at('2030-04-01T08:00') });
  expect(wallTimeAt(BERLIN, before).slice(10)).toBe(wallTimeAt(BERLIN, at('2030-04-01T08:00')).slice(10));
  expect(movedTime(BERLIN, at('2030-04-01T08:00'), { days: -2, minutes: 30 })).toEqual({
    ...{ kind: 'once', at: at('2030-03-30T09:30') },
  });
});

it('keeps the time of day on another date', () => {
  expect(movedTime(BERLIN, at('2030-01-15T13:45'), { date: '2030-07-01' })).toEqual({
    ...{ kind: 'once', at: at('2030-07-01T12:45') },
  });
});

it('counts minutes without days as elapsed time', () => {
  expect(movedTime(BERLIN, at('2030-03-31T00:30'), { days: 0, minutes: 60 })).toEqual({
    ...{ kind: 'once', at: at('2030-03-31T01:30') },
  });
});

it('tells times that the clocks skip from times that they show twice', () => {
  expect(movedTime(BERLIN, at('2030-03-30T01:30'), { days: 1, minutes: 0 }).kind).toBe('gap');
  expect(movedTime(BERLIN, at('2030-10-26T00:30'), { date: '2030-10-27' })).toEqual({
    ...{ kind: 'fold', earlier: at('2030-10-27T00:30'), later: at('2030-10-27T01:30') },
  });
});
