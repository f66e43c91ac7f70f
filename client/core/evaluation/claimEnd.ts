import { AppError } from '../../../shared/errors.ts';
import type { QueueItem } from '../../../shared/protocol/evaluationRoutes.ts';

/**
 * Why a page cannot rate any more.
 *
 * - `expired`: no one worked on it for too long; - `handedBack`: by its owner, elsewhere; - `takenBack`: a lead gave the place to someone else;
 * - `elsewhere`: the claim holds, on another page; - `closed`: there is nothing to rate any more; - `gone`: it was deleted;
 * - `unreachable`: the server could not be asked.
 */
export type ClaimEnd =
  | 'expired'
  | 'handedBack'
  | 'takenBack'
  | 'elsewhere'
  | 'closed'
  | 'gone'
  | 'unreachable';

/** From what the server says of it afterwards. */
export function claimEnd(
  read: { item: Pick<QueueItem, 'own' | 'ended' | 'stage'> } | { error: unknown },
): ClaimEnd {
  if ('error' in read)
    return read.error instanceof AppError && read.error.code === 'not-found' ? 'gone' : 'unreachable';
  const { ended, own, stage } = read.item;
  if (own === 'held' || own === 'locked') return 'elsewhere';
  if (stage === 'closed') return 'closed';
  if (ended === 'taken-back') return 'takenBack';
  return ended === 'handed-back' ? 'handedBack' : 'expired';
}
