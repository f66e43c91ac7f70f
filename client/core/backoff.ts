/**
 * Waiting time before try number `attempt` (from 0), in milliseconds: doubles up to `maxMs`, and the last third is random
 * so that everybody who was cut off together does not come back together.
 */
export function backoffMs(attempt: number, firstMs: number, maxMs: number): number {
  const full = Math.min(maxMs, firstMs * 2 ** attempt);
  return Math.round(full * (0.67 + Math.random() * 0.33));
}
