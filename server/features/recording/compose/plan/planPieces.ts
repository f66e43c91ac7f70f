import type { FinishedMedia, FinishedRecording, Span } from '../../../../../shared/recording/finished.ts';
import { lengthMs, mergedSpans, spanAt, spansWithout } from '../../../../../shared/recording/spans.ts';
import type { ComposedPerson } from '../composeTask.ts';
import { FRAME_RATE, fitOf, frameAt, layoutOf, msOfFrame, type Rect } from './canvas.ts';
import {
  type CastTimes,
  castTimesOf,
  type ScreenTimes,
  type SourceTimes,
  screenTimesOf,
} from './castTimes.ts';
import { type Floor, floorTimes } from './floorTimes.ts';

/** Maximum length of a piece. An interruption of the rendering loses at most this much work. */
export const PIECE_MAX_FRAMES = 60 * FRAME_RATE;
const UNRECORDED_MIN_MS = 500;

export interface TilePicture {
  fileName: string;
  /** Time on the recording's timeline at which the file starts. */
  fileFromMs: number;
  /** The picture is scaled to `scaled`, and its middle part fills the area `shown` of the tile. */
  scaled: { width: number; height: number };
  shown: Rect;
  /** If the piece starts in a gap of the video, the start of the gap. Otherwise the piece's start. */
  standsSinceMs: number;
}

export interface Tile {
  person: ComposedPerson;
  kind: 'person' | 'screen';
  rect: Rect;
  large: boolean;
  card: 'off' | 'away' | 'left-out' | undefined;
  picture: TilePicture | undefined;
}

/** A part of the composed file with a fixed layout. */
export interface Piece {
  fromFrame: number;
  frames: number;
  tiles: Tile[];
  /** The pause in the recording that this piece shows, in milliseconds. */
  unrecorded: Span | undefined;
}

export function planPieces(recording: FinishedRecording, people: readonly ComposedPerson[]): Piece[] {
  const scenery = sceneryOf(recording, people);
  const edges = edgesOf(scenery, recording.durationMs);
  const pieces: Piece[] = [];
  for (const [index, fromFrame] of edges.entries()) {
    const toFrame = edges[index + 1];
    if (toFrame === undefined) break;
    pieces.push(...cut({ fromFrame, frames: toFrame - fromFrame, ...sceneAt(scenery, fromFrame) }));
  }
  return pieces;
}

type Scenery = { cast: CastTimes[]; screens: ScreenTimes[]; floors: Floor[]; unrecorded: Span[] };

function sceneryOf(recording: FinishedRecording, people: readonly ComposedPerson[]): Scenery {
  const cast = castTimesOf(recording, people);
  const whole = { fromMs: 0, toMs: recording.durationMs };
  return {
    cast,
    screens: screenTimesOf(recording, people),
    floors: floorTimes(cast, recording.durationMs),
    unrecorded: spansWithout([whole], mergedSpans(recording.stretches)).filter(
      span => lengthMs(span) >= UNRECORDED_MIN_MS,
    ),
  };
}

/** Returns the frames at which the layout may change, including the first and the last frame. */
function edgesOf({ cast, screens, floors, unrecorded }: Scenery, durationMs: number): number[] {
  const lastFrame = frameAt(durationMs);
  const sources: SourceTimes[] = [...cast.flatMap(({ pictures }) => pictures), ...screens];
  const times = [
    ...[...cast.flatMap(({ present, away }) => [...present, ...away]), ...unrecorded].flatMap(endsOf),
    ...sources.flatMap(({ spans }) => spans.flatMap(endsOf)),
    ...sources.flatMap(({ media }) => shapeChanges(media)),
    ...floors.map(({ fromMs }) => fromMs),
  ];
  const inside = times.map(frameAt).filter(frame => frame > 0 && frame < lastFrame);
  return [...new Set([0, ...inside, lastFrame])].toSorted((a, b) => a - b);
}

function endsOf({ fromMs, toMs }: Span): number[] {
  return [fromMs, toMs];
}

