import type { NoteId } from '../../../../shared/ids.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { InterviewKit } from '../../../../shared/kit/kit.ts';
import { noteMarkerId, ratingMarkerId } from '../../../../shared/recording/markerIds.ts';
import { placeStamp, type StampPlaces } from '../../../../shared/recording/placeStamp.ts';
import type { Marker } from '../../../../shared/recording/review.ts';
import { partsOfKey, type RatingKey } from '../../../../shared/rubric/rating.ts';
import type { Note, Scorecard } from '../../../../shared/rubric/scorecard.ts';

/**
 * Ratings and notes where they belong, as locked. They come from the viewer's own view and from nowhere else, which is what decides whose
 * a viewer may see.
 */
export function writtenMarkers(view: InterviewView, kit: InterviewKit, places: StampPlaces): Marker[] {
  return scorecardsIn(view).flatMap(card => {
    const by = { seatId: card.seatId, byName: view.seats[card.seatId]?.displayName ?? '' };
    const ratings = Object.entries(card.ratings).flatMap(([key, { value, stamp }]): Marker[] => {
      const { questionId, competencyId } = partsOfKey(key as RatingKey);
      const competency = kit.competencies.find(({ id }) => id === competencyId)?.name;
      if (value === undefined || competency === undefined) return [];
      const markerId = ratingMarkerId(card.seatId, key as RatingKey);
      const atMs = placeStamp(places, stamp);
      return [{ kind: 'rating', markerId, atMs, ...by, questionId, competencyId, competency, value }];
    });
    const notes = Object.entries(card.notes).flatMap(([noteId, note]) =>
      note.removed ? [] : [noteMarker(noteId as NoteId, note, by, places)],
    );
    return [...ratings, ...notes];
  });
}

function noteMarker(
  noteId: NoteId,
  { kind, questionId, text, stamp }: Note,
  by: Pick<Extract<Marker, { kind: 'note' }>, 'seatId' | 'byName'>,
  places: StampPlaces,
): Marker {
  const atMs = placeStamp(places, stamp);
  return {
    kind: 'note',
    markerId: noteMarkerId(noteId),
    atMs,
    ...by,
    noteId,
    noteKind: kind,
    questionId,
    text,
  };
}

/** One's own is among the open ones, too. */
function scorecardsIn({ rubric }: InterviewView): Scorecard[] {
  const open = Object.values(rubric?.scorecards ?? {});
  const own = rubric?.own;
  return own && !open.some(({ seatId }) => seatId === own.seatId) ? [...open, own] : open;
}
