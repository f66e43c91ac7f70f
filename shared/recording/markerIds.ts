import type { NoteId, SeatId } from '../ids.ts';
import type { RatingKey } from '../rubric/rating.ts';

/** Names of markers on a recording's time line. They are short: an address carries one to lead to its moment. */

export function ratingMarkerId(seatId: SeatId, key: RatingKey): string {
  return `r:${seatId}:${key}`;
}

export function noteMarkerId(noteId: NoteId): string {
  return `n:${noteId}`;
}

/** `index` tells several markers of one event apart. */
export function eventMarkerId(seq: number, index: number): string {
  return `e:${seq}.${index}`;
}
