import type { Logger } from 'pino';
import type { PageRetention } from '../../../shared/practice/practice.ts';
import { deriveKey } from '../../config.ts';
import type { PracticePurgeStore } from '../../store/practicePurgeStore.ts';
import { EXPIRING_AT_ONCE, type ExpiringPage, type PracticeStore } from '../../store/practiceStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import { hashOfToken } from '../linkToken.ts';
import type { Retention } from '../recording/Retention.ts';
import type { PracticeMail } from './practiceMail.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** How long before a deletion its page's owner is told, in days; half of the time that pages are kept where that is less. */
const NOTICE_DAYS = 7;

interface PageExpiryOptions {
  publicUrl: string;
  secret: string;
  store: Pick<PracticeStore, 'unvisited' | 'noteExpiryTold'>;
  purges: Pick<PracticePurgeStore, 'forgetMails'>;
  settings: SettingStore;
  retention: Pick<Retention, 'days' | 'sweep' | 'alsoSweep'>;
  mail: PracticeMail;
  /** Deletes the page unless it was visited after that moment. */
  deletePage: (pageId: string, visitedUntil: number) => Promise<void>;
  logger: Logger;
}

/**
 * Deletes private pages that no one has visited for a set time, with everything on them. A person who left an address is told some days before.
 * Runs with each sweep of the recordings.
 */
export class PageExpiry {
  readonly #options: PageExpiryOptions;

  constructor(options: PageExpiryOptions) {
    this.#options = options;
    options.retention.alsoSweep(() => this.#sweep());
  }

  async keep(): Promise<PageRetention> {
    return (await this.#options.settings.read('practice.pages')) ?? 'as-recordings';
  }

  /** Days after the last visit; undefined: pages are kept until they are deleted. */
  async days(): Promise<number | undefined> {
    const keep = await this.keep();
    if (keep === 'until-deleted') return undefined;
    return keep === 'as-recordings' ? this.#options.retention.days() : keep;
  }

  /** Counts for pages that are there already, too. */
  async change(keep: PageRetention, userId: string): Promise<void> {
    const { settings, retention } = this.#options;
    const entry = { actor: userId, action: 'practicePages.changed', target: 'site', details: { keep } };
    await settings.write('practice.pages', keep, entry);
    await retention.sweep();
  }

  async #sweep(): Promise<void> {
    const days = await this.days();
    if (days === undefined) return;
    const noticeMs = Math.max(1, Math.min(NOTICE_DAYS, Math.floor(days / 2))) * DAY_MS;
    const now = Date.now();
    const { store, logger } = this.#options;
    const until = now - days * DAY_MS + noticeMs;
    // Page by page: those whose owners were told stay in the list, and must not keep the ones after them from their turn.
    let pages = await store.unvisited(until);
    while (pages.length > 0) {
      for (const page of pages) {
        try {
          await this.#look(page, { now, days, noticeMs });
        } catch (error) {
          // It must not keep the others here.
          logger.error({ pageId: page.pageId, err: error }, 'a private page could not expire');
        }
      }
      pages = pages.length < EXPIRING_AT_ONCE ? [] : await store.unvisited(until, pages.at(-1));
    }
  }

  async #look(
    page: ExpiringPage,
    { now, days, noticeMs }: { now: number; days: number; noticeMs: number },
  ): Promise<void> {
    const { logger, mail, deletePage } = this.#options;
    const due = page.visitedAt + days * DAY_MS;
    const toldAt = page.toldAt !== undefined && page.toldAt > page.visitedAt ? page.toldAt : undefined;
    if (page.email !== undefined && mail.configured) {
      if (toldAt === undefined) {
        const told = await this.#tell(page, page.email, Math.max(due, now + noticeMs), now);
        // A receiver who has had enough mail is told another day, which does not keep the page without end.
        if (told || now < due + 2 * noticeMs) return;
      } else if (now < toldAt + noticeMs) return;
    }
    if (now < due) return;
    await deletePage(page.pageId, page.visitedAt);
    logger.info({ pageId: page.pageId }, 'a private page is deleted because no one has visited it');
  }

  async #tell(page: ExpiringPage, address: string, deletedAt: number, now: number): Promise<boolean> {
    const { publicUrl, mail, store, purges } = this.#options;
    const token = this.#tokenOf(page.pageId);
    const { sent } = await mail.sendToStranger({
      onceKey: `practice-expiry ${page.pageId} ${page.visitedAt}`,
      kind: 'practice-expiry',
      address,
      content: { url: `${publicUrl}/practice#${token}`, deletedAt },
      pageId: page.pageId,
    });
    if (!sent) return false;
    // A person who deletes the page in this moment wants the address to be gone, too.
    if (!(await store.noteExpiryTold(page.pageId, now, hashOfToken(token))))
      await purges.forgetMails(page.pageId);
    return true;
  }

  /** The page's first token is known to its owner alone. This one opens it too, and is the same in every message. */
  #tokenOf(pageId: string): string {
    const key = deriveKey(this.#options.secret, `practice page ${pageId}`);
    return Buffer.from(key).subarray(0, 16).toString('base64url');
  }
}

/** When a page is deleted unless it is visited before. Undefined where pages are kept until they are deleted. */
export function pageExpiresAt(visitedAt: number, days: number | undefined): number | undefined {
  return days === undefined ? undefined : visitedAt + days * DAY_MS;
}
