/** Pictures per second of a composed file. Everything that changes in it changes on this grid. */
export const FRAME_RATE = 25;
export const FRAME_MS = 1_000 / FRAME_RATE;

/** The picture at which something at this time is shown. */
export function frameAt(ms: number): number {
  return Math.round(ms / FRAME_MS);
}

export function msOfFrame(frame: number): number {
  return frame * FRAME_MS;
}
