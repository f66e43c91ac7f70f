/** Numbers of lines, counted from 0, as ranges in order; `to` is the first that is not among them. */
export type LineNumbers = readonly { readonly from: number; readonly to: number }[];

/** Adds a number above all that are there. */
export function withLine(numbers: LineNumbers, line: number): LineNumbers {
  const last = numbers.at(-1);
  if (last?.to !== line) return [...numbers, { from: line, to: line + 1 }];
  return [...numbers.slice(0, -1), { from: last.from, to: line + 1 }];
}

export function hasLine(numbers: LineNumbers, line: number): boolean {
  return numbers.some(({ from, to }) => from <= line && line < to);
}

/** The highest of them below `before`. */
export function lastLineBelow(numbers: LineNumbers, before: number): number | undefined {
  const range = numbers.findLast(({ from }) => from < before);
  return range && Math.min(range.to, before) - 1;
}
