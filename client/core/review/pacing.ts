/** Less than this apart, in milliseconds, no one sees or hears it, and measuring is no more exact. */
const CLOSE_MS = 4;
/** From here on a track is brought back; below it is left alone until it has come close, so that its speed does not flutter. */
const APART_MS = 10;
/** How soon a track should be back, in milliseconds. */
const BACK_WITHIN_MS = 500;
/** The most that a track's speed differs from the others'. Pitch is kept, so that this is not heard. */
const MOST = 0.2;
/** Further off than this, in milliseconds, it jumps. */
export const JUMP_MS = 300;

/**
 * By what factor of the replay's speed a track should run to come back to where it belongs. `offMs`: how far it is ahead; `before`: the
 * factor that it has now.
 */
export function paceOf(offMs: number, before: number): number {
  const distance = Math.abs(offMs);
  if (distance <= CLOSE_MS || (distance < APART_MS && before === 1)) return 1;
  // Past the middle it would only be carried over to the other side.
  if (before !== 1 && Math.sign(offMs) === Math.sign(before - 1) && distance < APART_MS) return 1;
  const change = Math.min(MOST, distance / BACK_WITHIN_MS);
  return round(1 - Math.sign(offMs) * change);
}

/** Steps of half a per cent: each change of speed costs the browser something. */
function round(pace: number): number {
  return Math.round(pace * 200) / 200;
}
