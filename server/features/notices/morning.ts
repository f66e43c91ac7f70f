/** When daily messages go out, by the server's clock on the wall. */
const HOUR_OF_DAY = 8;

/** The last moment at which daily messages were due, in epoch milliseconds. */
export function lastMorning(now: number): number {
  const morning = new Date(now);
  morning.setHours(HOUR_OF_DAY, 0, 0, 0);
  if (morning.getTime() > now) morning.setDate(morning.getDate() - 1);
  return morning.getTime();
}
