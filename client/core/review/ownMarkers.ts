import type { NoteId } from '../../../shared/ids.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import { noteMarkerId, ratingMarkerId } from '../../../shared/recording/markerIds.ts';
import type { Marker } from '../../../shared/recording/review.ts';
import { partsOfKey, type RatingKey } from '../../../shared/rubric/rating.ts';
import type { Scorecard } from '../../../shared/rubric/scorecard.ts';

interface OwnMarkers {
  /** As the server placed them when the recording was opened. */
  placed: readonly Marker[];
  /** The rater's own as it is now, with what has not reached the server yet. */
  scorecard: Scorecard;
  /** The same when the recording was opened. */
  before: Scorecard;
  byName: string;
  kit: InterviewKit;
  /** Where a stamp lies on the time line. */
  recordingMs: (mediaTimeMs: number) => number;
}

/**
 * The markers of a recording with the rater's own as they are at this moment. What has not changed stays where the server has placed it, which
 * knows it exactly; what was rated or noted since lies where its stamp says.
 */
export function withOwnMarkers(options: OwnMarkers): Marker[] {
  const { placed, scorecard, before, byName, kit, recordingMs } = options;
  const { seatId } = scorecard;
  const others = placed.filter(marker => marker.kind === 'event' || marker.seatId !== seatId);
  const known = new Map(placed.map(marker => [marker.markerId, marker]));
  const place = (markerId: string, mediaTimeMs: number, beforeMs: number | undefined) =>
    (mediaTimeMs === beforeMs ? known.get(markerId)?.atMs : undefined) ?? recordingMs(mediaTimeMs);

  const ratings = Object.entries(scorecard.ratings).flatMap(([key, { value, stamp }]): Marker[] => {
    const { questionId, competencyId } = partsOfKey(key as RatingKey);
    const competency = kit.competencies.find(({ id }) => id === competencyId)?.name;
    if (value === undefined || competency === undefined) return [];
    const markerId = ratingMarkerId(seatId, key as RatingKey);
    const beforeMs = before.ratings[key as RatingKey]?.stamp.mediaTimeMs;
    const atMs = place(markerId, stamp.mediaTimeMs, beforeMs);
    return [{ kind: 'rating', markerId, atMs, seatId, byName, questionId, competencyId, competency, value }];
  });
  const notes = Object.entries(scorecard.notes).flatMap(([id, note]): Marker[] => {
    const noteId = id as NoteId;
    if (note.removed) return [];
    const { kind: noteKind, questionId, text, stamp } = note;
    const markerId = noteMarkerId(noteId);
    const atMs = place(markerId, stamp.mediaTimeMs, before.notes[noteId]?.stamp.mediaTimeMs);
    return [{ kind: 'note', markerId, atMs, seatId, byName, noteId, noteKind, questionId, text }];
  });
  return [...others, ...ratings, ...notes].toSorted((a, b) => a.atMs - b.atMs);
}
