import type { ClockPoint } from './ClockPoint.ts';

/**
 * Of all lines through these moments whose slope never exceeds `slopeMax`, one with the least sum of distances to the points. A clock that
 * drifts is followed; points that are wrong for a while cost less than the way to them and back, and so do nothing. `points` are in
 * order of media time.
 *
 * The sum for all lines that end in `z` is convex and made of straight pieces, so it is kept as the places where its slope changes,
 * those to the left of its least value and those to the right ("slope trick").
 */
export function withBoundedSlope(points: readonly ClockPoint[], slopeMax: number): ClockPoint[] {
  const left = new Breaks(-1);
  const right = new Breaks(1);
  const least: { from: number; to: number }[] = [];
  points.forEach(({ mediaMs, offsetMs }, index) => {
    const reach = slopeMax * (mediaMs - (points[index - 1]?.mediaMs ?? mediaMs));
    left.widen(reach);
    right.widen(reach);
    left.add(offsetMs);
    right.add(left.take());
    right.add(offsetMs);
    left.add(right.take());
    least.push({ from: left.nearest, to: right.nearest });
  });
  return lineBack(points, least, slopeMax);
}

/** From the end to the beginning, each time the best that can be reached from what comes after. */
function lineBack(
  points: readonly ClockPoint[],
  least: readonly { from: number; to: number }[],
  slopeMax: number,
): ClockPoint[] {
  const line: ClockPoint[] = [];
  for (const [index, { mediaMs, offsetMs }] of [...points.entries()].reverse()) {
    const { from = offsetMs, to = offsetMs } = least[index] ?? {};
    const after = line.at(-1);
    const best = clamp(after?.offsetMs ?? offsetMs, from, to);
    const reach = after ? slopeMax * (after.mediaMs - mediaMs) : 0;
    line.push({
      mediaMs,
      offsetMs: after ? clamp(best, after.offsetMs - reach, after.offsetMs + reach) : best,
    });
  }
  return line.reverse();
}

function clamp(value: number, from: number, to: number): number {
  return Math.min(Math.max(value, from), to);
}

/** Places of one side, the nearest to the least value last, all shifted together. `side`: -1 left, 1 right. */
class Breaks {
  readonly #side: number;
  readonly #places: number[] = [];
  #shift = 0;

  constructor(side: -1 | 1) {
    this.#side = side;
  }

  get nearest(): number {
    return (this.#places.at(-1) ?? Number.NaN) + this.#shift;
  }

  widen(reach: number): void {
    this.#shift += this.#side * reach;
  }

  add(place: number): void {
    const shifted = place - this.#shift;
    let at = this.#places.length;
    while (at > 0 && this.#side * ((this.#places[at - 1] ?? 0) - shifted) < 0) at -= 1;
    this.#places.splice(at, 0, shifted);
  }

  take(): number {
    const { nearest } = this;
    this.#places.pop();
    return nearest;
  }
}
