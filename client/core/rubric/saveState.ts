import { AppError } from '../../../shared/errors.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { errorMessage } from '../errorMessage.ts';
import { type Draft, differs, excessOf, type NoteDraft } from './draft.ts';

/** Numbers of items: `pending` aren't saved yet, `refused` can't be saved, `clashes` need a decision. */
export interface SaveState {
  state: 'saved' | 'saving' | 'offline' | 'refused';
  pending: number;
  refused: number;
  clashes: number;
  problem: string | undefined;
  tooLongOn: QuestionId | undefined;
  /** True when a reload would lose no unsaved changes; false without browser storage. */
  durable: boolean;
}

export function saveStateOf(options: {
  drafts: Iterable<Draft>;
  connected: boolean;
  durable: boolean;
  /** False while the drafts of an earlier page are still being read. */
  complete: boolean;
}): SaveState {
  const { connected, durable, complete } = options;
  const drafts = [...options.drafts];
  const stuck = drafts.filter(isStuck);
  const clashes = drafts.filter(isClash).length;
  const pending = drafts.filter(
    draft => !isStuck(draft) && !isClash(draft) && (draft.sending !== undefined || differs(draft)),
  ).length;
  return {
    state:
      stuck.length > 0 ? 'refused' : !connected ? 'offline' : pending > 0 || !complete ? 'saving' : 'saved',
    pending,
    refused: stuck.length,
    clashes,
    problem: refusalText(stuck),
    tooLongOn: drafts.filter(isTooLong)[0]?.wanted.questionId,
    durable,
  };
}

function isStuck(draft: Draft): boolean {
  return draft.refusal !== undefined || isTooLong(draft);
}

function isTooLong(draft: Draft): draft is NoteDraft {
  return draft.item === 'note' && excessOf(draft) > 0;
}

function isClash(draft: Draft): boolean {
  return draft.item === 'rating' && draft.clash;
}

/** Returns the server's reason for refusing the first refused draft. */
export function refusalText(drafts: readonly Draft[]): string | undefined {
  const refusal = drafts.find(draft => draft.refusal)?.refusal;
  return refusal && errorMessage(AppError.fromReply({ ...refusal, retryable: false }));
}
