/** Frames per second. The layout and the overlay change only at the start of a frame. */
export const FRAME_RATE = 25;
export const FRAME_MS = 1_000 / FRAME_RATE;

export function frameAt(ms: number): number {
  return Math.round(ms / FRAME_MS);
}

export function msOfFrame(frame: number): number {
  return frame * FRAME_MS;
}

export const CANVAS = { width: 1_280, height: 720 } as const;

export type Rect = { x: number; y: number; width: number; height: number };

const MARGIN = 24;
const GAP = 16;
const TILE_GAP = 12;
const ASPECT = 16 / 9;
const STRIP_WIDTH = 232;
/** Maximum number of small tiles in one column. More would be too small, so they get two columns. */
const ONE_COLUMN_MAX = 6;
const STAGE_TOP = 56;
const STAGE_WIDTH = CANVAS.width - 2 * MARGIN - GAP - STRIP_WIDTH;
const STAGE_HEIGHT = even(STAGE_WIDTH / ASPECT);
export const HEADER: Rect = { x: MARGIN, y: 16, width: CANVAS.width - 2 * MARGIN, height: 28 };
export const CAPTIONS: Rect = {
  x: 120,
  y: STAGE_TOP + STAGE_HEIGHT + 8,
  width: CANVAS.width - 240,
  height: CANVAS.height - STAGE_TOP - STAGE_HEIGHT - 16,
};

/** Returns the rectangles of the large tile and the small tiles. A single tile is centered. */
export function layoutOf(others: number): { stage: Rect; strip: Rect[] } {
  const stage: Rect = {
    x: others === 0 ? even((CANVAS.width - STAGE_WIDTH) / 2) : MARGIN,
    y: STAGE_TOP,
    width: STAGE_WIDTH,
    height: STAGE_HEIGHT,
  };
  const columns = others > ONE_COLUMN_MAX ? 2 : 1;
  const rows = Math.ceil(others / columns);
  const widest = (STRIP_WIDTH - (columns - 1) * TILE_GAP) / columns;
  const height = evenBelow(Math.min(widest / ASPECT, (STAGE_HEIGHT - (rows - 1) * TILE_GAP) / rows));
  const width = evenBelow(Math.min(widest, height * ASPECT));
  const left = CANVAS.width - MARGIN - STRIP_WIDTH;
  const across = columns * width + (columns - 1) * TILE_GAP;
  const strip = Array.from({ length: others }, (_, index): Rect => {
    return {
      x: left + evenBelow((STRIP_WIDTH - across) / 2) + (index % columns) * (width + TILE_GAP),
      y: STAGE_TOP + Math.floor(index / columns) * (height + TILE_GAP),
      width,
      height,
    };
  });
  return { stage, strip };
}

/** Fits a picture into a tile. Crops it, or adds margins if `whole` is set or too much would be lost. */
export function fitOf(
  tile: Rect,
  picture: { width: number; height: number },
  whole: boolean,
): { scaled: { width: number; height: number }; shown: Rect } {
  const across = tile.width / picture.width;
  const down = tile.height / picture.height;
  const cropped = 1 - Math.min(across, down) / Math.max(across, down);
  const scale = whole || cropped > CROP_MAX ? Math.min(across, down) : Math.max(across, down);
  const scaled = { width: even(picture.width * scale), height: even(picture.height * scale) };
  const [width, height] = [Math.min(tile.width, scaled.width), Math.min(tile.height, scaled.height)];
  return {
    scaled,
    shown: {
      x: tile.x + even((tile.width - width) / 2),
      y: tile.y + even((tile.height - height) / 2),
      width,
      height,
    },
  };
}

/** Largest share of a picture to crop. In a 16:9 tile, 4:3 video loses 1/4 and upright video loses 2/3. */
const CROP_MAX = 0.3;

/** Rounds to an even number, because video stores color at half the resolution. */
function even(value: number): number {
  return 2 * Math.round(value / 2);
}

function evenBelow(value: number): number {
  return 2 * Math.floor(value / 2);
}
