import type { QueueItem } from '../../../shared/protocol/evaluationRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { UNSUBSCRIBE_PAGE } from '../../../shared/protocol/mailRoutes.ts';
import { instantAt, wallTimeAt } from '../../../shared/time/zones.ts';
import { deriveKey } from '../../config.ts';
import type { Logger } from '../../log.ts';
import type { NoticeStore } from '../../store/noticeStore.ts';
import type { ContentOf } from '../../texts/emails.ts';
import type { QueueOf } from '../evaluation/QueueItems.ts';
import { hashOfToken } from '../linkToken.ts';
import type { Mail } from '../mail/Mail.ts';

/** Time of the organization's clock at which digests are sent. */
const SEND_TIME = '08:00';
const LISTED_MAX = 5;
const DAY_MS = 86_400_000;

interface DailyDigestOptions {
  publicUrl: string;
  secret: string;
  notices: NoticeStore;
  mail: Pick<Mail, 'send'>;
  queueOf: QueueOf;
  logger: Logger;
}

/** Sends evaluators a daily email about their queue, and lets them unsubscribe. */
export class DailyDigests {
  readonly #options: DailyDigestOptions;

  constructor(options: DailyDigestOptions) {
    this.#options = options;
  }

  /** Sends due digests. Each member gets one message per day, even when several servers run this. */
  async send(members: readonly StaffMember[], dayStart: number, now: number): Promise<void> {
    const { notices, logger } = this.#options;
    const due = await notices.digestsDue(dayStart, now);
    for (const member of members) {
      const { userId } = member;
      const since = due.get(userId);
      if (since === undefined) continue;
      try {
        await this.#sendTo(member, since, dayStart, now);
        await notices.noteDigest(userId, now);
      } catch (error) {
        logger.warn({ userId, err: error }, 'a daily message could not be written');
      }
    }
  }

  async #sendTo(member: StaffMember, since: number, dayStart: number, now: number): Promise<void> {
    const { notices, mail, queueOf, publicUrl } = this.#options;
    const { userId, email } = member;
    const { items: held } = await queueOf(member, { steps: ['rate'], held: true });
    const waiting = await queueOf(member, { steps: ['rate'], who: 'open' });
    const content = digestOf({ held, waiting, since, now });
    if (!content) return;
    const token = this.#tokenOf(userId);
    await notices.setToken(userId, hashOfToken(token));
    await mail.send({
      onceKey: `digest ${userId} ${dayStart}`,
      kind: 'digest',
      address: email,
      content: {
        ...content,
        url: `${publicUrl}/console/evaluations`,
        unsubscribe: `${publicUrl}${UNSUBSCRIBE_PAGE}#${token}`,
      },
    });
  }

  /** True if the owner of the token gets digests. Returns undefined for an unknown token. */
  wanted(token: string): Promise<boolean | undefined> {
    return this.#options.notices.subscribed(hashOfToken(token));
  }

  /** Subscribes or unsubscribes the owner of the token. Returns false for an unknown token. */
  want(token: string, wanted: boolean): Promise<boolean> {
    return this.#options.notices.subscribe(hashOfToken(token), wanted);
  }

  /** Returns the member's token, which is the same in every message, so that old unsubscribe links work. */
  #tokenOf(userId: string): string {
    const key = deriveKey(this.#options.secret, `unsubscribe ${userId}`);
    return Buffer.from(key).subarray(0, 16).toString('base64url');
  }
}

interface DigestInput {
  /** Interviews that the member has claimed. */
  held: readonly QueueItem[];
  /** What the member can claim, earliest due time first. */
  waiting: { items: readonly QueueItem[]; more: boolean };
  since: number;
  now: number;
}

/** Returns a digest's content without candidates' names, or undefined when there is nothing to report. */
export function digestOf({
  held,
  waiting,
  since,
  now,
}: DigestInput): Omit<ContentOf<'digest'>, 'url' | 'unsubscribe'> | undefined {
  const open = waiting.items.filter(({ own, refused }) => own !== 'held' && own !== 'locked' && !refused);
  if (held.length === 0 && open.length === 0) return undefined;
  const isOverdue = ({ dueAt }: QueueItem) => dueAt !== undefined && dueAt <= now;
  const summaryOf = (item: QueueItem) => ({
    role: item.role,
    ...(item.dueAt !== undefined && { promisedAt: item.dueAt }),
    overdue: isOverdue(item),
  });
  return {
    held: held.map(summaryOf),
    waiting: open.length,
    more: waiting.more,
    fresh: open.filter(({ endedAt }) => endedAt > since).length,
    overdue: open.filter(isOverdue).length,
    next: open.slice(0, LISTED_MAX).map(summaryOf),
  };
}

/** Returns the start of the current digest day in epoch milliseconds. A day starts at 8 a.m. in `zone`. */
export function startOfDigestDay(now: number, zone: string): number {
  const today = wallTimeAt(zone, now).slice(0, 10);
  const yesterday = new Date(Date.parse(today) - DAY_MS).toISOString().slice(0, 10);
  const [start = now, before = now] = [today, yesterday].map(day => instantAt(zone, `${day}T${SEND_TIME}`));
  return start > now ? before : start;
}
