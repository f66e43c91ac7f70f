import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import {
  chmod,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { NodeId, RecordingId, SegmentId, StretchId } from '../../../shared/ids.ts';
import { CAPTURE_PART_MAX_BYTES, type CapturedRun, type SegmentPart } from '../../../shared/media/capture.ts';
import { SfuStartError } from '../../config.ts';
import { FolderOwner, FolderTakenError } from './FolderOwner.ts';

type CapturedFile = { stretchId: StretchId; segmentId: SegmentId; part: SegmentPart };

const EXTENSIONS: Record<SegmentPart, string> = { media: '.webm', journal: '.jsonl' };
const RUNS_MAX = 1_000;
export const SEGMENTS_MAX = 500;
/** Digests are computed in parts this small, so that other work isn't blocked. */
const DIGEST_PART_BYTES = 256 * 1024;
const ONLY_FOR_US = 0o700;
const NODE_ID_NAME = 'node-id';

/**
 * The folder of a node's recordings: `<recordingId>/<stretchId>/<segmentId>.webm` and `.jsonl`. Ignores and keeps
 * everything else. Owned by one process at a time.
 */
export class CaptureFolder {
  /** Id of the node, stored in the folder. Recordings that a node with this id no longer has are lost. */
  readonly nodeId: NodeId;
  readonly path: string;
  readonly #owner: FolderOwner;
  readonly #open = new Set<StretchId>();
  readonly #recordingIds = new Map<StretchId, RecordingId>();

  /** Creates the folder if needed, and makes it private to this user. Throws `SfuStartError`. */
  static async open(folder: string): Promise<CaptureFolder> {
    try {
      await makeFolders(folder);
      const real = await realpath(folder);
      await chmod(real, ONLY_FOR_US);
      const owner = await FolderOwner.claim(real);
      try {
        return new CaptureFolder(real, owner, await nodeIdOf(real));
      } catch (error) {
        await owner.release();
        throw error;
      }
    } catch (error) {
      throw explain(folder, error);
    }
  }

  private constructor(folder: string, owner: FolderOwner, nodeId: NodeId) {
    this.path = folder;
    this.#owner = owner;
    this.nodeId = nodeId;
  }

  /** Creates the folder of a new run, which is open until `ended` is called. Rejects with `conflict` when the run exists. */
  async make(recordingId: RecordingId, stretchId: StretchId): Promise<string> {
    if (this.#open.has(stretchId)) throw runConflict(stretchId, 'open');
    this.#open.add(stretchId);
    try {
      if (await this.#find(stretchId)) throw runConflict(stretchId, 'closed');
      const folder = path.join(this.path, recordingId, stretchId);
      await makeFolders(path.dirname(folder));
      await mkdir(folder, { mode: ONLY_FOR_US });
      this.#recordingIds.set(stretchId, recordingId);
      await Promise.all([this.path, path.dirname(folder)].map(syncFolder));
      return folder;
    } catch (error) {
      this.#open.delete(stretchId);
      throw error;
    }
  }

  ended(stretchId: StretchId): void {
    this.#open.delete(stretchId);
  }

  /** Returns up to a thousand runs, oldest first. To see more runs, release the returned ones. */
  async list(): Promise<CapturedRun[]> {
    const runs: (CapturedRun & { madeAtMs: number })[] = [];
    for (const recordingId of await namesIn(this.path, RecordingId))
      for (const stretchId of await namesIn(path.join(this.path, recordingId), StretchId)) {
        this.#recordingIds.set(stretchId, recordingId);
        const folder = path.join(this.path, recordingId, stretchId);
        // Read before the sizes, so that a run that ends in between is not listed as closed with its old sizes.
        const state = this.#open.has(stretchId) ? 'open' : 'closed';
        const [made, segments] = await Promise.all([stat(folder).catch(() => undefined), segmentsIn(folder)]);
        if (!made) continue;
        runs.push({
          recordingId,
          stretchId,
          state,
          segments,
          madeAtMs: Math.min(made.birthtimeMs || made.mtimeMs, made.mtimeMs),
        });
      }
    return runs
      .toSorted((a, b) => a.madeAtMs - b.madeAtMs)
      .slice(0, RUNS_MAX)
      .map(({ madeAtMs: _, ...run }) => run);
  }

  /** Returns at most `CAPTURE_PART_MAX_BYTES` bytes from `offset` on, or none at the end of the file. */
  async read(file: CapturedFile, offset: number): Promise<Uint8Array<ArrayBuffer>> {
    await using handle = await this.#openClosed(file);
    const buffer = new Uint8Array(CAPTURE_PART_MAX_BYTES);
    let read = 0;
    while (read < buffer.byteLength) {
      const { bytesRead } = await handle.read(buffer, read, buffer.byteLength - read, offset + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return buffer.subarray(0, read);
  }

  async digest(file: CapturedFile): Promise<string> {
    const handle = await this.#openClosed(file);
    const hash = createHash('sha256');
    const options = { highWaterMark: DIGEST_PART_BYTES, autoClose: true, start: 0 };
    for await (const part of handle.createReadStream(options)) hash.update(part);
    return hash.digest('hex');
  }

  /** Deletes the run. Safe to repeat. Rejects with `conflict` while it is being written. */
  async release(stretchId: StretchId): Promise<void> {
    this.#requireClosed(stretchId);
    const folder = await this.#find(stretchId);
    if (!folder) return;
    for (const { segmentId } of await segmentsIn(folder))
      for (const extension of Object.values(EXTENSIONS))
        await rm(path.join(folder, `${segmentId}${extension}`), { force: true });
    // A folder that contains other files isn't deleted, and its run stays known.
    if (await isRemoved(folder)) this.#recordingIds.delete(stretchId);
    await isRemoved(path.dirname(folder));
  }

  async close(): Promise<void> {
    await this.#owner.release();
  }

  async #openClosed({ stretchId, segmentId, part }: CapturedFile) {
    this.#requireClosed(stretchId);
    const folder = await this.#find(stretchId);
    const file = folder && path.join(folder, `${segmentId}${EXTENSIONS[part]}`);
    if (!file || !(await isOwnPath(file)))
      throw AppError.notFound('captured file', `${segmentId}${EXTENSIONS[part]}`);
    return open(file, 'r');
  }

  #requireClosed(stretchId: StretchId): void {
    if (this.#open.has(stretchId)) throw runConflict(stretchId, 'open');
  }

  async #find(stretchId: StretchId): Promise<string | undefined> {
    const known = this.#recordingIds.get(stretchId);
    const recordingIds = known ? [known] : await namesIn(this.path, RecordingId);
    for (const recordingId of recordingIds) {
      const folder = path.join(this.path, recordingId, stretchId);
      if (!(await isOwnPath(folder))) continue;
      this.#recordingIds.set(stretchId, recordingId);
      return folder;
    }
    return undefined;
  }
}

/** Creates a folder and its parents. Node's recursive `mkdir` would hang where this is impossible (/proc). */
async function makeFolders(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: ONLY_FOR_US });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || path.dirname(folder) === folder) throw error;
    await makeFolders(path.dirname(folder));
    await mkdir(folder, { mode: ONLY_FOR_US });
  }
}

