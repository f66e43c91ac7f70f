import { wallTimeAt } from '../time/zones.ts';

const SUGGESTED = 3;
const DAY_MINUTES = 24 * 60;

/** Returns the next time, and on each following day the one that is closest to the wanted time of day. */
export function suggestedTimes(times: readonly number[], wanted: number, zone: string): number[] {
  const away = (at: number) => {
    const minutes = Math.abs(minuteOfDay(at, zone) - minuteOfDay(wanted, zone));
    return Math.min(minutes, DAY_MINUTES - minutes);
  };
  const days = Map.groupBy(times, at => wallTimeAt(zone, at).slice(0, 10));
  return [...days.values()].slice(0, SUGGESTED).flatMap((ofDay, index) => {
    const [first] = ofDay;
    const closest = index === 0 ? first : ofDay.toSorted((a, b) => away(a) - away(b) || a - b)[0];
    return closest ?? [];
  });
}

function minuteOfDay(at: number, zone: string): number {
  const [hour = 0, minute = 0] = wallTimeAt(zone, at).slice(11, 16).split(':').map(Number);
  return hour * 60 + minute;
}
