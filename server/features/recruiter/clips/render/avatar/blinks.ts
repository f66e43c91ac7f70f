/**
 * How far the lids are closed in each picture of a blink: down within a picture or two, up a little slower. 120 or 160 ms in all, as
 * people do it; on whole pictures, so that every blink closes completely.
 */
const BLINKS: readonly (readonly number[])[] = [
  [0.55, 1, 0.6, 0.18],
  [0.7, 1, 0.4],
  [0.45, 1, 0.74, 0.24],
];

export const LONGEST_BLINK_FRAMES = 4;

/** Closes the lids of some pictures from `atFrame` on. `kind` 0 to 1 chooses among ways to blink. */
export function addBlink(poses: { blink: number }[], atFrame: number, kind: number): void {
  const blink = BLINKS[Math.min(BLINKS.length - 1, Math.floor(kind * BLINKS.length))] ?? [];
  blink.forEach((closed, index) => {
    const pose = poses[atFrame + index];
    if (pose) pose.blink = Math.max(pose.blink, closed);
  });
}
