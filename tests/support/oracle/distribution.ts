/** Absolute deviations in milliseconds. */
export interface Distribution {
  n: number;
  p50: number;
  p95: number;
  max: number;
}

/** Nearest rank; all zero when empty (`n` is 0). */
export function distributionOf(values: readonly number[]): Distribution {
  const sorted = values.map(Math.abs).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  if (high === undefined) throw new Error('There is no middle of nothing.');
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}
