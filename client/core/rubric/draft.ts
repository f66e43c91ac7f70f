import { z } from 'zod';
import { ERROR_CODES } from '../../../shared/errors.ts';
import { CommandId, NoteId } from '../../../shared/ids.ts';
import { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { type RatingValue, ratingKey } from '../../../shared/rubric/rating.ts';
import {
  ItemVersion,
  MediaStamp,
  Note,
  NoteKind,
  Rating,
  RUBRIC_LIMITS,
  type Scorecard,
} from '../../../shared/rubric/scorecard.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { mergeTexts as merge } from '../mergeTexts.ts';

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

const RatingContent = Rating.omit({ version: true });
export type RatingContent = z.infer<typeof RatingContent>;

/** Why the server will not take an item as it is. */
const Refusal = z.object({ code: z.enum(ERROR_CODES), message: z.string() });

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
type RatingDraft = z.infer<typeof RatingDraft>;

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

/** A change by the evaluator that can be undone, with the previous content. */
export type Undoable =
  | { kind: 'rating'; questionId: QuestionId; competencyId: CompetencyId; before: RatingValue | undefined }
  | { kind: 'note'; questionId: QuestionId; noteId: NoteId; before: NoteContent };

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

const Versioned = z.object({ version: ItemVersion.default(0) });

/** The text as it would be sent: with what another device wrote meanwhile, without spaces around it. */
function outgoingText({ wanted, fork }: NoteDraft): string {
  return (fork ? mergeTexts(fork.base, wanted.text, fork.theirs) : wanted.text).trim();
}

/** How many characters a note has too many to be sent; 0 if it fits. */
export function excessOf(draft: NoteDraft): number {
  return Math.max(0, outgoingText(draft).length - RUBRIC_LIMITS.noteText);
}

/** Whether the rater wants something else than the server is known to have. */
export function differs(draft: Draft): boolean {
  if (draft.item === 'rating') return draft.wanted.value !== draft.base?.value;
  const { base, wanted } = draft;
  if (!base) return !wanted.removed && !isEmpty(draft);
  if (base.removed && wanted.removed) return false;
  return base.removed !== wanted.removed || base.text !== outgoingText(draft);
}

/** Whether nothing but the network stands between this and the server. */
export function isSendable(draft: Draft): boolean {
  if (draft.refusal || !differs(draft)) return false;
  if (draft.item === 'rating') return !draft.clash;
  // A note that was emptied is removed when its writer leaves it, and not between two words.
  return excessOf(draft) === 0 && (draft.wanted.removed || !isEmpty(draft));
}

/** A command of its own for what is wanted now. */
export function withSending<D extends Draft>(draft: D, commandId: CommandId): D {
  const content =
    draft.item === 'note' ? { ...draft.wanted, text: outgoingText(draft) } : { ...draft.wanted };
  return { ...draft, sending: { commandId, expectedVersion: draft.base?.version ?? 0, content } };
}

/** The server has taken what was sent. */
export function answered<D extends Draft>({ sending, ...draft }: D, version: ItemVersion): D {
  return { ...draft, ...(sending && { base: { ...sending.content, version } }) } as D;
}

export function refused<D extends Draft>({ sending: _over, ...draft }: D, refusal: D['refusal']): D {
  return { ...draft, refusal } as D;
}

/** As if it had never been sent: for another try. */
export function untried<D extends Draft>({ refusal: _gone, ...draft }: D): D {
  return draft as D;
}

/**
 * Another device was first: `current` is what the server has. Undefined if that cannot be: it is no value of the item, or
 * the very version that was expected. Sending again would then go round forever.
 */
export function conflicted(draft: Draft, current: unknown, writing: boolean): Draft | undefined {
  const { data: seen } = Versioned.safeParse(current ?? {});
  if (!seen || seen.version === draft.sending?.expectedVersion) return undefined;
  if (draft.item === 'rating') {
    const parsed = Rating.partial().safeParse(current ?? {});
    return parsed.success ? ratingConflicted(draft, parsed.data) : undefined;
  }
  const parsed = Note.partial().safeParse(current ?? {});
  return parsed.success ? noteConflicted(draft, parsed.data, writing) : undefined;
}

function ratingConflicted({ sending: _over, ...draft }: RatingDraft, current: Partial<Rating>): RatingDraft {
  const { version = 0, stamp = draft.wanted.stamp, value } = current;
  const base: Rating = { version, stamp, ...(value !== undefined && { value }) };
  return { ...draft, base, clash: value !== draft.wanted.value };
}

function noteConflicted(
  { sending: _over, ...draft }: NoteDraft,
  current: Partial<Note>,
  writing: boolean,
): NoteDraft {
  const began = draft.fork?.base ?? draft.base?.text ?? '';
  const base = { ...draft.wanted, text: '', removed: false, version: 0, ...current };
  const next: NoteDraft = { ...draft, base };
  // One side took the note away and the other wrote on: the words win.
  if (base.removed) return next;
  if (draft.wanted.removed) {
    return base.text === began
      ? next
      : { ...next, wanted: { ...draft.wanted, removed: false, text: base.text } };
  }
  const forked: NoteDraft = { ...next, fork: { base: began, theirs: base.text } };
  return writing ? forked : rested(forked);
}

/** No one writes in it any more: what waited is merged into the text, and a note that was emptied is removed. */
export function rested(draft: NoteDraft): NoteDraft {
  const { fork, ...rest } = draft;
  const text = fork ? mergeTexts(fork.base, draft.wanted.text, fork.theirs) : draft.wanted.text;
  const next: NoteDraft = { ...rest, wanted: { ...draft.wanted, text } };
  return isEmpty(next) ? { ...next, wanted: { ...next.wanted, removed: true } } : next;
}

/** A flag needs no words. */
function isEmpty(draft: NoteDraft): boolean {
  return draft.wanted.kind !== 'flag' && outgoingText(draft) === '';
}

/** Stands between what was written here and what another device wrote into the same note. */
export const NOTE_DIVIDER = `\n\n${rubricTexts.notes.divider}\n`;

/** Two versions of one note; see `client/core/mergeTexts.ts`. */
export function mergeTexts(base: string, mine: string, theirs: string): string {
  return merge(base, mine, theirs, NOTE_DIVIDER);
}

/** The scorecard as its rater should see it: the server's, and over it what is still on its way. */
export function mergedScorecard(known: Scorecard, drafts: Iterable<Draft>): Scorecard {
  const ratings = { ...known.ratings };
  const notes = { ...known.notes };
  for (const draft of drafts) {
    const version = draft.base?.version ?? 0;
    if (draft.item === 'rating') {
      const shown = draft.clash && draft.base ? draft.base : draft.wanted;
      ratings[ratingKey(draft.questionId, draft.competencyId)] = { ...shown, version };
    } else {
      notes[draft.noteId] = { ...draft.wanted, version };
    }
  }
  return { ...known, ratings, notes };
}
