import type { Gap, Span } from '../../../shared/recording/finished.ts';
import type { Review, ReviewTrack } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';

/** Who has the floor, from one moment to another. */
export interface Floor extends Span {
  readonly fileId: ReviewTrack['fileId'];
}

/** A person who speaks for less than this, in milliseconds, does not get the large place: it would only flicker. */
const TAKES_PLACE_MS = 1_500;
/** Words of one person that are no further apart are one piece of speech, in milliseconds. */
const ONE_PIECE_MS = 1_000;

type Speaker = Pick<ReviewTrack, 'fileId' | 'kind' | 'role' | 'speech'>;

/**
 * Who is large when, from what was heard: the person who speaks for a while, until another does. Known for the whole recording at once, so that
 * the same moment looks the same however one came to it. The candidate has the floor until anybody has spoken.
 */
export function floorsOf(tracks: readonly Speaker[], durationMs: number): Floor[] {
  const people = tracks.filter(({ kind }) => kind === 'person');
  const first = people.find(({ role }) => role === 'candidate') ?? people[0];
  if (!first) return [];
  const turns = people
    .flatMap(({ fileId, speech }) => piecesOf(speech).map(piece => ({ ...piece, fileId })))
    .filter(({ fromMs, toMs }) => toMs - fromMs >= TAKES_PLACE_MS)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const floors: Floor[] = [];
  let holder = { fileId: first.fileId, fromMs: 0, until: 0 };
  for (const { fileId, fromMs, toMs } of turns) {
    if (fileId === holder.fileId) {
      holder.until = Math.max(holder.until, toMs);
      continue;
    }
    // A person who speaks into someone's words waits for the place until those are over, if they still speak then.
    const takesAt = Math.max(fromMs, Math.min(holder.until, toMs));
    if (toMs - takesAt < TAKES_PLACE_MS) continue;
    if (takesAt > holder.fromMs) floors.push({ fileId: holder.fileId, fromMs: holder.fromMs, toMs: takesAt });
    holder = { fileId, fromMs: takesAt, until: toMs };
  }
  floors.push({
    fileId: holder.fileId,
    fromMs: holder.fromMs,
    toMs: Math.max(durationMs, holder.fromMs) + 1,
  });
  return floors;
}

/** Which track is large: a shared screen while there is one, else the person who has the floor. */
export function largeAt(
  tracks: readonly Pick<ReviewTrack, 'fileId' | 'kind' | 'fromMs' | 'toMs' | 'gaps'>[],
  floors: readonly Floor[],
  atMs: number,
): ReviewTrack['fileId'] | undefined {
  const screen = tracks.findLast(track => track.kind === 'screen' && isShared(track, atMs));
  return screen?.fileId ?? spanAt(floors, atMs)?.fileId ?? floors[0]?.fileId;
}

/** A screen is there from its sharing to its end; what the network lost in between does not take it away. */
export function isShared(
  { fromMs, toMs, gaps }: Pick<ReviewTrack, 'fromMs' | 'toMs' | 'gaps'>,
  atMs: number,
): boolean {
  if (atMs < fromMs || atMs >= toMs) return false;
  const ended = gaps.filter(
    ({ kind, reason }) => kind === 'video' && (reason === 'off' || reason === 'away'),
  );
  return spanAt(ended, atMs) === undefined;
}

function piecesOf(speech: readonly Span[]): Span[] {
  const pieces: Span[] = [];
  for (const { fromMs, toMs } of speech) {
    const last = pieces.at(-1);
    if (last && fromMs - last.toMs <= ONE_PIECE_MS) last.toMs = toMs;
    else pieces.push({ fromMs, toMs });
  }
  return pieces;
}

/** Why there is no picture, or no sound, of someone at a moment: as in the recording, or because nothing was recorded at all. */
export type Absence = Gap['reason'] | 'unrecorded';

/** What there is of someone at a moment; absent reasons mean that all is there. */
export interface TileSight {
  readonly picture?: Absence;
  readonly sound?: Absence;
}

type SeenTrack = Pick<ReviewTrack, 'kind' | 'fromMs' | 'toMs' | 'hasAudio' | 'hasVideo' | 'gaps'>;

export function tileSight(track: SeenTrack, stretches: readonly Span[], atMs: number): TileSight {
  if (!spanAt(stretches, atMs)) return { picture: 'unrecorded', sound: 'unrecorded' };
  // Before someone comes, and after they have gone, there is no file of them to have gaps.
  if (atMs < track.fromMs || atMs >= track.toMs) return { picture: 'away', sound: 'away' };
  const picture = track.hasVideo ? gapAt(track, 'video', atMs) : 'off';
  // No one expects a shared screen to sound.
  const silent = track.kind === 'person' ? 'off' : undefined;
  const sound = track.hasAudio ? gapAt(track, 'audio', atMs) : silent;
  return { ...(picture && { picture }), ...(sound && { sound }) };
}

/** A recording begins a little before the first picture of its candidate arrives: at most so long, in milliseconds. */
const ARRIVAL_MS = 5_000;

/**
 * The moment that is seen at a position. Before the candidate's first picture that is the picture itself: on opening, and while it is on its
 * way. A person whose first picture comes much later is not there yet.
 */
export function seenMoment(
  { tracks, stretches, durationMs }: Pick<Review, 'tracks' | 'stretches' | 'durationMs'>,
  positionMs: number,
): number {
  const candidate = tracks.find(({ kind, role }) => kind === 'person' && role === 'candidate');
  const firstMs = candidate && firstPicture(candidate, stretches);
  const arrives = firstMs !== undefined && positionMs < firstMs;
  if (arrives && (positionMs === 0 || firstMs <= ARRIVAL_MS)) return firstMs;
  // At the very end, where nothing follows any more, that is what came last.
  return Math.min(positionMs, durationMs - 1);
}

function firstPicture(track: SeenTrack, stretches: readonly Span[]): number | undefined {
  const ends = track.gaps.filter(({ kind }) => kind === 'video').map(({ toMs }) => toMs);
  return [track.fromMs, ...stretches.map(({ fromMs }) => fromMs), ...ends]
    .toSorted((a, b) => a - b)
    .find(atMs => tileSight(track, stretches, atMs).picture === undefined);
}

/** Whether the last picture says more than none: it stands still where the network or the sender's page did. */
export function keepsPicture(absence: Absence | undefined): boolean {
  return absence === undefined || absence === 'lost' || absence === 'stalled';
}

/** The one thing to say of someone on their tile; a picture that is missing says more than a sound that is. */
export function told({ picture, sound }: TileSight): { of: 'picture' | 'sound'; why: Absence } | undefined {
  if (picture === 'unrecorded' || picture === 'away' || picture === 'lost')
    return { of: 'picture', why: picture };
  if (sound === 'muted' || sound === 'lost') return { of: 'sound', why: sound };
  if (picture) return { of: 'picture', why: picture };
  return sound && { of: 'sound', why: sound };
}

function gapAt({ gaps }: SeenTrack, kind: Gap['kind'], atMs: number): Gap['reason'] | undefined {
  return spanAt(
    gaps.filter(gap => gap.kind === kind),
    atMs,
  )?.reason;
}
