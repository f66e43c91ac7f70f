import { AppError } from '../../../shared/errors.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { ReportKey } from '../../../shared/protocol/reportRoutes.ts';
import type { ReportReader } from '../../../shared/report/candidateReportOf.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { ListedAttempt } from '../../store/practiceStore.ts';
import type { ReportReaderStore, StoredReportLink } from '../../store/reportReaderStore.ts';
import { hashOfToken } from '../linkToken.ts';
import type { PracticePages } from '../practice/PracticePages.ts';
import type { GrantHolder } from '../recording/review/openReview.ts';

/** Who came with a key, and to which interview it leads. */
export interface Keyed {
  /** Undefined for an attempt that was not let in yet. */
  state: InterviewState | undefined;
  /** Of a link that staff created, what its reader sees is what staff see before anyone reads. */
  reader: ReportReader;
  /** For clips. */
  holder: Extract<GrantHolder, { type: 'page' | 'report' }>;
  /** By a private page. */
  attempt?: ListedAttempt;
  /** By a link. */
  link?: StoredReportLink;
}

interface ReportKeysOptions {
  pages: PracticePages;
  readers: Pick<ReportReaderStore, 'findLink'>;
  interviews: Pick<Interviews, 'read'>;
  now: () => number;
}

/** Finds what a candidate's page, or a link, opens. */
export class ReportKeys {
  readonly #options: ReportKeysOptions;

  constructor(options: ReportKeysOptions) {
    this.#options = options;
  }

  /** Throws `link-invalid` for what opens nothing, has expired or was revoked, and `not-found` for an attempt that is not on the page. */
  async resolve(key: ReportKey): Promise<Keyed> {
    return 'page' in key ? this.#byPage(key) : this.#byLink(key.link);
  }

  /** The same for what only the candidate may do, with a key that was sent to them. Throws `forbidden` for links that only read. */
  async requireOwn(key: ReportKey): Promise<Keyed & { state: InterviewState }> {
    const { state, ...keyed } = await this.resolve(key);
    if (keyed.reader.kind !== 'candidate')
      throw AppError.forbidden('This link opens the report for reading only.');
    if (!state) throw AppError.notFound('report', '');
    return { ...keyed, state };
  }

  async #byPage(key: Extract<ReportKey, { page: string }>): Promise<Keyed> {
    const { page, attempt } = await this.#options.pages.requireAttempt(key);
    return {
      state: attempt.interview && (await this.#options.interviews.read(attempt.interviewId)),
      reader: { kind: 'candidate' },
      holder: { type: 'page', pageId: page.pageId },
      attempt,
    };
  }

  async #byLink(token: string): Promise<Keyed> {
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

/** A printed copy can be found by anyone, so its link shows no more than a shared one. */
function readerOf({ kind, withClips }: StoredReportLink): ReportReader {
  return kind === 'candidate' || kind === 'staff' ? { kind } : { kind: 'share', withClips };
}
