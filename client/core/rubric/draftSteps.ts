import { z } from 'zod';
import type { CommandId } from '../../../shared/ids.ts';
import { ItemVersion, Note, Rating, RUBRIC_LIMITS } from '../../../shared/rubric/scorecard.ts';
import type { Draft, NoteDraft, RatingDraft } from './draft.ts';
import { mergeTexts } from './mergeTexts.ts';

const Versioned = z.object({ version: ItemVersion.default(0) });

/** The text as it would be sent: with what another device wrote meanwhile, without spaces around it. */
export function outgoingText({ wanted, fork }: NoteDraft): string {
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