async function segmentsIn(folder: string): Promise<CapturedRun['segments']> {
  const ids = new Set<SegmentId>();
  for (const entry of await entriesOf(folder)) {
    const { name, ext } = path.parse(entry.name);
    const segmentId = SegmentId.safeParse(name);
    const isOurs = entry.isFile() && Object.values(EXTENSIONS).includes(ext);
    if (isOurs && segmentId.success) ids.add(segmentId.data);
  }
  return Promise.all(
    [...ids]
      .toSorted()
      .slice(0, SEGMENTS_MAX)
      .map(async segmentId => ({
        segmentId,
        mediaBytes: await sizeOf(path.join(folder, `${segmentId}${EXTENSIONS.media}`)),
        journalBytes: await sizeOf(path.join(folder, `${segmentId}${EXTENSIONS.journal}`)),
      })),
  );
}

async function sizeOf(file: string): Promise<number> {
  return lstat(file).then(
    found => (found.isFile() ? found.size : 0),
    () => 0,
  );
}

/** Reads the folder's node id or writes a new one. The caller must own the folder. */
async function nodeIdOf(folder: string): Promise<NodeId> {
  const file = path.join(folder, NODE_ID_NAME);
  const stored = NodeId.safeParse((await readFile(file, 'utf8').catch(() => '')).trim());
  if (stored.success) return stored.data;
  const nodeId = NodeId.parse(`sfu-${uuidv7()}`);
  // Renames, so that a crash leaves either the old file or the complete new one.
  await writeFile(`${file}.new`, `${nodeId}\n`, { flush: true });
  await rename(`${file}.new`, file);
  await syncFolder(folder);
  return nodeId;
}

/** True when no symbolic link redirects the path. */
async function isOwnPath(file: string): Promise<boolean> {
  return realpath(file).then(
    real => real === file,
    () => false,
  );
}

async function namesIn<S extends z.ZodType>(folder: string, schema: S): Promise<z.output<S>[]> {
  const entries = await entriesOf(folder);
  return entries
    .filter(entry => entry.isDirectory())
    .flatMap(({ name }) => {
      const id = schema.safeParse(name);
      return id.success ? [id.data] : [];
    });
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    // A folder that is gone or unreadable counts as empty.
    return [];
  }
}

/** Removes the folder. Returns false when it isn't empty. */
async function isRemoved(folder: string): Promise<boolean> {
  return rmdir(folder).then(
    () => true,
    () => false,
  );
}

/** Syncs a folder. Without this, a new file in the folder may not survive a power failure. */
async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  // Some file systems can't sync folders and don't need to.
  await handle.sync().catch(() => undefined);
}

function runConflict(stretchId: StretchId, state: CapturedRun['state']): AppError {
  const is = state === 'open' ? 'is being recorded' : 'has been recorded already';
  return new AppError('conflict', 'request-refused', {
    values: { problem: `Stretch ${stretchId} ${is}.` },
    details: { current: state },
  });
}

function explain(folder: string, error: unknown): SfuStartError {
  if (error instanceof FolderTakenError)
    return new SfuStartError(
      `Recordings in ${folder} are kept by ${error.pid === undefined ? 'another process' : `process ${error.pid}`}, which is running: stop that one, or give this one a folder of its own with SFU_CAPTURE_DIR.`,
      error,
    );
  const reason = error instanceof Error ? error.message : 'unknown reason';
  return new SfuStartError(
    `Recordings cannot be kept in ${folder} (${reason}): make it writable for this user, or choose another with SFU_CAPTURE_DIR.`,
    error,
  );
}
