/** Who is in the house and in line, for an estimate. */
export interface Crowd {
  /** How many may be in at once. */
  capacity: number;
  /** In how many milliseconds each of those who are in is planned to be done; below zero: later than planned. */
  endsInMs: readonly number[];
  /** Those who are let in before, in order. */
  ahead: readonly { plannedMinutes: number }[];
}

/**
 * How long until it is one's turn, in minutes, at least 1: each place that falls free goes to the next in line, who keeps it as long as
 * planned. Who is later than planned is expected to stay as long again as they are late.
 */
export function minutesToWait({ capacity, endsInMs, ahead }: Crowd): number {
  // Of more people than there is room for, who may come back at any time, the first to leave make no room.
  const inside = endsInMs
    .map(ms => Math.abs(ms))
    .toSorted((a, b) => a - b)
    .slice(Math.max(0, endsInMs.length - capacity));
  const places = Array.from({ length: Math.max(1, capacity) }, (_, place) => inside[place] ?? 0);
  for (const { plannedMinutes } of ahead) {
    const soonest = places.indexOf(Math.min(...places));
    places[soonest] = (places[soonest] ?? 0) + plannedMinutes * 60_000;
  }
  return Math.max(1, Math.ceil(Math.min(...places) / 60_000));
}
