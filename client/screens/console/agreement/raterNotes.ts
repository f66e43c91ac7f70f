/** Below this no one would see it on a scale of five points, so it is called none. In points. */
const NEGLIGIBLE = 0.05;

export type Direction = 'harsher' | 'milder' | 'same';

/** What a distance from the others, or its change, says in words. */
export function directionOf(points: number): Direction {
  if (Math.abs(points) < NEGLIGIBLE) return 'same';
  return points < 0 ? 'harsher' : 'milder';
}

/** The rater furthest from the others comes first, those who cannot be compared yet last. */
export function bySeverity<Profile extends { rater: string; severity?: number | undefined }>(
  profiles: readonly Profile[],
): Profile[] {
  const distance = ({ severity }: Profile) => (severity === undefined ? -1 : Math.abs(severity));
  return profiles.toSorted((a, b) => distance(b) - distance(a) || a.rater.localeCompare(b.rater));
}
