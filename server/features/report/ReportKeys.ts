import { AppError } from '../../../shared/errors.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { ReportKey } from '../../../shared/protocol/reportRoutes.ts';
import type { ReportReader } from '../../../shared/report/candidateReportOf.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { ListedAttempt } from '../../store/practiceStore.ts';
import type { ReportReaderStore, StoredReportLink } from '../../store/reportReaderStore.ts';
import { hashOfToken } from '../linkToken.ts';
import type { PracticePages } from '../practice/practicePage.ts';
import type { GrantHolder } from '../recording/review/openReview.ts';

export interface ResolvedKey {
  /** Undefined for an attempt that hasn't started. */
  state: InterviewState | undefined;
  reader: ReportReader;
  holder: Extract<GrantHolder, { type: 'page' | 'report' }>;
  /** Present when the key is a practice page. */
  attempt?: ListedAttempt;
  /** Present when the key is a report link. */
  link?: StoredReportLink;
}

interface ReportKeysOptions {
  pages: PracticePages;
  readers: Pick<ReportReaderStore, 'findLink'>;
  interviews: Pick<Interviews, 'read'>;
  now: () => number;
}

export class ReportKeys {
  readonly #options: ReportKeysOptions;

  constructor(options: ReportKeysOptions) {
    this.#options = options;
  }

  /** Resolves a key. Throws `link-invalid`, or `not-found` for an attempt that isn't on the page. */
  async resolve(key: ReportKey): Promise<ResolvedKey> {
    return 'page' in key ? this.#byPage(key) : this.#byLink(key.link);
  }

  /** Resolves a key for an action of the candidate. Throws `forbidden` for read-only links. */
  async requireOwn(key: ReportKey): Promise<ResolvedKey & { state: InterviewState }> {
    const { state, ...resolved } = await this.resolve(key);
    if (resolved.reader.kind !== 'candidate') throw AppError.forbidden('report-read-only');
    if (!state) throw AppError.notFound('report', '');
    return { ...resolved, state };
  }

  async #byPage(key: Extract<ReportKey, { page: string }>): Promise<ResolvedKey> {
    const { page, attempt } = await this.#options.pages.requireAttempt(key);
    return {
      state: attempt.interview && (await this.#options.interviews.read(attempt.interviewId)),
      reader: { kind: 'candidate' },
      holder: { type: 'page', pageId: page.pageId },
      attempt,
    };
  }

  async #byLink(token: string): Promise<ResolvedKey> {
    const { pages, readers, interviews, now } = this.#options;
    const link = await readers.findLink(hashOfToken(token), now());
    if (!link) throw AppError.linkInvalid();
    if (link.kind === 'candidate') await pages.visitByAttempt(link.interviewId);
    return {
      state: await interviews.read(link.interviewId),
      reader: readerOf(link),
      holder: { type: 'report', reportLinkId: link.linkId },
      link,
    };
  }
}

/** A print's link shows no more than a shared link, because anyone can find a printed copy. */
function readerOf({ kind, withClips }: StoredReportLink): ReportReader {
  return kind === 'candidate' || kind === 'staff' ? { kind } : { kind: 'share', withClips };
}
