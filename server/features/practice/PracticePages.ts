import { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { ListedAttempt, PracticeStore, StoredPracticePage } from '../../store/practiceStore.ts';
import { hashOfToken } from '../linkToken.ts';

type VisitedPages = Pick<PracticeStore, 'findPage' | 'findAttempt' | 'pageOfAttempt' | 'noteVisit'>;

export function noSuchPage(): AppError {
  return new AppError('link-invalid', 'page-deleted');
}

const HOUR_MS = 60 * 60_000;

/** Finds private pages by their tokens. Each use is a visit, which restarts the retention time. */
export class PracticePages {
  readonly #store: VisitedPages;

  constructor(store: VisitedPages) {
    this.#store = store;
  }

  /** Throws `link-invalid`. */
  async require(token: string): Promise<StoredPracticePage> {
    const page = await this.#store.findPage(hashOfToken(token));
    if (!page) throw noSuchPage();
    await this.#visit(page);
    return page;
  }

  /** Counts the opening of an attempt's report as a visit to its page. */
  async visitByAttempt(interviewId: InterviewId): Promise<void> {
    const page = await this.#store.pageOfAttempt(interviewId);
    if (page) await this.#visit(page);
  }

  async #visit({ pageId, visitedAt }: StoredPracticePage): Promise<void> {
    if (Date.now() - visitedAt > HOUR_MS) await this.#store.noteVisit(pageId);
  }

  /** Throws `link-invalid` for the page, and `not-found` for an attempt that is on another page or being deleted. */
  async requireAttempt(ref: {
    page: string;
    interviewId: InterviewId;
  }): Promise<{ page: StoredPracticePage; attempt: ListedAttempt }> {
    const page = await this.require(ref.page);
    const attempt = await this.#store.findAttempt(page.pageId, ref.interviewId);
    if (!attempt) throw AppError.notFound('practice on this page', ref.interviewId);
    return { page, attempt };
  }
}
