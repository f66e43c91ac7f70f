import type { Gap, Span } from '../../../shared/recording/finished.ts';
import type { Review, ReviewTrack } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';

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
