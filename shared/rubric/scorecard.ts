import { z } from 'zod';
import { NoteId, ProducerId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId, QuestionId } from '../kit/kitIds.ts';
import { RatingKey, RatingValue } from './rating.ts';

export const RUBRIC_LIMITS = {
  noteText: 2_000,
  notes: 200,
  summary: 4_000,
  reason: 500,
  revisions: 20,
  probesKept: 100,
  logisticsKept: 50,
} as const;

export const MediaStamp = z.strictObject({
  /** Milliseconds since the interview first opened. */
  mediaTimeMs: z.number().int().nonnegative(),
  /** The position in the candidate's audio that the rater heard. Unaffected by network delay and clocks. */
  heard: z
    .strictObject({ producerId: ProducerId, rtpTimestamp: z.number().int().min(0).max(0xffff_ffff) })
    .optional(),
});
export type MediaStamp = z.infer<typeof MediaStamp>;

/** Version of an item: 0 at first, plus 1 for each change. A write names the version it is based on. */
export const ItemVersion = z.number().int().nonnegative();
export type ItemVersion = z.infer<typeof ItemVersion>;

export const Rating = z.strictObject({
  /** Absent if the rating was cleared. */
  value: RatingValue.optional(),
  version: ItemVersion,
  stamp: MediaStamp,
});
export type Rating = z.infer<typeof Rating>;

/** `evidence`: reason for a rating. `flag`: a moment to review, with optional text. */
export const NoteKind = z.enum(['note', 'evidence', 'flag']);
export type NoteKind = z.infer<typeof NoteKind>;

export const NoteText = z.string().trim().max(RUBRIC_LIMITS.noteText);

export const Note = z.strictObject({
  kind: NoteKind,
  questionId: QuestionId,
  competencyId: CompetencyId.optional(),
  text: NoteText,
  removed: z.boolean(),
  version: ItemVersion,
  stamp: MediaStamp,
});
export type Note = z.infer<typeof Note>;

export const Recommendation = z.enum(['strong-no', 'no', 'yes', 'strong-yes']);
export type Recommendation = z.infer<typeof Recommendation>;

export const Lock = z.strictObject({
  at: Timestamp,
  /** Absent in practice interviews, because no one is hired. */
  recommendation: Recommendation.optional(),
  summary: z.string().trim().max(RUBRIC_LIMITS.summary),
});
export type Lock = z.infer<typeof Lock>;

/** A change to a locked rating, made after raters compared theirs. The locked rating is kept as well. */
export const Revision = z.strictObject({
  value: RatingValue,
  reason: z.string().trim().min(3).max(RUBRIC_LIMITS.reason),
  at: Timestamp,
});
export type Revision = z.infer<typeof Revision>;

/** A rater's scorecard. After `lock`, `ratings` and `notes` don't change. */
export const Scorecard = z.strictObject({
  seatId: SeatId,
  ratings: z.record(RatingKey, Rating),
  notes: z.record(NoteId, Note),
  lock: Lock.optional(),
  revisions: z.record(RatingKey, z.array(Revision).max(RUBRIC_LIMITS.revisions)),
  /** When the rater decided to keep the ratings that they hadn't revised. */
  keptAt: Timestamp.optional(),
});
export type Scorecard = z.infer<typeof Scorecard>;

export type LockedScorecard = Scorecard & { lock: Lock };

export function isLocked(scorecard: Scorecard): scorecard is LockedScorecard {
  return scorecard.lock !== undefined;
}

/** Removes the recommendation, which earlier versions also stored for practice interviews. */
export function withoutRecommendation(card: LockedScorecard): LockedScorecard {
  const { recommendation: _hiring, ...lock } = card.lock;
  return { ...card, lock };
}

export function emptyScorecard(seatId: SeatId): Scorecard {
  return { seatId, ratings: {}, notes: {}, revisions: {} };
}
