import { describe, expect, it } from 'vitest';
import {
  formatDay,
  formatDayAlone,
  formatDayWithin,
  formatDistance,
  formatDuration,
  formatMoment,
  formatSeconds,
  formatStay,
  formatTimeLeft,
  formatTimeSpent,
} from '../../../client/texts/times.ts';
import {
  formatBytes,
  formatFacts,
  formatList,
  formatPercent,
  languageName,
  plural,
  pluralOrdinal,
} from '../../../shared/intl.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** At noon, so that the date does not change during a test. */
const NOW = new Date(2026, 10, 24, 12).getTime();

it.each([
  [0, '0 files'],
  [1, '1 file'],
  [2, '2 files'],
  [1_250, '1,250 files'],
])('the plural for %i is “%s”', (count, text) => {
  expect(plural(count, { one: '# file', other: '# files' })).toBe(text);
});

it.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [12, '12th'],
  [21, '21st'],
])('position %i is the %s', (position, text) => {
  expect(pluralOrdinal(position, { one: '#st', two: '#nd', few: '#rd', other: '#th' })).toBe(text);
});

it('lists have a serial comma, and facts have no “and”', () => {
  expect(formatList(['Ann'])).toBe('Ann');
  expect(formatList(['Ann', 'Ben', 'Cleo'])).toBe('Ann, Ben, and Cleo');
  expect(formatFacts(['2 attempts', '3 files', '12 MB'])).toBe('2 attempts, 3 files, 12 MB');
});

it('shares are whole percentages', () => {
  expect([0, 0.345, 1].map(formatPercent)).toEqual(['0%', '35%', '100%']);
});

it('languages have English names, and unknown tags have none', () => {
  expect(languageName('de')).toBe('German');
  expect(languageName('zz')).toBeUndefined();
});

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_200, '1.2 kB'],
  [41_000_000, '41 MB'],
  [5_300_000_000, '5.3 GB'],
])('%i bytes are “%s”', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

describe('a formatted time', () => {
  it('near today is a word, capitalized only when it stands alone', () => {
    const days = [-1, 0, 1].map(day => NOW + day * DAY_MS);
    expect(days.map(at => formatDay(at, NOW))).toEqual(['Yesterday', 'Today', 'Tomorrow']);
    expect(days.map(at => formatDayWithin(at, NOW))).toEqual(['yesterday', 'today', 'tomorrow']);
    expect(formatMoment(NOW, NOW)).toMatch(/^today at 12:00/);
  });

  it('further away is a date, after “on” unless another preposition precedes it', () => {
    const at = NOW - 6 * DAY_MS;
    expect(formatDay(at, NOW)).toMatch(/Wed.*18|18.*Wed/);
    expect(formatDayAlone(at, NOW)).toBe(formatDay(at, NOW));
    expect(formatDayWithin(at, NOW)).toBe(`on ${formatDay(at, NOW)}`);
    expect(formatDay(NOW - 400 * DAY_MS, NOW)).toContain('2025');
  });

  it.each([
    [0, 'now'],
    [12 * MINUTE_MS, 'in 12 minutes'],
    [-MINUTE_MS, '1 minute ago'],
    [-3 * HOUR_MS, '3 hours ago'],
    [47 * HOUR_MS, 'in 47 hours'],
    [4 * DAY_MS, 'in 4 days'],
  ])('%i ms from now is “%s”', (distance, text) => {
    expect(formatDistance(NOW + distance, NOW)).toBe(text);
  });
});

describe('a formatted duration', () => {
  it.each([
    [formatDuration, 20_000, 'under a minute'],
    [formatDuration, 12 * MINUTE_MS, '12 min'],
    [formatDuration, 3 * HOUR_MS, '3 hr'],
    [formatDuration, 4 * DAY_MS, '4 days'],
    [formatTimeLeft, 59_000, 'under a minute'],
    [formatTimeLeft, 118 * MINUTE_MS + 59_000, '1 hr 58 min'],
    [formatTimeSpent, 0, '1 minute'],
    [formatTimeSpent, 60 * MINUTE_MS, '1 hour'],
    [formatTimeSpent, 94 * MINUTE_MS, '1 hour 34 minutes'],
    [formatStay, 20_000, 'Less than a minute'],
    [formatStay, 75 * MINUTE_MS, '75 minutes'],
    [formatSeconds, 45, '45 sec'],
    [formatSeconds, 120, '2 min'],
    [formatSeconds, 150, '2 min 30 sec'],
  ])('%o of %i is “%s”', (format, length, text) => expect(format(length)).toBe(text));
});
