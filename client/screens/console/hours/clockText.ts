import { formatTime } from '../../../texts/times.ts';

/** Returns a time on a clock, such as "9:30 AM", from minutes since midnight. */
export function clockText(minutes: number): string {
  return formatTime(Date.UTC(2000, 0, 1) + minutes * 60_000, 'UTC');
}
