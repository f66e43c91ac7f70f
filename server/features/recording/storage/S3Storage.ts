import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { BucketConfig } from '../../../config.ts';
import { asStorageError } from './bucketErrors.ts';
import { abortUnfinished, removeVersions } from './bucketLeftovers.ts';
import { bytesOf } from './bucketReading.ts';
import { filePieces } from './filePieces.ts';
import { type BucketPlace, MultipartUpload } from './MultipartUpload.ts';
import {
  type ByteRange,
  type FileToStore,
  type ObjectStorage,
  StorageError,
  type TransferOptions,
} from './ObjectStorage.ts';
import { bucketChecksum, type PartDigests, partDigests } from './partDigests.ts';
import { requireKey } from './storageKey.ts';

const MEGABYTE = 1024 * 1024;

export interface BucketTiming {
  connectMs: number;
  /** Without a byte from the storage. */
  silenceMs: number;
  /** Of each request. */
  attempts: number;
  /** Files of more than this go in parts of it. Buckets take none smaller than 5 MB, but for the last. */
  partBytes: number;
}

const TIMING: BucketTiming = { connectMs: 5_000, silenceMs: 30_000, attempts: 5, partBytes: 8 * MEGABYTE };
/** More parts no bucket takes. */
const PARTS_MAX = 10_000;
/** Each player that someone has paused may hold one. */
const SOCKETS_MAX = 500;
/** How often a part is sent that does not arrive as it was. */
const CORRUPT_MAX = 3;

const SHORTER = 'The file in the storage is shorter than it was.';

/**
 * Recordings in a bucket of any storage that speaks as S3 does. Each request carries the SHA-256 of what it sends, for the bucket to
 * refuse what does not fit; and what the bucket then has is compared once more, by its own checksum or, where it has none, byte by byte.
 */
export class S3Storage implements ObjectStorage {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #timing: BucketTiming;

