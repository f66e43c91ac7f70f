/** The value that this share of the others (0 to 1) lies below. NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** What lies lower than all others by more than this is a mistake, for delays have a lower bound that many come close to. In milliseconds. */
const ALONE_MS = 100;

/** The smallest one of some delays that is not alone. NaN of nothing. */
export function leastDelay(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const least = sorted.find((value, index) => {
    const next = sorted[index + 1];
    return next !== undefined && next - value <= ALONE_MS;
  });
  return least ?? sorted[0] ?? Number.NaN;
}
