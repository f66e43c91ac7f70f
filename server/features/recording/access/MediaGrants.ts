import { AppError } from '../../../../shared/errors.ts';
import { UserId } from '../../../../shared/ids.ts';
import type { MediaGrant } from '../../../../shared/recording/mediaGrant.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import type { MediaGrantStore, StoredHolder } from '../../../store/mediaGrantStore.ts';
import { hashOfToken, newLinkToken } from '../../linkToken.ts';
import type { GrantSubject, ReviewParts } from '../review/openReview.ts';

/** How long a grant holds that is not renewed. */
export const GRANT_LIFETIME_MS = 2 * 60 * 1_000;

/** Lets viewers of a review fetch its files for two minutes, and for longer while they go on asking. Only hashes are kept. */
export class MediaGrants {
  readonly #grants: MediaGrantStore;
  readonly #interviews: Pick<Interviews, 'read'>;

  constructor(options: { grants: MediaGrantStore; interviews: Pick<Interviews, 'read'> }) {
    this.#grants = options.grants;
    this.#interviews = options.interviews;
  }

  /** Who may review has been asked before. Throws `unauthenticated` for a seat without a link. */
  issue: ReviewParts['grants']['issue'] = async subject => {
    const grant = newLinkToken();
    const { interviewId, recordingId } = subject;
    const holder = await this.#holderOf(subject);
    await this.#grants.add(
      { grantHash: hashOfToken(grant), interviewId, recordingId, holder },
      GRANT_LIFETIME_MS,
    );
    return lasting(grant);
  };

  /** Throws `unauthenticated` once it has run out, where it is someone else's, another recording's, or a replaced link's. */
  renew: ReviewParts['grants']['renew'] = async (grant, subject) => {
    const stored = await this.#grants.find(hashOfToken(grant));
    const isOwn =
      stored?.interviewId === subject.interviewId &&
      stored.recordingId === subject.recordingId &&
      isSame(stored.holder, await this.#holderOf(subject));
    if (!isOwn || !(await this.#grants.extend(stored.grantHash, GRANT_LIFETIME_MS)))
      throw AppError.unauthenticated('Please open the review again.');
    return lasting(grant);
  };

  /** A seat is held by its link: with a newer one the grants of the older one are worth nothing. */
  async #holderOf({ interviewId, holder }: GrantSubject): Promise<StoredHolder> {
    if (holder.type === 'staff') return { kind: 'staff', userId: UserId.parse(holder.userId) };
    if (holder.type === 'page') return { kind: 'page', pageId: holder.pageId };
    if (holder.type === 'report') return { kind: 'report', reportLinkId: holder.reportLinkId };
    const { seats } = await this.#interviews.read(interviewId);
    const link = seats[holder.seatId]?.link;
    if (!link || link.revoked) throw AppError.unauthenticated('Please open your link again.');
    return { kind: 'seat', seatId: holder.seatId, linkId: link.linkId };
  }
}

function lasting(grant: MediaGrant['grant']): MediaGrant {
  return { grant, expiresAt: Date.now() + GRANT_LIFETIME_MS };
}

function isSame(a: StoredHolder, b: StoredHolder): boolean {
  if (a.kind === 'staff') return b.kind === 'staff' && a.userId === b.userId;
  if (a.kind === 'page') return b.kind === 'page' && a.pageId === b.pageId;
  if (a.kind === 'report') return b.kind === 'report' && a.reportLinkId === b.reportLinkId;
  return b.kind === 'seat' && a.seatId === b.seatId && a.linkId === b.linkId;
}
