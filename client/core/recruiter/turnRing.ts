/** Closed fraction of the ring at `now`. All times are server times in epoch milliseconds. */
export function ringFraction({ since, at }: { since: number; at: number }, now: number): number {
  if (at <= since) return 1;
  return Math.min(1, Math.max(0, (now - since) / (at - since)));
}
