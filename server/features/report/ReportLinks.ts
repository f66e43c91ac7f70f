import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { ReportLinkUse, ReportShare } from '../../../shared/protocol/readerRoutes.ts';
import type { AuditEntry, AuditLog } from '../../store/auditLog.ts';
import {
  type AddedLink,
  type NewReportLink,
  OWN_LINK_MS,
  type ReportReaderStore,
} from '../../store/reportReaderStore.ts';
import { derivedLinkToken, hashOfToken, newLinkToken } from '../linkToken.ts';

interface ReportLinksOptions {
  publicUrl: string;
  /** Derives a print link's token from its id, so that later prints of a report can have the same link. */
  printKey: Uint8Array;
  readers: ReportReaderStore;
  audit: AuditLog;
  now: () => number;
}

export type StaffAct = { userId: string; target: string };

/** Address in a print's QR codes. It works until `until`. */
export type PrintAddress = { address: string; until: number };

const DAY_MS = 24 * 60 * 60_000;
const PRINT_LINK_MS = 90 * DAY_MS;
/** A new print reuses the link of an earlier print if that link still works for at least this long. */
const PRINT_REUSE_MS = 60 * DAY_MS;
const STAFF_LINK_MS = 30 * DAY_MS;

/** Links to reports. Only hashes of their tokens are stored. */
export class ReportLinks {
  readonly #options: ReportLinksOptions;

  constructor(options: ReportLinksOptions) {
    this.#options = options;
  }

  urlOf(token: string): string {
    return `${this.#options.publicUrl}/report#${token}`;
  }

  /** Creates a link that may only be used in an email to the candidate. */
  async forCandidate(interviewId: InterviewId): Promise<string> {
    const token = newLinkToken();
    const link = this.#link(interviewId, 'candidate', token, OWN_LINK_MS);
    await this.#options.readers.addCandidateLink(link);
    return this.urlOf(token);
  }

  /** Creates a shared link. Throws `conflict` if too many exist, `rate-limited` after too many in one day. */
  async share(
    interviewId: InterviewId,
    { days, withClips }: { days: number; withClips: boolean },
  ): Promise<{ share: ReportShare; url: string }> {
    const token = newLinkToken();
    const link = { ...this.#link(interviewId, 'share', token, days * DAY_MS), withClips };
    this.#requireAdded(await this.#options.readers.addShare(link));
    return { share: shareOf(link), url: this.urlOf(token) };
  }

  /** Creates a link for staff to pass on. Throws like `share()`. */
  async forStaff(interviewId: InterviewId, act: StaffAct): Promise<{ link: ReportShare; url: string }> {
    const { readers, audit } = this.#options;
    const token = newLinkToken();
    const link = this.#link(interviewId, 'staff', token, STAFF_LINK_MS);
    const entry = auditEntry('report.link-created', act, link.linkId);
    this.#requireAdded(await readers.addStaffLink(link, transaction => audit.add(entry, transaction)));
    return { link: shareOf(link), url: this.urlOf(token) };
  }

  /** Returns the address for a print, or undefined if the report's daily limit of new links is used up. */
  async forPrint(interviewId: InterviewId): Promise<PrintAddress | undefined> {
    const { readers, now } = this.#options;
    const draft = this.#link(interviewId, 'print', '', PRINT_LINK_MS);
    const link = { ...draft, tokenHash: hashOfToken(this.#printToken(draft.linkId)) };
    const used = await readers.printLink(
      link,
      now() + PRINT_REUSE_MS,
      ({ linkId, tokenHash }) => hashOfToken(this.#printToken(linkId)) === tokenHash,
    );
    return used && { address: this.urlOf(this.#printToken(used.linkId)), until: used.expiresAt };
  }

  list(interviewId: InterviewId, uses?: readonly ReportLinkUse[]): Promise<ReportShare[]> {
    return this.#options.readers.readLinks(interviewId, this.#options.now(), uses);
  }

  /** Revokes a link at the candidate's request. Throws `not-found` if no such link works. */
  async revoke(interviewId: InterviewId, linkId: string): Promise<void> {
    const { readers, now } = this.#options;
    const uses: ReportLinkUse[] = ['share', 'print', 'staff'];
    if (!(await readers.revokeLink({ interviewId, linkId, uses, at: now() })))
      throw AppError.notFound('link', linkId);
  }

  /** Revokes a link at staff's request. Throws `not-found` unless staff created the link and it works. */
  async revokeByStaff(interviewId: InterviewId, linkId: string, act: StaffAct): Promise<void> {
    const { readers, audit, now } = this.#options;
    const entry = auditEntry('report.link-revoked', act, linkId);
    const link = { interviewId, linkId, uses: ['staff'] satisfies ReportLinkUse[], at: now() };
    if (!(await readers.revokeLink(link, transaction => audit.add(entry, transaction))))
      throw AppError.notFound('link', linkId);
  }

  #link<K extends NewReportLink['kind']>(
    interviewId: InterviewId,
    kind: K,
    token: string,
    lifetimeMs: number,
  ) {
    const createdAt = this.#options.now();
    return {
      linkId: uuidv7(),
      interviewId,
      kind,
      withClips: true,
      tokenHash: hashOfToken(token),
      createdAt,
      expiresAt: createdAt + lifetimeMs,
    };
  }

  #printToken(linkId: string): string {
    return derivedLinkToken(this.#options.printKey, linkId);
  }

  #requireAdded(added: AddedLink): void {
    if (added === 'added') return;
    if (added === 'full') throw AppError.conflict('too-many-links', null);
    throw new AppError('rate-limited', 'links-today', {
      details: { retryAfterMs: Math.max(1_000, added.againAt - this.#options.now()) },
    });
  }
}

function auditEntry(action: string, { userId, target }: StaffAct, linkId: string): AuditEntry {
  return { actor: userId, action, target, details: { linkId } };
}

function shareOf({ linkId, kind, createdAt, expiresAt, withClips }: NewReportLink & { kind: ReportLinkUse }) {
  return { shareId: linkId, use: kind, createdAt, expiresAt, withClips, openings: [] };
}