/** Returns when the aspect ratio changes, as when a phone is turned. Other new sizes are just scaled. */
function shapeChanges({ sizes }: FinishedMedia): number[] {
  return sizes.slice(1).flatMap(({ atMs, width, height }, index) => {
    const before = sizes[index] ?? { width, height };
    const change = (width / height) * (before.height / before.width);
    return Math.abs(change - 1) > 0.02 ? [atMs] : [];
  });
}

function cut(piece: Piece): Piece[] {
  const pieces: Piece[] = [];
  for (let done = 0; done < piece.frames; done += PIECE_MAX_FRAMES)
    pieces.push({
      ...piece,
      fromFrame: piece.fromFrame + done,
      frames: Math.min(PIECE_MAX_FRAMES, piece.frames - done),
    });
  return pieces;
}

/** Returns the piece with a card in place of the pictures of these files. */
export function withoutPictures(piece: Piece, fileNames: readonly string[]): Piece {
  return {
    ...piece,
    tiles: piece.tiles.map(tile =>
      tile.picture && fileNames.includes(tile.picture.fileName)
        ? { ...tile, card: 'left-out', picture: undefined }
        : tile,
    ),
  };
}

function sceneAt(scenery: Scenery, frame: number): Pick<Piece, 'tiles' | 'unrecorded'> {
  // Takes the middle of the frame, so that changes at the frame's start are included.
  const atMs = msOfFrame(frame + 0.5);
  const unrecorded = spanAt(scenery.unrecorded, atMs);
  if (unrecorded) return { tiles: [], unrecorded };
  const floor = scenery.floors.findLast(({ fromMs }) => frameAt(fromMs) <= frame);
  const large = floor?.index === undefined ? undefined : scenery.cast[floor.index];
  const present = scenery.cast.filter(member => spanAt(member.present, atMs));
  const screen = scenery.screens.findLast(({ spans }) => spanAt(spans, atMs));
  const stage = present.find(member => member === large) ?? present[0];
  const strip = screen
    ? [...(stage ? [stage] : []), ...present.filter(member => member !== stage)]
    : present.filter(member => member !== stage);
  const { stage: stageRect, strip: rects } = layoutOf(strip.length);
  return {
    unrecorded: undefined,
    tiles: [
      ...(screen ? [screenTile(screen, stageRect, atMs)] : []),
      ...(stage && !screen ? [personTile(stage, stageRect, true, atMs)] : []),
      ...strip.flatMap((member, index) => {
        const rect = rects[index];
        return rect ? [personTile(member, rect, false, atMs)] : [];
      }),
    ],
  };
}

function screenTile({ person, media, spans }: ScreenTimes, rect: Rect, atMs: number): Tile {
  const picture = pictureOf({ media, spans }, rect, atMs, true);
  return { person, kind: 'screen', rect, large: true, card: undefined, picture };
}

function personTile(member: CastTimes, rect: Rect, large: boolean, atMs: number): Tile {
  const isAway = spanAt(member.away, atMs) !== undefined;
  const source = isAway ? undefined : member.pictures.find(({ spans }) => spanAt(spans, atMs));
  return {
    person: member.person,
    kind: 'person',
    rect,
    large,
    card: isAway ? 'away' : source ? undefined : 'off',
    picture: source && pictureOf(source, rect, atMs, false),
  };
}

function pictureOf({ media }: SourceTimes, tile: Rect, atMs: number, whole: boolean): TilePicture {
  const size = media.sizes.findLast(each => each.atMs <= atMs) ?? media.sizes[0];
  const { width, height } = size ?? { width: media.width ?? 16, height: media.height ?? 9 };
  const standing = media.gaps.find(gap => gap.kind === 'video' && gap.fromMs <= atMs && atMs < gap.toMs);
  return {
    fileName: media.fileName,
    fileFromMs: media.fromMs,
    ...fitOf(tile, { width, height }, whole),
    standsSinceMs: standing?.fromMs ?? atMs,
  };
}
