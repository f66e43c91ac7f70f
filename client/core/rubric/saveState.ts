import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { type Draft, differs, excessOf, type NoteDraft } from './draft.ts';

/**
 * Whether what the rater wrote is with the server. `pending` counts ratings and notes on their way, `refused` those that the
 * server will not take as they are, `clashes` those that the rater has to decide about.
 */
export interface SaveState {
  state: 'saved' | 'saving' | 'offline' | 'refused';
  pending: number;
  refused: number;
  clashes: number;
  /** Why the server refused the first of them. */
  problem: string | undefined;
  /** The question with a note that has too many characters to be sent. */
  tooLongOn: QuestionId | undefined;
  /** Whether a reload of the page would lose nothing: false where the browser gives no storage. */
  durable: boolean;
}

export function saveStateOf(options: {
  drafts: Iterable<Draft>;
  connected: boolean;
  durable: boolean;
  /** Whether the drafts are all that there are: what an earlier page left may still be being read. */
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
    problem: stuck.find(({ refusal }) => refusal)?.refusal?.message,
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
