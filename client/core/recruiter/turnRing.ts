/** Returns how much of a ring that fills from `since` to `at` is filled at `now`, from 0 to 1. */
export function ringFraction({ since, at }: { since: number; at: number }, now: number): number {
  if (at <= since) return 1;
  return Math.min(1, Math.max(0, (now - since) / (at - since)));
}
