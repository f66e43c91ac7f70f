import { FRAME_RATE, msOfFrame } from '../../plan/frameGrid.ts';
import { CANVAS } from '../../plan/layout.ts';
import type { Piece, TilePicture } from '../../plan/planPieces.ts';
import { COLOUR, h264Encoding } from './h264.ts';
import { mediaInput, secondsText } from './mediaInput.ts';

/** How far before a piece its files are opened: what is shown first may be a frame from some time ago. Recorders see to one every two seconds. */
const LEAD_MS = 3_000;
/** Before a picture began to stand still it moved. */
const STANDING_LEAD_MS = 1_000;

export interface PieceFiles {
  /** Path of a file of the recording. */
  mediaFile: (fileName: string) => string;
  /** Lists the overlays with how long each stands. */
  overlayList: string;
  outFile: string;
}

/**
 * ffmpeg's arguments to render one piece: on black the pictures, each at its place, over them the overlay. No text is among them but paths
 * that we make ourselves.
 */
export function pieceArguments(piece: Piece, { mediaFile, overlayList, outFile }: PieceFiles): string[] {
  const pictures = piece.tiles.flatMap(({ picture }) => (picture ? [picture] : []));
  const openings = pictures.map(picture => openingOf(picture, piece));
  const { width, height } = CANVAS;
  const graph = [
    `color=c=black:s=${width}x${height}:r=${FRAME_RATE},trim=end_frame=${piece.frames},format=yuv420p,${COLOUR}[under0]`,
    ...pictures.flatMap((picture, index) => [
      `[${index}:v:0]${pictureFilters(picture, openings[index]?.leadMs ?? 0, piece.frames)}[picture${index}]`,
      `[under${index}][picture${index}]overlay=x=${picture.shown.x}:y=${picture.shown.y}[under${index + 1}]`,
    ]),
    `[${pictures.length}:v:0]scale=out_color_matrix=bt601:out_range=tv,format=yuva420p,${COLOUR}[over]`,
    `[under${pictures.length}][over]overlay=x=0:y=0:eof_action=repeat,format=yuv420p[out]`,
  ];
  return [
    ...['-filter_threads', '1', '-filter_complex_threads', '1'],
    ...pictures.flatMap((picture, index) =>
      mediaInput(mediaFile(picture.fileName), openings[index]?.fromMs ?? 0),
    ),
    ...['-protocol_whitelist', 'file', '-f', 'concat', '-safe', '0', '-i', `file:${overlayList}`],
    ...['-filter_complex', graph.join(';'), '-map', '[out]', '-an', '-frames:v', String(piece.frames)],
    // All pieces are encoded the same, so that they can be put together as they are.
    ...h264Encoding(FRAME_RATE),
    ...['-f', 'mp4', `file:${outFile}`],
  ];
}

/** From where in its own time a file is opened, and how much later the piece begins; before the file's own beginning that is negative. */
function openingOf(picture: TilePicture, piece: Piece): { fromMs: number; leadMs: number } {
  const beginsMs = msOfFrame(piece.fromFrame) - picture.fileFromMs;
  const standsSinceMs = picture.standsSinceMs - picture.fileFromMs - STANDING_LEAD_MS;
  const fromMs = Math.max(0, Math.min(beginsMs - LEAD_MS, standsSinceMs));
  return { fromMs, leadMs: beginsMs - fromMs };
}

/** Onto the grid, from the piece's beginning on, at the picture's size; the last frame stands until the piece is over. */
function pictureFilters({ scaled, shown }: TilePicture, leadMs: number, frames: number): string {
  const isCropped = scaled.width !== shown.width || scaled.height !== shown.height;
  return [
    `fps=fps=${FRAME_RATE}:start_time=${secondsText(leadMs)}:round=near`,
    `scale=${scaled.width}:${scaled.height}:flags=bicubic`,
    ...(isCropped ? [`crop=${shown.width}:${shown.height}`] : []),
    'setsar=1',
    'format=yuv420p',
    COLOUR,
    'setpts=PTS-STARTPTS',
    `tpad=stop=${frames}:stop_mode=clone`,
  ].join(',');
}
