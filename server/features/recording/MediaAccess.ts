import type { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../shared/errors.ts';
import { type InterviewId, MediaFileId, UserId } from '../../../shared/ids.ts';
import type { InterviewState, Viewer } from '../../../shared/interview/state.ts';
import { situationOf } from '../../../shared/interview/viewOf.ts';
import { namesHiddenFrom, titleFor } from '../../../shared/interview/visibility.ts';
import { may, staffMay } from '../../../shared/permissions.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { MediaGrant } from '../../../shared/recording/review.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { linkHolds } from '../../interviews/seats.ts';
import { staffViewer } from '../../interviews/staffInterviews.ts';
import type { MediaFileKind, MediaFileStore, StoredMediaFile } from '../../store/mediaFileStore.ts';
import type { MediaGrantStore, StoredGrant, StoredHolder } from '../../store/mediaGrantStore.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';
import type { GrantSubject, ReviewParts } from './review/openReview.ts';
import type { ByteRange, ObjectStorage } from './storage/ObjectStorage.ts';
import { openObject } from './storage/openObject.ts';

interface FileRequest {
  grant: string;
  fileId: string;
  headers: Headers;
  /** True for a download, false for playback in our pages. */
  download: boolean;
}

export interface AllowedFile {
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** ASCII letters, digits, dots, and dashes only. Absent for playback. */
  readonly downloadName: string | undefined;
  /** Writes the access to the audit log. Call it before sending the first byte. */
  note(range: ByteRange | undefined): Promise<void>;
  /** Throws `unavailable` when the storage does not answer or the stored file is too short. */
  read(range: ByteRange | undefined): Promise<Readable>;
  /** Returns true while the viewer may still have the file. Rejects when that cannot be determined. */
  holds(): Promise<boolean>;
}

interface MediaAccessOptions {
  grants: MediaGrantStore;
  files: MediaFileStore;
  objects: Pick<ObjectStorage, 'read'>;
  interviews: Pick<Interviews, 'read'>;
  staffOf: (headers: Headers) => Promise<StaffMember | undefined>;
  pageOwns: (pageId: string, interviewId: InterviewId) => Promise<boolean>;
  /** True when the report link is valid and its report shows this clip. */
  reportShows: (reportLinkId: string, fileId: MediaFileId) => Promise<boolean>;
  timeoutMs?: number | undefined;
}

/** Authorizes file requests by the grant, the recording, and the grant holder's current permission. */
export class MediaAccess {
  readonly #options: MediaAccessOptions;

  constructor(options: MediaAccessOptions) {
    this.#options = options;
  }

  /** Returns a file. Throws `not-found`, or `unauthenticated` if only the expired grant prevents access. */
  async open(request: FileRequest): Promise<AllowedFile> {
    const { grants, files } = this.#options;
    const grant = MediaGrant.shape.grant.safeParse(request.grant);
    const fileId = MediaFileId.safeParse(request.fileId);
    if (!grant.success || !fileId.success) throw nothingHere();
    const stored = await grants.find(hashOfToken(grant.data));
    const file = stored && (await files.findStored(fileId.data));
    if (!stored || file?.recordingId !== stored.recordingId) throw nothingHere();
    if (!(await this.#mayHave(stored, file, request))) throw nothingHere();
    if (stored.expired) throw AppError.unauthenticated('review-expired');
    const { contentType, bytes, sha256 } = file;
    return {
      contentType,
      bytes,
      sha256,
      downloadName: request.download ? await this.#downloadName(stored, file, request) : undefined,
      note: range => this.#note(stored, file, request.download, range),
      read: range => this.#read(file, range),
      holds: () => this.#mayHave(stored, file, request),
    };
  }

  async #mayHave(
    { interviewId, recordingId, holder }: StoredGrant,
    { fileId, kind }: StoredMediaFile,
    { headers, download }: FileRequest,
  ): Promise<boolean> {
    const state = await this.#options.interviews.read(interviewId);
    // A recording that is being deleted is no longer in the state, even while its files still exist.
    if (state.recording?.recordingId !== recordingId) return false;
    if (holder.kind === 'staff') {
      const member = await this.#options.staffOf(headers);
      if (member?.userId !== holder.userId || !staffMay('recordings.review', member.role)) return false;
      const viewer = staffViewer(member);
      if (!may('recording.review', situationOf(state, viewer)) || namesIn(kind, state, viewer)) return false;
      return !download || staffMay('recordings.download', member.role);
    }
    if (holder.kind === 'page') {
      const candidate = candidateOf(state);
      return (
        candidate !== undefined &&
        may('recording.review', situationOf(state, { kind: 'seat', seatId: candidate.seatId })) &&
        (await this.#options.pageOwns(holder.pageId, interviewId))
      );
    }
    if (holder.kind === 'report')
      return !download && kind === 'clip' && this.#options.reportShows(holder.reportLinkId, fileId);
    const link = state.seats[holder.seatId]?.link;
    if (download || !linkHolds(state, holder) || !link || link.expiresAt <= Date.now()) return false;
    const viewer: Viewer = { kind: 'seat', seatId: holder.seatId };
    return may('recording.review', situationOf(state, viewer)) && !namesIn(kind, state, viewer);
  }

  async #downloadName(
    { interviewId }: StoredGrant,
    { name }: StoredMediaFile,
    { headers }: FileRequest,
  ): Promise<string> {
    const { interviews, staffOf } = this.#options;
    const [state, member] = [await interviews.read(interviewId), await staffOf(headers)];
    return downloadName(member ? titleFor(state, staffViewer(member)) : state.jobRole, name);
  }

  /** Always reads a range, so that a file that is too short fails before its first byte is sent. */
  #read({ storageKey, bytes }: StoredMediaFile, range: ByteRange | undefined): Promise<Readable> {
    const { objects, timeoutMs } = this.#options;
    return openObject(objects, storageKey, range ?? { first: 0, last: bytes - 1 }, timeoutMs);
  }

  /** Adds an audit entry for the first playback with a grant and for each download that isn't resumed. */
  async #note(
    { grantHash, recordingId, interviewId, holder }: StoredGrant,
    { fileId, kind }: StoredMediaFile,
    download: boolean,
    range: ByteRange | undefined,
  ): Promise<void> {
    // Access by private page or report link is not logged, because the entry would outlive the recording.
    if (holder.kind === 'page' || holder.kind === 'report') return;
    const actor = holder.kind === 'staff' ? holder.userId : `seat:${holder.seatId}`;
    const { grants } = this.#options;
    if (download) {
      const isBeginning = (range?.first ?? 0) === 0;
      const entry = {
        actor,
        action: 'recording.downloaded',
        target: recordingId,
        details: { interviewId, fileId },
      };
      await grants.noteUse(grantHash, isBeginning ? undefined : `download ${fileId}`, entry);
    } else if (kind !== 'thumbnail') {
      const entry = { actor, action: 'recording.watched', target: recordingId, details: { interviewId } };
      await grants.noteUse(grantHash, 'watch', entry);
    }
  }
}

