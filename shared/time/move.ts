import { wallTimeAt, type ZonedTime, zonedTime } from './zones.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/**
 * To a later or, with negative numbers, an earlier time; to a day, such as 2030-01-15, at the same time of day;
 * or to an exact time.
 */
export type Move = { days: number; minutes: number } | { date: string } | { at: number };

/**
 * Returns where a move leads. Days keep the time on the zone's clocks, also when the clocks change in
 * between. Minutes without days are elapsed time.
 */
export function movedTime(zone: string, at: number, move: Move): ZonedTime {
  if ('at' in move) return { kind: 'once', at: move.at };
  if ('days' in move && move.days === 0) return { kind: 'once', at: at + move.minutes * MINUTE_MS };
  const wall = wallTimeAt(zone, at);
  const moved =
    'date' in move
      ? `${move.date}${wall.slice(10)}`
      : new Date(Date.parse(`${wall}Z`) + (move.days * DAY_MINUTES + move.minutes) * MINUTE_MS)
          .toISOString()
          .slice(0, 16);
  const time = zonedTime(zone, moved);
  if (!time) throw new RangeError(`Not a wall time: ${moved}`);
  return time;
}
