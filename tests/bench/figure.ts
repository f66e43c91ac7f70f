import type { Machine } from './machine.ts';

/** One measured figure. `value` is the one its target speaks of. */
export interface Figure {
  /** `case` or `case.figure`. */
  name: string;
  value: number;
  unit: 'ms' | 'kB' | 'packets/s' | 'notices/s' | 'requests/s' | 'share' | 'cores';
  /** How many measurements it is taken from. */
  n: number;
  p50?: number;
  p95?: number;
  p99?: number;
  /** The same measure of the limit: what is left when our own part is taken away. */
  baseline?: number;
  /** `value` to `baseline`. */
  ratio?: number;
  /** What a reader has to know to take the figure for no more than it is. */
  note?: string;
}

/** The smallest of `values` that at least this share of them does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('There is no percentile of nothing.');
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The fields that every figure about durations has. */
export function distribution(values: readonly number[]): Pick<Figure, 'value' | 'n' | 'p50' | 'p95'> {
  const p50 = median(values);
  return { value: p50, n: values.length, p50, p95: percentile(values, 0.95) };
}

export function compared(value: number, baseline: number): Required<Pick<Figure, 'baseline' | 'ratio'>> {
  return { baseline, ratio: value / baseline };
}

const FIELDS = ['name', 'value', 'unit', 'n', 'p50', 'p95', 'p99', 'baseline', 'ratio', 'note'] as const;

/** The line that a figure is printed as. Throws if a number of the figure is not finite: nothing was measured then. */
export function benchLine(figure: Figure, machine: Machine): string {
  const ordered: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const value = figure[field];
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new Error(`${figure.name} has no ${field}: nothing was measured.`);
    if (value !== undefined) ordered[field] = typeof value === 'number' ? rounded(value) : value;
  }
  return `BENCH ${JSON.stringify({ ...ordered, machine: machine.text })}`;
}

/** Four digits say all that such a measurement knows; a whole number stays whole. */
function rounded(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4));
}
