import { CANVAS, FRAME_RATE, msOfFrame } from '../plan/canvas.ts';
import type { Piece, TilePicture } from '../plan/planPieces.ts';

/** Tags video with BT.601, the color space that browsers use, because VP8 does not store a color space. */
export const COLOR = 'setparams=range=tv:colorspace=smpte170m:color_primaries=bt709:color_trc=bt709';

/** Returns arguments for H.264 that every browser plays and seeks fast: no B-frames, frequent key frames. */
export function h264Encoding(frameRate: number): string[] {
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'high', '-bf', '0'],
    ...['-threads', '1', '-pix_fmt', 'yuv420p', '-r', String(frameRate)],
    ...['-g', String(2 * frameRate), '-keyint_min', String(frameRate), '-sc_threshold', '0'],
    ...['-colorspace', 'smpte170m', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
    ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-map_metadata', '-1'],
  ];
}

/**
 * Returns ffmpeg input arguments for a file from `fromMs` on, which becomes time zero. `-seek_timestamp` is
 * needed for files that start late. At zero, ffmpeg must not seek, because it would skip sound before the
 * first frame. `-reinit_filter 0` allows the frame size to change.
 */
export function mediaInput(file: string, fromMs: number): string[] {
  return [
    ...['-protocol_whitelist', 'file', '-reinit_filter', '0', '-threads', '1', '-seek_timestamp', '1'],
    ...(fromMs > 0 ? ['-ss', secondsText(fromMs)] : []),
    ...['-i', `file:${file}`],
  ];
}

export function secondsText(ms: number): string {
  return (ms / 1_000).toFixed(6);
}

export type ListedOverlay = { file: string; frames: number };

/** Returns a list for ffmpeg's concat demuxer. `pattern_type none` disables placeholders such as `%d`. */
export function overlayListText(overlays: readonly ListedOverlay[]): string {
  const entries = overlays.map(
    ({ file, frames }) =>
      `file ${quoted(file)}\noption pattern_type none\nduration ${(frames / FRAME_RATE).toFixed(3)}`,
  );
  return `ffconcat version 1.0\n${entries.join('\n')}\n`;
}

/** Quotes a path for ffmpeg. Between single quotes, only single quotes need escaping. */
export function quoted(file: string): string {
  return `'${`file:${file}`.replaceAll("'", String.raw`'\''`)}'`;
}

/** Files are read from this long before a piece, because the frame visible at its start may be older. */
const LEAD_MS = 3_000;
/** Additional lead time if the video is frozen when the piece starts. */
const STANDING_LEAD_MS = 1_000;

type PieceFiles = { mediaFile: (fileName: string) => string; overlayList: string; outFile: string };

/** Returns ffmpeg arguments for one piece: videos on black, under the overlay. Contains no user text. */
export function pieceArguments(piece: Piece, { mediaFile, overlayList, outFile }: PieceFiles): string[] {
  const pictures = piece.tiles.flatMap(({ picture }) => (picture ? [picture] : []));
  const openings = pictures.map(picture => openingOf(picture, piece));
  const { width, height } = CANVAS;
  const graph = [
    `color=c=black:s=${width}x${height}:r=${FRAME_RATE},trim=end_frame=${piece.frames},format=yuv420p,${COLOR}[under0]`,
    ...pictures.flatMap((picture, index) => [
      `[${index}:v:0]${pictureFilters(picture, openings[index]?.leadMs ?? 0)}[picture${index}]`,
      `[under${index}][picture${index}]overlay=x=${picture.shown.x}:y=${picture.shown.y}[under${index + 1}]`,
    ]),
    `[${pictures.length}:v:0]scale=out_color_matrix=bt601:out_range=tv,format=yuva420p,${COLOR}[over]`,
    `[under${pictures.length}][over]overlay=x=0:y=0:eof_action=repeat,format=yuv420p[out]`,
  ];
  return [
    ...['-filter_threads', '1', '-filter_complex_threads', '1'],
    ...pictures.flatMap((picture, index) =>
      mediaInput(mediaFile(picture.fileName), openings[index]?.fromMs ?? 0),
    ),
    ...['-protocol_whitelist', 'file', '-f', 'concat', '-safe', '0', '-i', `file:${overlayList}`],
    ...['-filter_complex', graph.join(';'), '-map', '[out]', '-an', '-frames:v', String(piece.frames)],
    // All pieces have the same encoding, so that they can be joined without encoding again.
    ...h264Encoding(FRAME_RATE),
    ...['-f', 'mp4', `file:${outFile}`],
  ];
}

/** Returns where to open the file, and the time from there to the piece (negative before the file starts). */
function openingOf(picture: TilePicture, piece: Piece): { fromMs: number; leadMs: number } {
  const beginsMs = msOfFrame(piece.fromFrame) - picture.fileFromMs;
  const standsSinceMs = picture.standsSinceMs - picture.fileFromMs - STANDING_LEAD_MS;
  const fromMs = Math.max(0, Math.min(beginsMs - LEAD_MS, standsSinceMs));
  return { fromMs, leadMs: beginsMs - fromMs };
}

/**
 * Converts a video to the size of its tile, and its times to those of the piece. `overlay` shows the newest frame that
 * is not later than a frame of the piece: half a frame less makes that the nearest. The first frame starts no later
 * than the piece. The frame rate stays as it is: to fill a long gap with repeated frames takes memory for all of them.
 */
function pictureFilters({ scaled, shown }: TilePicture, leadMs: number): string {
  const isCropped = scaled.width !== shown.width || scaled.height !== shown.height;
  const time = `PTS-${secondsText(leadMs + msOfFrame(0.5))}/TB`;
  return [
    `scale=${scaled.width}:${scaled.height}:flags=bicubic`,
    ...(isCropped ? [`crop=${shown.width}:${shown.height}`] : []),
    'setsar=1',
    'format=yuv420p',
    COLOR,
    String.raw`setpts=if(eq(N\,0)\,min(${time}\,0)\,${time})`,
  ].join(',');
}
