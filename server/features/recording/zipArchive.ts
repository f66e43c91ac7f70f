import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { StoredMediaFile } from '../../store/mediaFileStore.ts';
import type { ObjectStorage } from './storage/ObjectStorage.ts';

const STORED = { compress: false } as const;

/** Writes a ZIP. Destroying `bytes` cancels open reads. A failed read destroys `bytes`. */
export class ZipArchive {
  readonly bytes: Readable;
  readonly #storage: Pick<ObjectStorage, 'read'>;
  readonly #zip = new ZipFile();
  readonly #ending = new AbortController();

  constructor(storage: Pick<ObjectStorage, 'read'>) {
    this.#storage = storage;
    this.bytes = this.#zip.outputStream as Readable;
    this.bytes.once('close', () => this.#ending.abort(new Error('The download was canceled.')));
    this.#zip.on('error', error =>
      this.bytes.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }

  addText(name: string, text: string): void {
    this.#zip.addBuffer(Buffer.from(text, 'utf8'), name);
  }

  addJson(name: string, value: unknown): void {
    this.addText(name, `${JSON.stringify(value, undefined, 2)}\n`);
  }

  /** Adds a media file. Opens it only when the archive reaches it, if `check` doesn't reject. */
  addFile(name: string, file: StoredMediaFile, check: () => Promise<void>): void {
    this.#zip.addReadStreamLazy(name, { ...STORED, size: file.bytes }, pass => {
      this.#read(file, check).then(
        stream => pass(null, stream),
        // The types of yazl require a stream even with an error.
        error => pass(error, undefined as never),
      );
    });
  }

  end(): void {
    this.#zip.end();
  }

  async #read({ storageKey, bytes }: StoredMediaFile, check: () => Promise<void>): Promise<Readable> {
    await check();
    const { signal } = this.#ending;
    const stream = await this.#storage.read(storageKey, { first: 0, last: bytes - 1 }, signal);
    stream.on('error', error => this.bytes.destroy(error));
    signal.addEventListener('abort', () => stream.destroy(), { once: true });
    return stream;
  }
}
