import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  access,
  constants,
  type FileHandle,
  open,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
} from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { makeFolder } from '../../../makeFolder.ts';
import { StartupError } from '../../../startupErrors.ts';
import { systemErrorCode } from '../../../systemErrorCode.ts';
import { fileDigest, syncToDisk } from './fileReading.ts';
import {
  type ByteRange,
  type FileToStore,
  type ObjectStorage,
  requireKey,
  StorageError,
  type TransferOptions,
} from './ObjectStorage.ts';

const PART = '.part';

const CODES: Record<string, StorageError['code']> = {
  ENOENT: 'missing',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EACCES: 'refused',
  EPERM: 'refused',
  EROFS: 'refused',
  ENOTDIR: 'refused',
  EISDIR: 'refused',
  ELOOP: 'refused',
};

/** Stores files in a folder that servers may share. A file gets its name once it is verified and synced. */
export class LocalStorage implements ObjectStorage {
  readonly #folder: string;

  /** Creates the folder if needed. Throws `StartupError` when it cannot be written. */
  static async create(folder: string): Promise<LocalStorage> {
    try {
      makeFolder(folder);
      await access(path.join(folder, '/'), constants.W_OK);
      return new LocalStorage(await realpath(folder));
    } catch (error) {
      throw new StartupError(
        `The folder of recordings, ${folder}, cannot be written: give this user the right to, or set RECORDING_DIR to another folder.`,
        error,
      );
    }
  }

  private constructor(realFolder: string) {
    this.#folder = realFolder;
  }

  async put(key: string, file: FileToStore, options: TransferOptions = {}): Promise<void> {
    const target = this.#path(key);
    const temporary = `${target}.${randomBytes(8).toString('hex')}${PART}`;
    try {
      if (await isSame(target, file, options.signal)) return;
      makeFolder(path.dirname(target));
      await this.#requireInside(path.dirname(target));
      await copySynced(file, temporary, options);
      if (!(await isSame(temporary, file, options.signal)))
        throw new StorageError('corrupt', SENTENCES.corrupt);
      await rename(temporary, target);
      await this.#syncFolders(path.dirname(target));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      options.signal?.throwIfAborted();
      throw asStorageError(error);
    }
  }

  async stat(key: string): Promise<{ bytes: number } | undefined> {
    await using handle = await this.#find(key);
    return handle && { bytes: (await handle.stat()).size };
  }

  async read(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable> {
    const handle = await this.#find(key);
    if (!handle) throw new StorageError('missing', SENTENCES.missing);
    const { size } = await handle.stat();
    if (range && (range.last >= size || range.first > range.last)) {
      await handle.close();
      throw new StorageError('missing', 'The file in the storage is shorter than it was.');
    }
    // The stream closes the file handle when it ends.
    return handle.createReadStream({
      ...(range && { start: range.first, end: range.last }),
      ...(signal && { signal }),
    });
  }

  async remove(key: string): Promise<void> {
    const target = this.#path(key);
    const folder = path.dirname(target);
    try {
      await this.#requireInside(folder);
      const name = path.basename(target);
      for (const other of await readdir(folder))
        if (other === name || (other.startsWith(`${name}.`) && other.endsWith(PART)))
          await rm(path.join(folder, other), { force: true });
      await syncToDisk(folder);
      await this.#removeEmpty(folder);
    } catch (error) {
      const failure = asStorageError(error);
      if (failure.code !== 'missing') throw failure;
    }
  }

  close(): void {}

  /** Opens a file. The caller must close the file handle. */
  async #find(key: string): Promise<FileHandle | undefined> {
    const target = this.#path(key);
    try {
      await this.#requireInside(target);
      const handle = await open(target, 'r');
      if ((await handle.stat()).isFile()) return handle;
      await handle.close();
      return undefined;
    } catch (error) {
      const failure = asStorageError(error);
      if (failure.code === 'missing') return undefined;
      throw failure;
    }
  }

  #path(key: string): string {
    return path.join(this.#folder, ...requireKey(key).split('/'));
  }

  /** Refuses symbolic links, because they may lead out of the folder. */
  async #requireInside(fileOrFolder: string): Promise<void> {
    if ((await realpath(fileOrFolder)) !== fileOrFolder)
      throw new StorageError('refused', 'A path in the folder of recordings leads somewhere else.');
  }

  async #syncFolders(folder: string): Promise<void> {
    for (let each = folder; each.startsWith(this.#folder); each = path.dirname(each)) await syncToDisk(each);
  }

  async #removeEmpty(folder: string): Promise<void> {
    for (let each = folder; each !== this.#folder; each = path.dirname(each)) {
      try {
        await rmdir(each);
      } catch {
        // The folder is not empty or is already removed.
        return;
      }
    }
  }
}

async function copySynced(
  { path: source, bytes }: FileToStore,
  target: string,
  { signal, onProgress }: TransferOptions,
): Promise<void> {
  await using handle = await open(target, 'wx');
  let written = 0;
  for await (const piece of createReadStream(source, { highWaterMark: 1024 * 1024 })) {
    signal?.throwIfAborted();
    await handle.writeFile(piece);
    written += piece.byteLength;
    onProgress?.(Math.min(1, written / bytes));
  }
  await handle.sync();
}

async function isSame(file: string, { bytes, sha256 }: FileToStore, signal?: AbortSignal): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return false;
  const { size } = await handle.stat().finally(() => handle.close());
  return size === bytes && (await fileDigest(file, signal)) === sha256;
}

function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const code = CODES[systemErrorCode(error) ?? ''] ?? 'unreachable';
  return new StorageError(code, SENTENCES[code], error);
}

const SENTENCES: Record<StorageError['code'], string> = {
  missing: 'The storage does not have this file.',
  refused: 'The server may not write to the folder of recordings.',
  full: 'The disk with the folder of recordings is full.',
  unreachable: 'The folder of recordings cannot be read or written.',
  corrupt: 'A file did not arrive in the storage as it was.',
};
