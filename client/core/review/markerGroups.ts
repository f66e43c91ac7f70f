import type { Marker } from '../../../shared/recording/review.ts';

/** Markers that stand so close that they are one sign. */
export interface MarkerGroup {
  /** Where the sign stands: at the first of them. */
  readonly atMs: number;
  readonly markers: readonly Marker[];
}

/** Groups markers, in their order, which would stand less than `leastMs` apart. */
export function markerGroups(markers: readonly Marker[], leastMs: number): MarkerGroup[] {
  const groups: { atMs: number; markers: Marker[] }[] = [];
  for (const marker of markers.toSorted((a, b) => a.atMs - b.atMs)) {
    const last = groups.at(-1);
    if (last && marker.atMs - last.atMs < leastMs) last.markers.push(marker);
    else groups.push({ atMs: marker.atMs, markers: [marker] });
  }
  return groups;
}
