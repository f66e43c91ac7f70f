import type { StaffMember } from '../../../shared/protocol/http.ts';
import { UNSUBSCRIBE_PAGE } from '../../../shared/protocol/mailRoutes.ts';
import { deriveKey } from '../../config.ts';
import type { Logger } from '../../log.ts';
import type { NoticeStore } from '../../store/noticeStore.ts';
import type { QueueOf } from '../evaluation/QueueItems.ts';
import { hashOfToken } from '../linkToken.ts';
import type { Mail } from '../mail/Mail.ts';
import { digestOf } from './digestOf.ts';

interface DailyDigestOptions {
  publicUrl: string;
  secret: string;
  notices: NoticeStore;
  mail: Pick<Mail, 'send'>;
  queueOf: QueueOf;
  logger: Logger;
}

/** The daily message to those who evaluate, and the way out of it. */
export class DailyDigests {
  readonly #options: DailyDigestOptions;

  constructor(options: DailyDigestOptions) {
    this.#options = options;
  }

  /** Sends what is due to these members. Any number of servers may do so at once: there is one message for each member and morning. */
  async send(members: readonly StaffMember[], morning: number, now: number): Promise<void> {
    const { notices, logger } = this.#options;
    const due = await notices.digestsDue(morning, now);
    for (const member of members) {
      const { userId } = member;
      const since = due.get(userId);
      if (since === undefined) continue;
      try {
        await this.#sendTo(member, since, morning, now);
        await notices.noteDigest(userId, now);
      } catch (error) {
        // One member's trouble must not keep the others from theirs.
        logger.warn({ userId, err: error }, 'a daily message could not be written');
      }
    }
  }

  async #sendTo(member: StaffMember, since: number, morning: number, now: number): Promise<void> {
    const { notices, mail, queueOf, publicUrl } = this.#options;
    const { userId, email } = member;
    const { items: held } = await queueOf(member, { held: true });
    const waiting = await queueOf(member, { stage: 'rate' });
    const content = digestOf({ held, waiting, since, now });
    if (!content) return;
    const token = this.#tokenOf(userId);
    await notices.keepToken(userId, hashOfToken(token));
    await mail.send({
      onceKey: `digest ${userId} ${morning}`,
      kind: 'digest',
      address: email,
      content: {
        ...content,
        url: `${publicUrl}/console/evaluations`,
        unsubscribe: `${publicUrl}${UNSUBSCRIBE_PAGE}#${token}`,
      },
    });
  }

  /** Whether the owner of the token gets the message. Undefined for one that opens nothing. */
  wanted(token: string): Promise<boolean | undefined> {
    return this.#options.notices.subscribed(hashOfToken(token));
  }

  /** False for a token that opens nothing. */
  want(token: string, wanted: boolean): Promise<boolean> {
    return this.#options.notices.subscribe(hashOfToken(token), wanted);
  }

  /** The same in every message, so that an old one still ends them. It opens nothing else. */
  #tokenOf(userId: string): string {
    const key = deriveKey(this.#options.secret, `unsubscribe ${userId}`);
    return Buffer.from(key).subarray(0, 16).toString('base64url');
  }
}
