import type { QueueItem } from '../../../shared/protocol/evaluationRoutes.ts';
import type { ContentOf } from '../mail/mailKinds.ts';

/** Named in one message; the queue has the others. */
const NAMED = 5;

export type DigestContent = Omit<ContentOf<'digest'>, 'url' | 'unsubscribe'>;

interface DigestInput {
  /** What the member is rating, and what waits, the nearest promise first, both as their queue shows it. */
  held: readonly QueueItem[];
  waiting: { items: readonly QueueItem[]; more: boolean };
  /** When the message before was sent. */
  since: number;
  now: number;
}

/** What one evaluator's daily message says. Undefined where there is nothing to say. Never whose interviews they are. */
export function digestOf({ held, waiting, since, now }: DigestInput): DigestContent | undefined {
  const open = waiting.items.filter(({ own, refused }) => own !== 'held' && own !== 'locked' && !refused);
  if (held.length === 0 && open.length === 0) return undefined;
  const isOverdue = ({ promised, promisedAt }: QueueItem) => promised && promisedAt <= now;
  const promiseOf = (item: QueueItem) => ({
    role: item.role,
    ...(item.promised && { promisedAt: item.promisedAt }),
    overdue: isOverdue(item),
  });
  return {
    held: held.map(promiseOf),
    waiting: open.length,
    more: waiting.more,
    fresh: open.filter(({ endedAt }) => endedAt > since).length,
    overdue: open.filter(isOverdue).length,
    next: open.slice(0, NAMED).map(promiseOf),
  };
}
