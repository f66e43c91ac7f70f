/** A stretch of numbers that is drawn from the left edge to the right. */
export interface Scale {
  min: number;
  max: number;
}

const UNIT: Scale = { min: 0, max: 1 };
const LOWEST = -1;
/** Severities below this are drawn on one scale, so that half a point never looks like a mile. */
const LEAST_SEVERITY_SPAN = 1;

/** Where a value stands, in percent from the left; what lies outside stands at the edge. */
export function percentAt(value: number, { min, max }: Scale): number {
  const share = (value - min) / (max - min);
  return 100 * Math.min(1, Math.max(0, share));
}

/** Coefficients end at 1 and mostly lie above 0; where one reaches lower, all of them are drawn on the longer scale. */
export function coefficientScale(lows: readonly number[]): Scale {
  const lowest = Math.min(0, ...lows);
  return lowest < 0 ? { ...UNIT, min: Math.max(LOWEST, Math.floor(lowest * 4) / 4) } : UNIT;
}

/** The same to both sides of 0, in half points. */
export function severityScale(severities: readonly (number | undefined)[]): Scale {
  const furthest = Math.max(LEAST_SEVERITY_SPAN, ...severities.map(severity => Math.abs(severity ?? 0)));
  const span = Math.ceil(furthest * 2) / 2;
  return { min: -span, max: span };
}

/** How tall each bar of a histogram is, in percent of the tallest. */
export function barHeights(counts: readonly number[]): number[] {
  const tallest = Math.max(1, ...counts);
  return counts.map(count => (100 * count) / tallest);
}