  constructor(config: BucketConfig, timing: Partial<BucketTiming> = {}) {
    this.#bucket = config.bucket;
    this.#prefix = config.prefix;
    this.#timing = { ...TIMING, ...timing };
    const { accessKeyId, secretAccessKey } = config;
    this.#client = new S3Client({
      region: config.region,
      ...(config.endpoint !== undefined && { endpoint: config.endpoint }),
      forcePathStyle: config.forcePathStyle,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: this.#timing.attempts,
      // Ours are sent by name. The client's own would come in a form that not every storage reads.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: this.#timing.connectMs,
        socketTimeout: this.#timing.silenceMs,
        httpAgent: { maxSockets: SOCKETS_MAX },
        httpsAgent: { maxSockets: SOCKETS_MAX },
      },
    });
  }

  async put(key: string, file: FileToStore, options: TransferOptions = {}): Promise<void> {
    const { signal } = options;
    const place = this.#place(key);
    try {
      const partBytes = Math.max(
        this.#timing.partBytes,
        Math.ceil(file.bytes / PARTS_MAX / MEGABYTE) * MEGABYTE,
      );
      const digests = await partDigests(file.path, partBytes, signal);
      if (digests.whole !== file.sha256)
        throw new StorageError('corrupt', 'A file is not what it was before it was sent to the storage.');
      if (await this.#isThere(place, file, digests, signal)) return;
      if (digests.parts.length === 1) await this.#putWhole(place, file, digests, options);
      else await this.#putInParts(place, file, digests, partBytes, options);
      if (await this.#isSame(place, file, digests, signal)) return;
      await this.remove(key);
      throw new StorageError('corrupt', 'A file did not arrive in the storage as it was.');
    } catch (error) {
      signal?.throwIfAborted();
      throw asStorageError(error);
    }
  }

  async stat(key: string): Promise<{ bytes: number } | undefined> {
    const head = await this.#head(this.#place(key));
    return head && { bytes: head.ContentLength ?? 0 };
  }

  async read(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable> {
    const place = this.#place(key);
    const over = new AbortController();
    const open = (from: number, etag: string | undefined) =>
      this.#client.send(
        new GetObjectCommand({
          ...place,
          ...(range
            ? { Range: `bytes=${range.first + from}-${range.last}` }
            : from > 0 && { Range: `bytes=${from}-` }),
          ...(etag !== undefined && { IfMatch: etag }),
        }),
        { abortSignal: signal ? AbortSignal.any([over.signal, signal]) : over.signal },
      );
    try {
      const first = await open(0, undefined);
      if (range && first.ContentLength !== range.last - range.first + 1) {
        over.abort();
        throw new StorageError('missing', SHORTER);
      }
      const stream = Readable.from(bytesOf(first, open, over.signal), { objectMode: false });
      // A reader who goes away half-way ends the transfer from the bucket, too.
      return stream.once('close', () => over.abort());
    } catch (error) {
      if (error instanceof Error && error.name === 'InvalidRange')
        throw new StorageError('missing', SHORTER, error);
      throw asStorageError(error);
    }
  }

  async remove(key: string): Promise<void> {
    const place = this.#place(key);
    try {
      const deleted = await this.#client.send(new DeleteObjectCommand(place));
      // A bucket that keeps versions has only hidden it.
      const keepsVersions = deleted.DeleteMarker !== undefined || deleted.VersionId !== undefined;
      await abortUnfinished(this.#client, place);
      if (keepsVersions) await removeVersions(this.#client, place);
    } catch (error) {
      throw asStorageError(error);
    }
  }

  close(): void {
    this.#client.destroy();
  }

  #place(key: string): BucketPlace {
    return { Bucket: this.#bucket, Key: this.#prefix + requireKey(key) };
  }

  async #putWhole(
    place: BucketPlace,
    file: FileToStore,
    { parts: [checksum = ''] }: PartDigests,
    { signal, onProgress }: TransferOptions,
  ): Promise<void> {
    for await (const body of filePieces(file.path, Math.max(1, file.bytes), signal))
      await sendIntact(() =>
        this.#client.send(
          new PutObjectCommand({
            ...place,
            Body: body,
            ContentLength: body.length,
            ChecksumSHA256: checksum,
          }),
          signal ? { abortSignal: signal } : {},
        ),
      );
    onProgress?.(1);
  }

  async #putInParts(
    place: BucketPlace,
    file: FileToStore,
    { parts }: PartDigests,
    partBytes: number,
    { signal, onProgress }: TransferOptions,
  ): Promise<void> {
    const upload = await MultipartUpload.begin(this.#client, place, signal);
    try {
      let sent = 0;
      for await (const body of filePieces(file.path, partBytes, signal)) {
        const checksum = parts[sent] ?? '';
        await sendIntact(() => upload.send(sent + 1, body, checksum, signal));
        sent += 1;
        onProgress?.(sent / parts.length);
      }
      await upload.complete(signal);
    } catch (error) {
      await upload.abort();
      throw error;
    }
  }

  /** Whether the object needs not be sent at all. Who may not ask may still send. */
  async #isThere(
    place: BucketPlace,
    file: FileToStore,
    digests: PartDigests,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    try {
      return await this.#isSame(place, file, digests, signal);
    } catch (error) {
      if (asStorageError(error).code === 'refused') return false;
      throw error;
    }
  }

  async #isSame(
    place: BucketPlace,
    file: FileToStore,
    digests: PartDigests,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const head = await this.#head(place, signal);
    if (!head || head.ContentLength !== file.bytes) return false;
    if (head.ChecksumSHA256 === bucketChecksum(digests)) return true;
    // No checksum, or one of parts of another size: the bytes themselves tell.
    const key = place.Key.slice(this.#prefix.length);
    const hash = createHash('sha256');
    for await (const piece of await this.read(key)) {
      signal?.throwIfAborted();
      hash.update(piece);
    }
    return hash.digest('hex') === file.sha256;
  }

  async #head(place: BucketPlace, signal?: AbortSignal): Promise<HeadObjectCommandOutput | undefined> {
    try {
      const command = new HeadObjectCommand({ ...place, ChecksumMode: 'ENABLED' });
      return await this.#client.send(command, signal ? { abortSignal: signal } : {});
    } catch (error) {
      const failure = asStorageError(error);
      if (failure.code === 'missing') return undefined;
      throw failure;
    }
  }
}

/** Once more where it did not arrive as it was: on the next way it may. */
async function sendIntact<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (attempt >= CORRUPT_MAX || asStorageError(error).code !== 'corrupt') throw error;
    }
  }
}
