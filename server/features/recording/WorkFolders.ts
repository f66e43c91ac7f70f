import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RecordingId } from '../../../shared/ids.ts';
import { TaskError } from '../../forkedProgram.ts';
import { makeFolder } from '../../makeFolder.ts';
import type { ErasureStore } from '../../store/erasureStore.ts';
import type { InterviewRecordingStore } from '../../store/interviewRecordingStore.ts';
import type { JobStore } from '../../store/jobStore.ts';
import type { LostStorageStore } from '../../store/lostStorageStore.ts';
import { systemErrorCode } from '../../systemErrorCode.ts';
import { JobError } from '../jobs/job.ts';

type WorkKind = 'finalise' | 'compose' | 'clips' | 'transcript' | 'captioned';
type Erasures = Pick<ErasureStore, 'noteWorkFolder' | 'forgetWorkFolder'>;

/** This server's folders for work on recordings. The database lists them, so that deletions find them. */
export class WorkFolders {
  readonly #folder: string;
  readonly folderId: string;
  readonly #erasures: Erasures;

  static async create(folder: string, erasures: Erasures): Promise<WorkFolders> {
    makeFolder(folder);
    return new WorkFolders(folder, await idOf(folder), erasures);
  }

  private constructor(folder: string, folderId: string, erasures: Erasures) {
    this.#folder = folder;
    this.folderId = folderId;
    this.#erasures = erasures;
  }

  async open(recordingId: RecordingId, kind: WorkKind): Promise<string> {
    await this.#erasures.noteWorkFolder(recordingId, this.folderId);
    const folder = path.join(this.#folder, recordingId, kind);
    makeFolder(folder);
    return folder;
  }

  async remove(recordingId: RecordingId, kind?: WorkKind): Promise<void> {
    const folder = path.join(this.#folder, recordingId);
    await rm(path.join(folder, kind ?? ''), { recursive: true, force: true, maxRetries: 3 });
    const isGone = await rmdir(folder).then(
      () => true,
      error => error.code === 'ENOENT',
    );
    if (isGone) await this.#erasures.forgetWorkFolder(recordingId, this.folderId);
  }

  async recordingIds(): Promise<RecordingId[]> {
    const names = await readdir(this.#folder);
    return names.flatMap(name => {
      const id = RecordingId.safeParse(name);
      return id.success ? [id.data] : [];
    });
  }
}

async function idOf(folder: string): Promise<string> {
  const file = path.join(folder, 'id');
  try {
    // `wx` never overwrites: if two servers start at the same time, both use the id written first.
    await writeFile(file, randomBytes(16).toString('hex'), { flag: 'wx' });
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}

const LIVE: ReadonlySet<string> = new Set(['waiting', 'running', 'retrying', 'failed']);

/** Removes folders without a job, and folders of recordings deleted while this server was declared lost. */
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

/** Converts failures of forked tasks and of the disk to `JobError`. Returns other errors unchanged. */
export function asWorkJobError(error: unknown): unknown {
  if (error instanceof TaskError) return new JobError(error.message, error.retry, error);
  const code = systemErrorCode(error);
  if (code === undefined || !(error instanceof Error && 'syscall' in error)) return error;
  return FULL.has(code)
    ? new JobError('The disk of the server is full.', 'later', error)
    : new JobError('The disk of the server cannot be read or written.', 'soon', error);
}
