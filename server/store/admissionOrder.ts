/** Places of attempts from one source while others wait. */
export const PLACES_PER_SOURCE = 3;
/** A house of this many places keeps one of them free of sources that have their share, so that the next person finds it empty. */
const KEEPS_ONE_FROM = 4;

type Source = string | null;

/**
 * Order in which waiting attempts are let in: as they came, but attempts of a source that has its share follow after all others. Attempts
 * without a source count each for itself.
 */
export function admissionOrder<A extends { source: Source }>(
  inside: readonly { source: Source }[],
  waiting: readonly A[],
): { first: A[]; last: A[] } {
  const places = new Map<string, number>();
  const take = (source: Source): number => {
    if (source === null) return 1;
    const taken = (places.get(source) ?? 0) + 1;
    places.set(source, taken);
    return taken;
  };
  for (const { source } of inside) take(source);
  const [first, last]: [A[], A[]] = [[], []];
  for (const attempt of waiting) (take(attempt.source) <= PLACES_PER_SOURCE ? first : last).push(attempt);
  return { first, last };
}

/** Attempts to let in now. */
export function admissible<A extends { source: Source }>(
  inside: readonly { source: Source }[],
  waiting: readonly A[],
  capacity: number,
): A[] {
  const free = Math.max(0, capacity - inside.length);
  const { first, last } = admissionOrder(inside, waiting);
  const kept = capacity >= KEEPS_ONE_FROM ? 1 : 0;
  return [...first.slice(0, free), ...last.slice(0, Math.max(0, free - first.length - kept))];
}
