/** How far the ring has closed at `now`, 0 to 1. All times are the server's, epoch milliseconds. */
export function ringFraction({ since, at }: { since: number; at: number }, now: number): number {
  if (at <= since) return 1;
  return Math.min(1, Math.max(0, (now - since) / (at - since)));
}
