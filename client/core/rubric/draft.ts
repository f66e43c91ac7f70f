import { z } from 'zod';
import { ERROR_CODES } from '../../../shared/errors.ts';
import { CommandId, NoteId } from '../../../shared/ids.ts';
import { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { ratingKey } from '../../../shared/rubric/rating.ts';
import { ItemVersion, MediaStamp, NoteKind, Rating } from '../../../shared/rubric/scorecard.ts';

/**
 * A note without the schema's limit on its text: what someone has typed is kept however long it is, and trimmed only on
 * its way out.
 */
const NoteContent = z.object({
  kind: NoteKind,
  questionId: QuestionId,
  competencyId: CompetencyId.optional(),
  text: z.string(),
  removed: z.boolean(),
  stamp: MediaStamp,
});
export type NoteContent = z.infer<typeof NoteContent>;

const KnownNote = NoteContent.extend({ version: ItemVersion });
export type KnownNote = z.infer<typeof KnownNote>;

const RatingContent = Rating.omit({ version: true });
export type RatingContent = z.infer<typeof RatingContent>;

/** Why the server will not take an item as it is. */
const Refusal = z.object({ code: z.enum(ERROR_CODES), message: z.string() });
export type Refusal = z.infer<typeof Refusal>;

const RatingDraft = z.object({
  item: z.literal('rating'),
  questionId: QuestionId,
  competencyId: CompetencyId,
  /** The newest that the server is known to have; absent: nothing. */
  base: Rating.optional(),
  wanted: RatingContent,
  /** A command that has not been answered. It keeps its id until it is, through every repeat and every page. */
  sending: z
    .object({ commandId: CommandId, expectedVersion: ItemVersion, content: RatingContent })
    .optional(),
  /** Another device has rated this, too (`base`): the rater decides. */
  clash: z.boolean(),
  refusal: Refusal.optional(),
});
export type RatingDraft = z.infer<typeof RatingDraft>;

const NoteDraft = z.object({
  item: z.literal('note'),
  noteId: NoteId,
  base: KnownNote.optional(),
  /** What the field shows. */
  wanted: NoteContent,
  /**
   * While someone types, another device's text is not put under their fingers: it waits here, with the text that both began
   * with, and is merged into every sending.
   */
  fork: z.object({ base: z.string(), theirs: z.string() }).optional(),
  sending: z.object({ commandId: CommandId, expectedVersion: ItemVersion, content: NoteContent }).optional(),
  refusal: Refusal.optional(),
});
export type NoteDraft = z.infer<typeof NoteDraft>;

/** One rating or note that the rater has changed and the server has not confirmed yet. */
export const Draft = z.discriminatedUnion('item', [RatingDraft, NoteDraft]);
export type Draft = z.infer<typeof Draft>;

/** Names an item: a rating by its key, a note by its id; neither can be taken for the other. */
export type DraftKey = string & { readonly draftKey: true };

export function keyOf(draft: Pick<RatingDraft, 'item' | 'questionId' | 'competencyId'>): DraftKey;
export function keyOf(draft: Pick<NoteDraft, 'item' | 'noteId'>): DraftKey;
export function keyOf(draft: Draft): DraftKey;
export function keyOf(
  draft: Pick<RatingDraft, 'item' | 'questionId' | 'competencyId'> | Pick<NoteDraft, 'item' | 'noteId'>,
): DraftKey {
  return (draft.item === 'rating'
    ? ratingKey(draft.questionId, draft.competencyId)
    : draft.noteId) as string as DraftKey;
}
