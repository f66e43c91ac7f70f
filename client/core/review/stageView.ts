import type { Gap, Span } from '../../../shared/recording/finished.ts';
import type { Review, ReviewTrack } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';

export interface Floor extends Span {
  readonly fileId: ReviewTrack['fileId'];
}

/** Speech shorter than this doesn't make a person large, because the layout would flicker. */
const LEAST_TURN_MS = 1_500;
const MAX_PAUSE_MS = 1_000;

type Speaker = Pick<ReviewTrack, 'fileId' | 'kind' | 'role' | 'speech'>;

/** Splits the recording into periods with one main speaker each, whose picture is then shown large. */
export function floorsOf(tracks: readonly Speaker[], durationMs: number): Floor[] {
  const people = tracks.filter(({ kind }) => kind === 'person');
  const first = people.find(({ role }) => role === 'candidate') ?? people[0];
  if (!first) return [];
  const turns = people
    .flatMap(({ fileId, speech }) => piecesOf(speech).map(piece => ({ ...piece, fileId })))
    .filter(({ fromMs, toMs }) => toMs - fromMs >= LEAST_TURN_MS)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const floors: Floor[] = [];
  let holder = { fileId: first.fileId, fromMs: 0, until: 0 };
  for (const { fileId, fromMs, toMs } of turns) {
    if (fileId === holder.fileId) {
      holder.until = Math.max(holder.until, toMs);
      continue;
    }
    // A person who interrupts gets the floor when the holder stops, if the person still speaks then.
    const takesAt = Math.max(fromMs, Math.min(holder.until, toMs));
    if (toMs - takesAt < LEAST_TURN_MS) continue;
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

export function largeAt(
  tracks: readonly Pick<ReviewTrack, 'fileId' | 'kind' | 'fromMs' | 'toMs' | 'gaps'>[],
  floors: readonly Floor[],
  atMs: number,
): ReviewTrack['fileId'] | undefined {
  const screen = tracks.findLast(track => track.kind === 'screen' && isShared(track, atMs));
  return screen?.fileId ?? spanAt(floors, atMs)?.fileId ?? floors[0]?.fileId;
}

/** True while a screen is shared. Gaps caused by the network don't end the sharing. */
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
    if (last && fromMs - last.toMs <= MAX_PAUSE_MS) last.toMs = toMs;
    else pieces.push({ fromMs, toMs });
  }
  return pieces;
}

export type Absence = Gap['reason'] | 'unrecorded';
export type MissingMedia = { readonly picture?: Absence; readonly sound?: Absence };
type SeenTrack = Pick<ReviewTrack, 'kind' | 'fromMs' | 'toMs' | 'hasAudio' | 'hasVideo' | 'gaps'>;

export function missingMedia(track: SeenTrack, stretches: readonly Span[], atMs: number): MissingMedia {
  if (!spanAt(stretches, atMs)) return { picture: 'unrecorded', sound: 'unrecorded' };
  // The track has no file before the person joins and after they leave.
  if (atMs < track.fromMs || atMs >= track.toMs) return { picture: 'away', sound: 'away' };
  const picture = track.hasVideo ? gapAt(track, 'video', atMs) : 'off';
  // A shared screen is expected to be silent, so its sound isn't missing.
  const silent = track.kind === 'person' ? 'off' : undefined;
  const sound = track.hasAudio ? gapAt(track, 'audio', atMs) : silent;
  return { ...(picture && { picture }), ...(sound && { sound }) };
}

/** A candidate's first frame is shown from the start if it comes within this time. */
const ARRIVAL_MS = 5_000;

/** Returns the moment to show: usually the position, but at the start the candidate's first frame. */
export function shownMoment(
  { tracks, stretches, durationMs }: Pick<Review, 'tracks' | 'stretches' | 'durationMs'>,
  positionMs: number,
): number {
  const candidate = tracks.find(({ kind, role }) => kind === 'person' && role === 'candidate');
  const firstMs = candidate && firstPicture(candidate, stretches);
  const arrives = firstMs !== undefined && positionMs < firstMs;
  if (arrives && (positionMs === 0 || firstMs <= ARRIVAL_MS)) return firstMs;
  // At the end of the recording, shows its last moment.
  return Math.min(positionMs, durationMs - 1);
}

function firstPicture(track: SeenTrack, stretches: readonly Span[]): number | undefined {
  const ends = track.gaps.filter(({ kind }) => kind === 'video').map(({ toMs }) => toMs);
  return [track.fromMs, ...stretches.map(({ fromMs }) => fromMs), ...ends]
    .toSorted((a, b) => a - b)
    .find(atMs => missingMedia(track, stretches, atMs).picture === undefined);
}

export function showsLastFrame(absence: Absence | undefined): boolean {
  return absence === undefined || absence === 'lost' || absence === 'stalled';
}

/** Chooses what a tile reports as missing. A missing picture usually matters more than missing sound. */
export function tileNotice({
  picture,
  sound,
}: MissingMedia): { of: 'picture' | 'sound'; why: Absence } | undefined {
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
