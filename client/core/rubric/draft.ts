import { z } from 'zod';
import type { ErrorReason } from '../../../shared/errorReasons.ts';
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

/** Note content without a length limit, because a draft keeps any text. Sending trims the text. */
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

const Refusal = z.object({
  code: z.enum(ERROR_CODES),
  reason: z.custom<ErrorReason>(reason => typeof reason === 'string').optional(),
  values: z.record(z.string(), z.unknown()).optional(),
});

const RatingDraft = z.object({
  item: z.literal('rating'),
  questionId: QuestionId,
  competencyId: CompetencyId,
  base: Rating.optional(),
  wanted: RatingContent,
  /** Command that waits for its reply. The id stays the same through retries and on other pages. */
  sending: z
    .object({ commandId: CommandId, expectedVersion: ItemVersion, content: RatingContent })
    .optional(),
  /** True when another device rated this too (`base`), so the evaluator must choose. */
  clash: z.boolean(),
  refusal: Refusal.optional(),
});
type RatingDraft = z.infer<typeof RatingDraft>;

const NoteDraft = z.object({
  item: z.literal('note'),
  noteId: NoteId,
  base: KnownNote.optional(),
  wanted: NoteContent,
  /** Text of another device that arrived during typing, and the text from which both started. */
  fork: z.object({ base: z.string(), theirs: z.string() }).optional(),
  sending: z.object({ commandId: CommandId, expectedVersion: ItemVersion, content: NoteContent }).optional(),
  refusal: Refusal.optional(),
});
export type NoteDraft = z.infer<typeof NoteDraft>;

/** A changed rating or note that the server hasn't confirmed. */
export const Draft = z.discriminatedUnion('item', [RatingDraft, NoteDraft]);
export type Draft = z.infer<typeof Draft>;

export type Undoable =
  | { kind: 'rating'; questionId: QuestionId; competencyId: CompetencyId; before: RatingValue | undefined }
  | { kind: 'note'; questionId: QuestionId; noteId: NoteId; before: NoteContent };

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

function outgoingText({ wanted, fork }: NoteDraft): string {
  return (fork ? mergeTexts(fork.base, wanted.text, fork.theirs) : wanted.text).trim();
}

export function excessOf(draft: NoteDraft): number {
  return Math.max(0, outgoingText(draft).length - RUBRIC_LIMITS.noteText);
}

export function differs(draft: Draft): boolean {
  if (draft.item === 'rating') return draft.wanted.value !== draft.base?.value;
  const { base, wanted } = draft;
  if (!base) return !wanted.removed && !isEmpty(draft);
  if (base.removed && wanted.removed) return false;
  return base.removed !== wanted.removed || base.text !== outgoingText(draft);
}

export function isSendable(draft: Draft): boolean {
  if (draft.refusal || !differs(draft)) return false;
  if (draft.item === 'rating') return !draft.clash;
  // An emptied note is removed when the field is left, not while the person is still typing.
  return excessOf(draft) === 0 && (draft.wanted.removed || !isEmpty(draft));
}

export function withSending<D extends Draft>(draft: D, commandId: CommandId): D {
  const content =
    draft.item === 'note' ? { ...draft.wanted, text: outgoingText(draft) } : { ...draft.wanted };
  return { ...draft, sending: { commandId, expectedVersion: draft.base?.version ?? 0, content } };
}

export function answered<D extends Draft>({ sending, ...draft }: D, version: ItemVersion): D {
  return { ...draft, ...(sending && { base: { ...sending.content, version } }) } as D;
}

export function refused<D extends Draft>({ sending: _over, ...draft }: D, refusal: D['refusal']): D {
  return { ...draft, refusal } as D;
}

/** Clears the refusal, so that the draft can be sent again. */
export function untried<D extends Draft>({ refusal: _gone, ...draft }: D): D {
  return draft as D;
}

/** Rebases a draft on the server's version. Returns undefined if that is invalid or was already the base. */
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
  // If the other device removed the note, the text on this device wins.
  if (base.removed) return next;
  if (draft.wanted.removed) {
    return base.text === began
      ? next
      : { ...next, wanted: { ...draft.wanted, removed: false, text: base.text } };
  }
  const forked: NoteDraft = { ...next, fork: { base: began, theirs: base.text } };
  return writing ? forked : rested(forked);
}

/** Ends editing: merges the other device's text, and removes the note if it is empty. */
export function rested(draft: NoteDraft): NoteDraft {
  const { fork, ...rest } = draft;
  const text = fork ? mergeTexts(fork.base, draft.wanted.text, fork.theirs) : draft.wanted.text;
  const next: NoteDraft = { ...rest, wanted: { ...draft.wanted, text } };
  return isEmpty(next) ? { ...next, wanted: { ...next.wanted, removed: true } } : next;
}

function isEmpty(draft: NoteDraft): boolean {
  return draft.wanted.kind !== 'flag' && outgoingText(draft) === '';
}

export const NOTE_DIVIDER = `\n\n${rubricTexts.notes.divider}\n`;

export function mergeTexts(base: string, mine: string, theirs: string): string {
  return merge(base, mine, theirs, NOTE_DIVIDER);
}

/** Returns the server's scorecard with the drafts applied. */
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
