import { AppError } from '../../../shared/errors.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { errorMessage } from '../errorMessage.ts';
import { type Draft, differs, excessOf, type NoteDraft } from './draft.ts';

/** Counts of unsent items (`pending`), of items the server rejected, and of conflicts between devices. */
export interface SaveState {
  state: 'saved' | 'saving' | 'offline' | 'refused';
  pending: number;
  refused: number;
  clashes: number;
  problem: string | undefined;
  tooLongOn: QuestionId | undefined;
  /** True when a reload loses nothing; false without browser storage. */
  durable: boolean;
}

export function saveStateOf(options: {
  drafts: Iterable<Draft>;
  connected: boolean;
  durable: boolean;
  /** False while drafts of an earlier page are being read. */
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

/** Returns why the server refused the first of these drafts that it refused. */
export function refusalText(drafts: readonly Draft[]): string | undefined {
  const refusal = drafts.find(draft => draft.refusal)?.refusal;
  return refusal && errorMessage(AppError.fromReply({ ...refusal, retryable: false }));
}
