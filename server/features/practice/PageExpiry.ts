import type { Logger } from 'pino';
import type { PageRetention } from '../../../shared/practice/practice.ts';
import { type Config, deriveKey } from '../../config.ts';
import type { PracticePurgeStore } from '../../store/practicePurgeStore.ts';
import { EXPIRING_AT_ONCE, type ExpiringPage, type PracticeStore } from '../../store/practiceStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import { hashOfToken } from '../linkToken.ts';
import type { Mail } from '../mail/Mail.ts';
import type { Retention } from '../recording/Retention.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Days between the notice to the owner and the deletion, unless half of the retention time is shorter. */
const NOTICE_DAYS = 7;

interface PageExpiryOptions {
  config: Pick<Config, 'publicUrl' | 'secret'>;
  practice: Pick<PracticeStore, 'unvisited' | 'countUnvisited' | 'noteExpiryNotice'>;
  purges: Pick<PracticePurgeStore, 'forgetMails'>;
  settings: SettingStore;
  retention: Pick<Retention, 'days' | 'sweep' | 'alsoSweep'>;
  mail: Mail;
  /** Deletes the page unless it was visited after `visitedUntil`. */
  deletePage: (pageId: string, visitedUntil: number) => Promise<void>;
  logger: Logger;
}

/** Deletes private pages without recent visits, after an email notice. Runs with each retention sweep. */
export class PageExpiry {
  readonly #options: PageExpiryOptions;

  constructor(options: PageExpiryOptions) {
    this.#options = options;
    options.retention.alsoSweep(() => this.#sweep());
  }

  async setting(): Promise<PageRetention> {
    return (await this.#options.settings.read('practice.pages')) ?? 'as-recordings';
  }

  /** Returns the days from the last visit to the deletion, or undefined when pages do not expire. */
  async days(): Promise<number | undefined> {
    const keep = await this.setting();
    if (keep === 'until-deleted') return undefined;
    return keep === 'as-recordings' ? this.#options.retention.days() : keep;
  }

  /** Counts the pages that a retention time would delete now, or after a message to their owners. */
  async countOver(days: number): Promise<{ pages: number; later: number }> {
    const { practice, mail } = this.#options;
    const { all, withAddress } = await practice.countUnvisited(Date.now() - days * DAY_MS);
    const later = mail.configured ? withAddress : 0;
    return { pages: all - later, later };
  }

  async change(keep: PageRetention, userId: string): Promise<void> {
    const { settings, retention } = this.#options;
    const details = { keep, before: await this.setting() };
    const entry = { actor: userId, action: 'practicePages.changed', target: 'site', details };
    await settings.write('practice.pages', keep, entry);
    await retention.sweep();
  }

  async #sweep(): Promise<void> {
    const days = await this.days();
    if (days === undefined) return;
    const noticeMs = Math.max(1, Math.min(NOTICE_DAYS, Math.floor(days / 2))) * DAY_MS;
    const now = Date.now();
    const { practice, logger } = this.#options;
    const until = now - days * DAY_MS + noticeMs;
    // Uses a cursor, because otherwise pages whose owners already got a notice could fill every batch.
    let pages = await practice.unvisited(until);
    while (pages.length > 0) {
      for (const page of pages) {
        try {
          await this.#expire(page, { now, days, noticeMs });
        } catch (error) {
          logger.error({ pageId: page.pageId, err: error }, 'a private page could not expire');
        }
      }
      pages = pages.length < EXPIRING_AT_ONCE ? [] : await practice.unvisited(until, pages.at(-1));
    }
  }

  async #expire(
    page: ExpiringPage,
    { now, days, noticeMs }: { now: number; days: number; noticeMs: number },
  ): Promise<void> {
    const { logger, mail, deletePage } = this.#options;
    const due = page.visitedAt + days * DAY_MS;
    const noticeAt =
      page.notifiedAt !== undefined && page.notifiedAt > page.visitedAt ? page.notifiedAt : undefined;
    if (page.email !== undefined && mail.configured) {
      if (noticeAt === undefined) {
        const isSent = await this.#sendNotice(page, page.email, Math.max(due, now + noticeMs), now);
        // If the owner's mail limit is used up, the deletion waits for the notice, but not indefinitely.
        if (isSent || now < due + 2 * noticeMs) return;
      } else if (now < noticeAt + noticeMs) return;
    }
    if (now < due) return;
    await deletePage(page.pageId, page.visitedAt);
    logger.info({ pageId: page.pageId }, 'a private page is deleted because no one has visited it');
  }

  async #sendNotice(page: ExpiringPage, address: string, deletedAt: number, now: number): Promise<boolean> {
    const { config, mail, practice, purges } = this.#options;
    const token = this.#tokenOf(page.pageId);
    const { sent } = await mail.sendToStranger({
      onceKey: `practice-expiry ${page.pageId} ${page.visitedAt}`,
      kind: 'practice-expiry',
      address,
      content: { url: `${config.publicUrl}/practice#${token}`, deletedAt },
      pageId: page.pageId,
    });
    if (!sent) return false;
    // If the page was deleted in between, deletes the stored email, which has the person's address.
    if (!(await practice.noteExpiryNotice(page.pageId, now, hashOfToken(token))))
      await purges.forgetMails(page.pageId);
    return true;
  }

  /** Derives a second token for the page, because the database has only a hash of the first token. */
  #tokenOf(pageId: string): string {
    const key = deriveKey(this.#options.config.secret, `practice page ${pageId}`);
    return Buffer.from(key).subarray(0, 16).toString('base64url');
  }
}

/** Returns when the page is deleted unless someone visits it, or undefined when pages do not expire. */
export function pageExpiresAt(visitedAt: number, days: number | undefined): number | undefined {
  return days === undefined ? undefined : visitedAt + days * DAY_MS;
}
