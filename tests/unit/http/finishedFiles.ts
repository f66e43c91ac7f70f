import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { hashOfToken, newLinkToken } from '../../../server/features/linkToken.ts';
import type { GrantHolder } from '../../../server/features/recording/review/openReview.ts';
import type { MediaFileKind, StoredMediaFile } from '../../../server/store/mediaFileStore.ts';
import { UserId } from '../../../shared/ids.ts';
import { MEDIA_FILES } from '../../../shared/protocol/recordingRoutes.ts';
import type { MediaGrant } from '../../../shared/recording/review.ts';
import { StagedInterview } from '../../support/finishingStage.ts';
import { reportWithClips, writeReport } from '../../support/reportRows.ts';
import type { TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

/** Setup time of a server, its people, and a recording that passes through all jobs on a busy machine. */
export const SETTING_UP_MS = 60_000;

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

export function addressOf(grant: string, fileId: string): string {
  return MEDIA_FILES.replace(':grant', grant).replace(':fileId', fileId);
}

/** An interview that is over, with its complete recording in the storage of a test server. */
export class FinishedFiles {
  readonly interview: StagedInterview;
  readonly #server: TestServer;
  readonly #files: Map<MediaFileKind, StoredMediaFile>;

  /** Creates one with a participant's file of this size, its thumbnail, and a composed file. */
  static async make(server: TestServer, personBytes = 20_000): Promise<FinishedFiles> {
    const interview = await StagedInterview.begin(server);
    await interview.finish({ sizes: [personBytes] });
    const stored = await server.store.mediaFiles.of(interview.recordingId, 'stored');
    return new FinishedFiles(server, interview, new Map(stored.map(file => [file.kind, file])));
  }

  private constructor(
    server: TestServer,
    interview: StagedInterview,
    files: Map<MediaFileKind, StoredMediaFile>,
  ) {
    this.#server = server;
    this.interview = interview;
    this.#files = files;
  }

  file(kind: MediaFileKind): StoredMediaFile {
    const file = this.#files.get(kind);
    if (!file) throw new Error(`There is no ${kind}.`);
    return file;
  }

  /** Path in a folder; a bucket has another layout. */
  placeOf(kind: MediaFileKind): string {
    return path.join(this.#server.config.recordingFolder, this.file(kind).storageKey);
  }

  /** Adds a shared screen. */
  async addScreen(): Promise<void> {
    const { mediaFiles } = this.#server.store;
    const bytes = randomBytes(5_000);
    const screen = { name: 'screen-1.webm', kind: 'screen' as const, contentType: 'video/webm' };
    const [planned] =
      (await mediaFiles.plan(
        this.interview.recordingId,
        ['screen'],
        [{ ...screen, bytes: bytes.length, sha256: sha256(bytes) }],
      )) ?? [];
    if (!planned) throw new Error('The recording is erased.');
    this.#files.set('screen', planned);
    await writeFile(this.placeOf('screen'), bytes);
    await mediaFiles.replace(planned);
  }

  /** Adds a clip that a published report shows. */
  async addClip(): Promise<void> {
    const { store } = this.#server;
    const { interviewId, recordingId } = this.interview;
    const bytes = randomBytes(3_000);
    const clip = { name: 'clip-0-10000.mp4', kind: 'clip' as const, contentType: 'video/mp4' };
    const [planned] =
      (await store.mediaFiles.plan(
        recordingId,
        ['clip'],
        [{ ...clip, bytes: bytes.length, sha256: sha256(bytes) }],
      )) ?? [];
    if (!planned) throw new Error('The recording is erased.');
    this.#files.set('clip', planned);
    await writeFile(this.placeOf('clip'), bytes);
    await store.mediaFiles.replace(planned);
    const span = { fromMs: 0, toMs: 10_000 };
    const content = reportWithClips(span);
    await writeReport(store, interviewId, { draft: content, published: content });
    await store.database.kysely
      .insertInto('reportClips')
      .values({ interviewId, ...span, state: 'ready', fileId: planned.fileId, durationMs: 10_000 })
      .execute();
  }

  /** Creates a link to that report. */
  async reportLink(withClips: boolean): Promise<GrantHolder> {
    const { interviewId } = this.interview;
    const reportLinkId = uuidv7();
    const link = { linkId: reportLinkId, interviewId, tokenHash: hashOfToken(newLinkToken()), withClips };
    const times = { createdAt: Date.now(), expiresAt: Date.now() + 3_600_000 };
    await this.#server.store.reportReaders.addShare({ ...link, ...times, kind: 'share' });
    return { type: 'report', reportLinkId };
  }

  /**
   * Creates a grant for any holder. Whether they may open a review is checked elsewhere; the grant alone
   * must give no access.
   */
  async grantFor(holder: GrantHolder): Promise<MediaGrant['grant']> {
    const { interviewId, recordingId } = this.interview;
    return (await this.#server.finished.review.grants.issue({ interviewId, recordingId, holder })).grant;
  }

  /** Opens the review as staff do in the console. */
  async openedBy(visitor: Visitor): Promise<MediaGrant['grant']> {
    const { grant } = await visitor.call('review.open', { interviewId: this.interview.interviewId });
    if (!grant) throw new Error('There is nothing to play.');
    return grant.grant;
  }

  address(grant: string, kind: MediaFileKind): string {
    return addressOf(grant, this.file(kind).fileId);
  }
}

/** The person who is signed in. */
export async function holderOf(visitor: Visitor): Promise<GrantHolder & { type: 'staff' }> {
  const { member } = await visitor.call('account.read', {});
  if (!member) throw new Error('No one is signed in.');
  return { type: 'staff', userId: UserId.parse(member.userId) };
}
