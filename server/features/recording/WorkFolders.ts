import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RecordingId } from '../../../shared/ids.ts';
import { makeFolder } from '../../makeFolder.ts';
import type { ErasureStore } from '../../store/erasureStore.ts';
import type { InterviewRecordingStore } from '../../store/interviewRecordingStore.ts';
import type { JobStore } from '../../store/jobStore.ts';
import type { LostStorageStore } from '../../store/lostStorageStore.ts';
import { JobError } from '../jobs/job.ts';

type WorkKind = 'finalise' | 'compose' | 'clips';

/**
 * This server's folders for work on recordings: `<recordingId>/<kind>/`. They hold personal data, so the database has a row for each from
 * before the first byte until the folder is removed.
 */
export class WorkFolders {
  readonly #folder: string;
  readonly #folderId: string;
  readonly #erasures: Pick<ErasureStore, 'noteWorkFolder' | 'forgetWorkFolder'>;

  /** Creates the folder if needed. Rejects with file system errors. */
  static async create(
    folder: string,
    erasures: Pick<ErasureStore, 'noteWorkFolder' | 'forgetWorkFolder'>,
  ): Promise<WorkFolders> {
    makeFolder(folder);
    return new WorkFolders(folder, await idOf(folder), erasures);
  }

  private constructor(
    folder: string,
    folderId: string,
    erasures: Pick<ErasureStore, 'noteWorkFolder' | 'forgetWorkFolder'>,
  ) {
    this.#folder = folder;
    this.#folderId = folderId;
    this.#erasures = erasures;
  }

  /** Creates or reopens a folder, with what an earlier attempt left in it. */
  async open(recordingId: RecordingId, kind: WorkKind): Promise<string> {
    await this.#erasures.noteWorkFolder(recordingId, this.#folderId);
    const folder = path.join(this.#folder, recordingId, kind);
    makeFolder(folder);
    return folder;
  }

  /** Safe to repeat. */
  async remove(recordingId: RecordingId, kind?: WorkKind): Promise<void> {
    const folder = path.join(this.#folder, recordingId);
    await rm(path.join(folder, kind ?? ''), { recursive: true, force: true, maxRetries: 3 });
    // The folder may hold other work.
    const isGone = await rmdir(folder).then(
      () => true,
      error => error.code === 'ENOENT',
    );
    if (isGone) await this.#erasures.forgetWorkFolder(recordingId, this.#folderId);
  }

  async recordingIds(): Promise<RecordingId[]> {
    const names = await readdir(this.#folder);
    return names.flatMap(name => {
      const id = RecordingId.safeParse(name);
      return id.success ? [id.data] : [];
    });
  }

  get folderId(): string {
    return this.#folderId;
  }
}

/** Reads or creates the folder's id, which survives restarts. */
async function idOf(folder: string): Promise<string> {
  const file = path.join(folder, 'id');
  try {
    // With "wx", the second of two servers that start at the same time reads the id of the first.
    await writeFile(file, randomBytes(16).toString('hex'), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}

const LIVE: ReadonlySet<string> = new Set(['waiting', 'running', 'retrying', 'failed']);

/**
 * Removes folders that no job uses, such as after a crash or a takeover, and those of recordings that were deleted while this server was
 * declared lost. Keeps folders of unknown recordings. Rejects when the database is unreachable.
 */
export async function sweepWorkFolders({
  folders,
  recordings,
  lostPlaces,
  jobs,
}: {
  folders: WorkFolders;
  recordings: Pick<InterviewRecordingStore, 'stateOf'>;
  lostPlaces: Pick<LostStorageStore, 'returned' | 'deleted'>;
  jobs: Pick<JobStore, 'about'>;
}): Promise<void> {
  const { folderId } = folders;
  for (const recordingId of (await lostPlaces.returned('server', [folderId])).keys()) {
    await folders.remove(recordingId);
    await lostPlaces.deleted(recordingId, { kind: 'server', placeId: folderId });
  }
  for (const recordingId of await folders.recordingIds()) {
    const state = await recordings.stateOf(recordingId);
    if (state === undefined) continue;
    const work = (await jobs.about([recordingId])).filter(({ kind }) => kind !== 'erase');
    if (work.some(job => LIVE.has(job.state))) continue;
    await folders.remove(recordingId);
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Converts disk errors to `JobError`. Returns other errors unchanged. */
export function asDiskError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  return FULL.has(String(error.code))
    ? new JobError('The disk of the server is full.', 'later', error)
    : new JobError('The disk of the server cannot be read or written.', 'soon', error);
}
