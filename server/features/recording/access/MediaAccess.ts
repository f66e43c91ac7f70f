import type { Readable } from 'node:stream';
import { AppError } from '../../../../shared/errors.ts';
import { type InterviewId, MediaFileId } from '../../../../shared/ids.ts';
import type { InterviewState, Viewer } from '../../../../shared/interview/state.ts';
import { situationOf } from '../../../../shared/interview/viewOf.ts';
import { namesHiddenFrom, titleFor } from '../../../../shared/interview/visibility.ts';
import { may, staffMay } from '../../../../shared/permissions.ts';
import type { StaffMember } from '../../../../shared/protocol/http.ts';
import { MediaGrant } from '../../../../shared/recording/mediaGrant.ts';
import { candidateOf } from '../../../../shared/recruiter/recruiterContextOf.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import { linkHolds } from '../../../interviews/seats.ts';
import { staffViewer } from '../../../interviews/staffInterviews.ts';
import type { MediaFileKind, MediaFileStore, StoredMediaFile } from '../../../store/mediaFileStore.ts';
import type { MediaGrantStore, StoredGrant } from '../../../store/mediaGrantStore.ts';
import { hashOfToken } from '../../linkToken.ts';
import { type ByteRange, type ObjectStorage, StorageError } from '../storage/ObjectStorage.ts';
import { downloadName } from './downloadName.ts';

/** What a request for a file says. */
export interface AskedFile {
  grant: string;
  fileId: string;
  headers: Headers;
  /** To be kept by the person who asks, and not played in a page of ours. */
  download: boolean;
}

/** A file that this viewer may have now. */
export interface AllowedFile {
  readonly contentType: string;
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly sha256: string;
  /** What to call it where it is downloaded. ASCII, nothing but letters, digits, dots and dashes. */
  readonly downloadName: string | undefined;
  /** Writes down that it is being fetched, before anything of it goes out. */
  note(range: ByteRange | undefined): Promise<void>;
  /** Throws `unavailable` where the storage does not answer, or has less of the file than there should be. */
  read(range: ByteRange | undefined): Promise<Readable>;
  /** Whether the viewer still may have it. Rejects where that cannot be told. */
  holds(): Promise<boolean>;
}

interface MediaAccessOptions {
  grants: MediaGrantStore;
  files: MediaFileStore;
  objects: Pick<ObjectStorage, 'read'>;
  interviews: Pick<Interviews, 'read'>;
  /** Who is signed in where these headers come from. */
  staffOf: (headers: Headers) => Promise<StaffMember | undefined>;
  /** Whether a private page is there and the interview one of its attempts. */
  pageOwns: (pageId: string, interviewId: InterviewId) => Promise<boolean>;
  /** Whether a link to a report works, and the file is a clip that the report shows. */
  reportShows: (reportLinkId: string, fileId: MediaFileId) => Promise<boolean>;
  patienceMs?: number | undefined;
}

/** How long a viewer waits for the storage before they hear that it does not answer; a player asks again. */
const PATIENCE_MS = 15_000;

/**
 * Judges each request for a file anew: the grant, the recording, and whether its viewer still may. Whatever is wrong, the answer is the
 * same; only a viewer to whom the time alone is lacking hears that, to ask for more.
 */
export class MediaAccess {
  readonly #options: MediaAccessOptions;

  constructor(options: MediaAccessOptions) {
    this.#options = options;
  }

  /** Throws `not-found`, or `unauthenticated` where the grant has run out and nothing else is wrong. */
  async open(asked: AskedFile): Promise<AllowedFile> {
    const { grants, files } = this.#options;
    const grant = MediaGrant.shape.grant.safeParse(asked.grant);
    const fileId = MediaFileId.safeParse(asked.fileId);
    if (!grant.success || !fileId.success) throw nothingHere();
    const stored = await grants.find(hashOfToken(grant.data));
    const file = stored && (await files.findStored(fileId.data));
    if (!stored || file?.recordingId !== stored.recordingId) throw nothingHere();
    if (!(await this.#mayHave(stored, file, asked))) throw nothingHere();
    if (stored.expired) throw AppError.unauthenticated('Please open the review again.');
    const { contentType, bytes, sha256 } = file;
    return {
      contentType,
      bytes,
      sha256,
      downloadName: asked.download ? await this.#downloadName(stored, file, asked) : undefined,
      note: range => this.#note(stored, file, asked.download, range),
      read: range => this.#read(file, range),
      holds: () => this.#mayHave(stored, file, asked),
    };
  }

  async #mayHave(
    { interviewId, recordingId, holder }: StoredGrant,
    { fileId, kind }: StoredMediaFile,
    { headers, download }: AskedFile,
  ): Promise<boolean> {
    const state = await this.#options.interviews.read(interviewId);
    // The log knows of an erasure first.
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

  /** Named after the interview as the member of staff who downloads it sees it. */
  async #downloadName(
    { interviewId }: StoredGrant,
    { name }: StoredMediaFile,
    { headers }: AskedFile,
  ): Promise<string> {
    const { interviews, staffOf } = this.#options;
    const [state, member] = [await interviews.read(interviewId), await staffOf(headers)];
    return downloadName(member ? titleFor(state, staffViewer(member)) : state.jobRole, name);
  }

  /** All of it is a range as well: so a file that is not as long as it should be is found before its first byte goes out. */
  async #read({ storageKey, bytes }: StoredMediaFile, range: ByteRange | undefined): Promise<Readable> {
    const { objects, patienceMs = PATIENCE_MS } = this.#options;
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), patienceMs);
    try {
      return await objects.read(storageKey, range ?? { first: 0, last: bytes - 1 }, patience.signal);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      throw AppError.unavailable('The recording cannot be read at the moment. Please try again.', error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** One entry a viewer and grant for watching. A download that is taken up again in the middle is the same one. */
  async #note(
    { grantHash, recordingId, interviewId, holder }: StoredGrant,
    { fileId, kind }: StoredMediaFile,
    download: boolean,
    range: ByteRange | undefined,
  ): Promise<void> {
    // What people do with what is theirs alone is no one's to look up, and would outlive its deletion.
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

/** Whether a file shows names that are hidden from this viewer: they are drawn into the combined video. */
function namesIn(kind: MediaFileKind, state: InterviewState, viewer: Viewer): boolean {
  return kind === 'composed' && namesHiddenFrom(state, viewer);
}

function nothingHere(): AppError {
  return new AppError('not-found', 'There is nothing here.');
}
