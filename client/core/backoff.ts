/** Milliseconds to wait before retry `attempt` (from 0): doubles up to `maxMs`, with a third of jitter. */
export function backoffMs(attempt: number, firstMs: number, maxMs: number): number {
  const full = Math.min(maxMs, firstMs * 2 ** attempt);
  return Math.round(full * (0.67 + Math.random() * 0.33));
}
