/** The picture's size in pixels. All distances of the avatar are counted in pixels of this size. */
export const AVATAR_SIZE = { width: 960, height: 540 };

/** Pictures per second. */
export const FRAME_RATE = 25;

/** How long one picture stands. */
export const FRAME_MS = 1000 / FRAME_RATE;
