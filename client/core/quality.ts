/** Quality of a person's connection: bars from 0 (cut off) to 3, and a level that `texts/room.ts` has a word for. */
export interface Quality {
  bars: 0 | 1 | 2 | 3;
  level: 'good' | 'fair' | 'poor' | 'cut-off' | 'measuring';
}

export interface QualityFacts {
  /** mediasoup's score, 0 to 10. */
  score?: number;
  roundTripMs?: number;
  /** Share of packets lost, 0 to 1. */
  lossRate?: number;
}

export const CUT_OFF: Quality = { bars: 0, level: 'cut-off' };
export const MEASURING: Quality = { bars: 3, level: 'measuring' };

/** Returns the quality of the worst known fact; `MEASURING` if none is known. */
export function qualityOf(facts: QualityFacts): Quality {
  const bars = [
    grade(facts.score, 8, 5, 1),
    grade(negative(facts.roundTripMs), -250, -500, -4_000),
    grade(negative(facts.lossRate), -0.03, -0.1, -0.6),
  ].filter(value => value !== undefined);
  if (bars.length === 0) return MEASURING;
  const worst = Math.min(...bars) as Quality['bars'];
  return { bars: worst, level: (['cut-off', 'poor', 'fair', 'good'] as const)[worst] };
}

function grade(value: number | undefined, good: number, fair: number, poor: number): number | undefined {
  if (value === undefined) return undefined;
  if (value >= good) return 3;
  if (value >= fair) return 2;
  return value >= poor ? 1 : 0;
}

function negative(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}
