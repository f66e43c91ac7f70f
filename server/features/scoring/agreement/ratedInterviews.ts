import type { RatedInterview, UnitRating } from '../../../../shared/agreement/candidates.ts';
import type { SeatId } from '../../../../shared/ids.ts';
import type { InterviewEvent, NewSeat } from '../../../../shared/interview/events.ts';
import { changedSeat } from '../../../../shared/interview/reduce.ts';
import { type RatingKey, type RatingValue, ratingKey } from '../../../../shared/rubric/rating.ts';
import { isRater } from '../../../../shared/rubric/scorecardOpening.ts';
import type { StoredScoring } from '../../../store/interviewStore.ts';

/** Plain data, because it is sent to a worker thread. */
export type KitRatings = { interviews: RatedInterview[]; people: Map<string, Person> };
export type Person = { name: string; email: string | undefined };

/** Returns the locked ratings of interviews. Leaves out `N` (no evidence). */
export async function ratedInterviews(scorings: AsyncIterable<StoredScoring>): Promise<KitRatings> {
  const people = new Map<string, Person>();
  const interviews: RatedInterview[] = [];
  for await (const { interviewId, events } of scorings) {
    const seats = ratersOf(events);
    for (const [key, person] of seats.values()) people.set(key, person);
    const ratings = [...lockedRatings(events)].flatMap(([seatId, units]) =>
      unitRatings(seats.get(seatId)?.[0], units),
    );
    interviews.push({ interviewId, at: heldAt(events), ratings });
  }
  return { interviews, people };
}

type Ratings = ReadonlyMap<RatingKey, RatingValue | undefined>;

/** Returns the ratings as they were when locked. Leaves out shadow ratings, which only calibrate a rater. */
function lockedRatings(events: readonly InterviewEvent[]): Map<SeatId, Ratings> {
  const open = new Map<SeatId, Map<RatingKey, RatingValue | undefined>>();
  const locked = new Map<SeatId, Ratings>();
  const shadows = new Map<SeatId, boolean>();
  for (const { kind, payload } of events) {
    if (kind === 'rating.put') {
      const { seatId, questionId, competencyId, value } = payload;
      const card = open.get(seatId) ?? new Map<RatingKey, RatingValue | undefined>();
      open.set(seatId, card.set(ratingKey(questionId, competencyId), value));
    }
    if (kind === 'scorecard.locked') locked.set(payload.seatId, new Map(open.get(payload.seatId)));
    // The latest claim decides whether the ratings count.
    if (kind === 'evaluation.claimed') shadows.set(payload.seatId, payload.shadow);
  }
  return new Map([...locked].filter(([seatId]) => !shadows.get(seatId)));
}

function unitRatings(rater: string | undefined, units: Ratings): UnitRating[] {
  if (rater === undefined) return [];
  return [...units].flatMap(([unit, value]) => (typeof value === 'number' ? { rater, unit, value } : []));
}

/** Identifies raters by email address, or by name if they have no address. */
function ratersOf(events: readonly InterviewEvent[]): Map<SeatId, readonly [key: string, Person]> {
  const seats = seatsOf(events).filter(isRater);
  const keyed = seats.map(seat => ({ seat, key: keyOf(seat) }));
  return new Map(
    keyed.map(({ seat: { seatId, displayName, email }, key }) => {
      const ambiguous = email === undefined && keyed.filter(other => other.key === key).length > 1;
      return [seatId, [ambiguous ? `seat ${seatId}` : key, { name: displayName, email }]];
    }),
  );
}

/** Returns seats with their latest names and addresses, which may have been corrected. */
function seatsOf(events: readonly InterviewEvent[]): NewSeat[] {
  const seats = new Map<SeatId, NewSeat>();
  for (const { kind, payload } of events) {
    if (kind === 'interview.created') for (const seat of payload.seats) seats.set(seat.seatId, seat);
    if (kind === 'seat.added') seats.set(payload.seat.seatId, payload.seat);
    const known = kind === 'seat.changed' ? seats.get(payload.seatId) : undefined;
    if (kind === 'seat.changed' && known) seats.set(payload.seatId, changedSeat(known, payload));
  }
  return [...seats.values()];
}

function keyOf({ email, displayName }: NewSeat): string {
  return email === undefined ? `name ${displayName.normalize('NFC')}` : `email ${email.toLowerCase()}`;
}

/** Returns the time of the first opening, or the scheduled time when there was no call. */
function heldAt(events: readonly InterviewEvent[]): number {
  const opened = events.find(({ kind }) => kind === 'session.opened');
  if (opened) return opened.at;
  const [created] = events;
  return created?.kind === 'interview.created' ? created.payload.scheduledAt : 0;
}
