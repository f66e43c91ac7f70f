import { AppError } from '../../../shared/errors.ts';
import type { QueueItem } from '../../../shared/protocol/evaluationRoutes.ts';

/**
 * Why a page cannot rate any more.
 *
 * - `expired`: no one worked on it for too long; - `ended`: handed back elsewhere, or given to someone else;
 * - `elsewhere`: the claim holds, on another page; - `closed`: there is nothing to rate any more; - `gone`: it was deleted;
 * - `unreachable`: the server could not be asked.
 */
export type ClaimEnd = 'expired' | 'ended' | 'elsewhere' | 'closed' | 'gone' | 'unreachable';

/** What was last known of a claim that has ended: its end without work, and the time then, by the server's clock. */
export interface LastKnown {
  expiresAt: number;
  now: number;
}

/** From what the server says of it afterwards. */
export function claimEnd(
  read: { item: Pick<QueueItem, 'own' | 'stage'> } | { error: unknown },
  { expiresAt, now }: LastKnown,
): ClaimEnd {
  if ('error' in read)
    return read.error instanceof AppError && read.error.code === 'not-found' ? 'gone' : 'unreachable';
  const { own, stage } = read.item;
  if (own === 'held' || own === 'locked') return 'elsewhere';
  if (stage === 'closed') return 'closed';
  return now >= expiresAt ? 'expired' : 'ended';
}
