import { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { StoredPracticePage } from '../../store/practiceAttempt.ts';
import type { ListedAttempt, PracticeStore } from '../../store/practiceStore.ts';
import { hashOfToken } from '../linkToken.ts';

export function noSuchPage(): AppError {
  return new AppError('link-invalid', 'This link does not work. The page may have been deleted.');
}

/** Finds what a page's token opens. */
export class PracticePages {
  readonly #store: Pick<PracticeStore, 'findPage' | 'findAttempt'>;

  constructor(store: Pick<PracticeStore, 'findPage' | 'findAttempt'>) {
    this.#store = store;
  }

  /** Throws `link-invalid` for a page that was deleted or never was. */
  async require(token: string): Promise<StoredPracticePage> {
    const page = await this.#store.findPage(hashOfToken(token));
    if (page) return page;
    throw noSuchPage();
  }

  /** Throws `link-invalid` for the page, and `not-found` for an attempt that is not on it, or is being deleted. */
  async requireAttempt(asked: {
    page: string;
    interviewId: InterviewId;
  }): Promise<{ page: StoredPracticePage; attempt: ListedAttempt }> {
    const page = await this.require(asked.page);
    const attempt = await this.#store.findAttempt(page.pageId, asked.interviewId);
    if (!attempt) throw AppError.notFound('practice on this page', asked.interviewId);
    return { page, attempt };
  }
}