function namesIn(kind: MediaFileKind, state: InterviewState, viewer: Viewer): boolean {
  return kind === 'composed' && namesHiddenFrom(state, viewer);
}

function nothingHere(): AppError {
  return new AppError('not-found');
}

const GRANT_LIFETIME_MS = 2 * 60 * 1_000;

/** Issues and renews grants for the files of a review. The database stores only hashes of the grants. */
export class MediaGrants {
  readonly #options: Pick<MediaAccessOptions, 'grants' | 'interviews'>;

  constructor(options: Pick<MediaAccessOptions, 'grants' | 'interviews'>) {
    this.#options = options;
  }

  /** Issues a grant without checking permissions. Throws `unauthenticated` if a seat has no valid link. */
  issue: ReviewParts['grants']['issue'] = async subject => {
    const grant = newLinkToken();
    const { interviewId, recordingId } = subject;
    const holder = await this.#holderOf(subject);
    await this.#options.grants.add(
      { grantHash: hashOfToken(grant), interviewId, recordingId, holder },
      GRANT_LIFETIME_MS,
    );
    return newGrant(grant);
  };

  /** Extends a grant. Throws `unauthenticated` if it has expired or was issued for another `subject`. */
  renew: ReviewParts['grants']['renew'] = async (grant, subject) => {
    const stored = await this.#options.grants.find(hashOfToken(grant));
    const isOwn =
      stored?.interviewId === subject.interviewId &&
      stored.recordingId === subject.recordingId &&
      isDeepStrictEqual(stored.holder, await this.#holderOf(subject));
    if (!isOwn || !(await this.#options.grants.extend(stored.grantHash, GRANT_LIFETIME_MS)))
      throw AppError.unauthenticated('review-expired');
    return newGrant(grant);
  };

  async #holderOf({ interviewId, holder }: GrantSubject): Promise<StoredHolder> {
    if (holder.type === 'staff') return { kind: 'staff', userId: UserId.parse(holder.userId) };
    if (holder.type === 'page') return { kind: 'page', pageId: holder.pageId };
    if (holder.type === 'report') return { kind: 'report', reportLinkId: holder.reportLinkId };
    const { seats } = await this.#options.interviews.read(interviewId);
    const link = seats[holder.seatId]?.link;
    if (!link || link.revoked) throw AppError.unauthenticated('viewing-expired');
    return { kind: 'seat', seatId: holder.seatId, linkId: link.linkId };
  }
}

function newGrant(grant: MediaGrant['grant']): MediaGrant {
  return { grant, expiresAt: Date.now() + GRANT_LIFETIME_MS };
}

/** Returns a file name from the interview's title that is safe in headers and on disks. */
export function downloadName(title: string, fileName: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return words === '' ? fileName : `${words}-${fileName}`;
}
