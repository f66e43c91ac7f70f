import type { Machine } from './machine.ts';

/** One measured figure. The target is about its `value`. */
export interface Figure {
  /** `case` or `case.figure`. */
  name: string;
  value: number;
  unit: 'ms' | 'kB' | 'words' | 'packets/s' | 'notices/s' | 'requests/s' | 'share' | 'taps' | 'cores' | 'fps';
  /** Number of measurements. */
  n: number;
  p50?: number;
  p95?: number;
  p99?: number;
  /** The measured limit: what remains without our own part. */
  baseline?: number;
  /** `value` divided by `baseline`. */
  ratio?: number;
  /** What a reader must know to interpret the figure correctly. */
  note?: string;
}

/** The smallest of `values` that at least this share of them doesn't exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('There is no percentile of nothing.');
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The fields of every figure about durations. */
export function distribution(values: readonly number[]): Pick<Figure, 'value' | 'n' | 'p50' | 'p95'> {
  const p50 = median(values);
  return { value: p50, n: values.length, p50, p95: percentile(values, 0.95) };
}

export function compared(value: number, baseline: number): Required<Pick<Figure, 'baseline' | 'ratio'>> {
  return { baseline, ratio: value / baseline };
}

const FIELDS = ['name', 'value', 'unit', 'n', 'p50', 'p95', 'p99', 'baseline', 'ratio', 'note'] as const;

/** Formats a figure. Throws if one of its numbers isn't finite. */
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

/** Rounds to four significant digits; whole numbers stay whole. */
function rounded(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4));
}
