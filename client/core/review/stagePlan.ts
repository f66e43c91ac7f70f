import type { Span } from '../../../shared/recording/finished.ts';
import type { ReviewTrack } from '../../../shared/recording/review.ts';
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
