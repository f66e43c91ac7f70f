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

/** Where in the interview something belongs. */
export const MediaStamp = z.strictObject({
  /** Milliseconds since the session first opened. */
  mediaTimeMs: z.number().int().nonnegative(),
  /**
   * What the rater heard of the candidate at that moment, as RTP says it: exact whatever the network and the clocks did.
   * Absent where nothing was heard.
   */
  heard: z
    .strictObject({ producerId: ProducerId, rtpTimestamp: z.number().int().min(0).max(0xffff_ffff) })
    .optional(),
});
export type MediaStamp = z.infer<typeof MediaStamp>;

/** Each change of a rating or note raises its version by one; who writes says which version was seen. 0: none yet. */
export const ItemVersion = z.number().int().nonnegative();
export type ItemVersion = z.infer<typeof ItemVersion>;

export const Rating = z.strictObject({
  /** Absent after the rater has taken a rating back. */
  value: RatingValue.optional(),
  version: ItemVersion,
  stamp: MediaStamp,
});
export type Rating = z.infer<typeof Rating>;

/** `evidence`: why a rating is what it is. `flag`: a moment to look at again, with or without words. */
export const NoteKind = z.enum(['note', 'evidence', 'flag']);
export type NoteKind = z.infer<typeof NoteKind>;

export const NoteText = z.string().trim().max(RUBRIC_LIMITS.noteText);

export const Note = z.strictObject({
  kind: NoteKind,
  questionId: QuestionId,
  /** The rating that evidence belongs to. */
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
  /** Of an interview that people were invited to. Practice has none: no one is hired. */
  recommendation: Recommendation.optional(),
  summary: z.string().trim().max(RUBRIC_LIMITS.summary),
});
export type Lock = z.infer<typeof Lock>;

/** A rating changed in the consensus; the locked one stays beside it. */
export const Revision = z.strictObject({
  value: RatingValue,
  reason: z.string().trim().min(3).max(RUBRIC_LIMITS.reason),
  at: Timestamp,
});
export type Revision = z.infer<typeof Revision>;

/** All that one rater has written. `ratings` and `notes` stay forever as they were when `lock` came. */
export const Scorecard = z.strictObject({
  seatId: SeatId,
  ratings: z.record(RatingKey, Rating),
  notes: z.record(NoteId, Note),
  lock: Lock.optional(),
  revisions: z.record(RatingKey, z.array(Revision).max(RUBRIC_LIMITS.revisions)),
});
export type Scorecard = z.infer<typeof Scorecard>;

export type LockedScorecard = Scorecard & { lock: Lock };

export function isLocked(scorecard: Scorecard): scorecard is LockedScorecard {
  return scorecard.lock !== undefined;
}

/** For practice, whose raters gave a recommendation in earlier versions. */
export function withoutRecommendation(card: LockedScorecard): LockedScorecard {
  const { recommendation: _hiring, ...lock } = card.lock;
  return { ...card, lock };
}

export function emptyScorecard(seatId: SeatId): Scorecard {
  return { seatId, ratings: {}, notes: {}, revisions: {} };
}
