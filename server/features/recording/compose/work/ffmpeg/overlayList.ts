import { FRAME_RATE } from '../../plan/frameGrid.ts';

export interface ListedOverlay {
  /** Path of a PNG in a folder of ours. */
  file: string;
  frames: number;
}

/**
 * A list for ffmpeg's concat demuxer. A path may hold anything that a file system allows but a line break; without the option, `%d` in it
 * would be taken for a number.
 */
export function overlayListText(overlays: readonly ListedOverlay[]): string {
  const entries = overlays.map(
    ({ file, frames }) =>
      `file ${quoted(file)}\noption pattern_type none\nduration ${(frames / FRAME_RATE).toFixed(3)}`,
  );
  return `ffconcat version 1.0\n${entries.join('\n')}\n`;
}

/** Between single quotes everything is itself but the quote. */
export function quoted(file: string): string {
  return `'${`file:${file}`.replaceAll("'", String.raw`'\''`)}'`;
}
