/** Returns the delay before a retry. It doubles with each `attempt` up to `maxMs`, minus a random part. */
export function backoffMs(attempt: number, firstMs: number, maxMs: number): number {
  const full = Math.min(maxMs, firstMs * 2 ** attempt);
  return Math.round(full * (0.67 + Math.random() * 0.33));
}
