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
import { asStorageError, bytesOf } from './bucketReading.ts';
import { bucketChecksum, filePieces, type PartDigests, partDigests } from './fileReading.ts';
import { abortUnfinished, MultipartUpload, type ObjectAddress, removeVersions } from './multipartUploads.ts';
import {
  type ByteRange,
  type FileToStore,
  type ObjectStorage,
  requireKey,
  StorageError,
  type TransferOptions,
} from './ObjectStorage.ts';

const MEGABYTE = 1024 * 1024;

export interface BucketTiming {
  connectMs: number;
  silenceMs: number;
  attempts: number;
  /** Size of upload parts; smaller files are not split. S3 requires parts of at least 5 MB. */
  partBytes: number;
}

const TIMING: BucketTiming = { connectMs: 5_000, silenceMs: 30_000, attempts: 5, partBytes: 8 * MEGABYTE };
const PARTS_MAX = 10_000;
/** Maximum number of connections. High, because every paused player may hold a connection. */
const SOCKETS_MAX = 500;
const CORRUPT_MAX = 3;
const SHORTER = 'The file in the storage is shorter than it was.';

/** Stores files in an S3 bucket. Verifies each upload by its checksum or by comparing the stored bytes. */
export class S3Storage implements ObjectStorage {
  readonly #client: S3Client;
  readonly #config: BucketConfig;
  readonly #timing: BucketTiming;

  constructor(config: BucketConfig, timing: Partial<BucketTiming> = {}) {
    this.#config = config;
    this.#timing = { ...TIMING, ...timing };
    const { accessKeyId, secretAccessKey } = config;
    this.#client = new S3Client({
      region: config.region,
      ...(config.endpoint !== undefined && { endpoint: config.endpoint }),
      forcePathStyle: config.forcePathStyle,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: this.#timing.attempts,
      // Each request sets its checksum explicitly, because not every storage supports the client's default.
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
    const address = this.#address(key);
    try {
      const partBytes = Math.max(
        this.#timing.partBytes,
        Math.ceil(file.bytes / PARTS_MAX / MEGABYTE) * MEGABYTE,
      );
      const digests = await partDigests(file.path, partBytes, signal);
      if (digests.whole !== file.sha256)
        throw new StorageError('corrupt', 'A file is not what it was before it was sent to the storage.');
      if (await this.#isStored(address, file, digests, signal)) return;
      if (digests.parts.length === 1) await this.#putWhole(address, file, digests, options);
      else await this.#putInParts(address, file, digests, partBytes, options);
      if (await this.#isSame(address, file, digests, signal)) return;
      await this.remove(key);
      throw new StorageError('corrupt', 'A file did not arrive in the storage as it was.');
    } catch (error) {
      signal?.throwIfAborted();
      throw asStorageError(error);
    }
  }

  async stat(key: string): Promise<{ bytes: number } | undefined> {
    const head = await this.#head(this.#address(key));
    return head && { bytes: head.ContentLength ?? 0 };
  }

  async read(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable> {
    const address = this.#address(key);
    const over = new AbortController();
    const open = (from: number, etag: string | undefined) =>
      this.#client.send(
        new GetObjectCommand({
          ...address,
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
      return stream.once('close', () => over.abort());
    } catch (error) {
      if (error instanceof Error && error.name === 'InvalidRange')
        throw new StorageError('missing', SHORTER, error);
      throw asStorageError(error);
    }
  }

  async remove(key: string): Promise<void> {
    const address = this.#address(key);
    try {
      const deleted = await this.#client.send(new DeleteObjectCommand(address));
      // In a versioned bucket, deleting without a version id only hides the object.
      const keepsVersions = deleted.DeleteMarker !== undefined || deleted.VersionId !== undefined;
      await abortUnfinished(this.#client, address);
      if (keepsVersions) await removeVersions(this.#client, address);
    } catch (error) {
      throw asStorageError(error);
    }
  }

  close(): void {
    this.#client.destroy();
  }

  #address(key: string): ObjectAddress {
    return { Bucket: this.#config.bucket, Key: this.#config.prefix + requireKey(key) };
  }

  async #putWhole(
    address: ObjectAddress,
    file: FileToStore,
    { parts: [checksum = ''] }: PartDigests,
    { signal, onProgress }: TransferOptions,
  ): Promise<void> {
    for await (const body of filePieces(file.path, Math.max(1, file.bytes), signal))
      await sendIntact(() =>
        this.#client.send(
          new PutObjectCommand({
            ...address,
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
    address: ObjectAddress,
    file: FileToStore,
    { parts }: PartDigests,
    partBytes: number,
    { signal, onProgress }: TransferOptions,
  ): Promise<void> {
    const upload = await MultipartUpload.begin(this.#client, address, signal);
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

  /** True if the bucket has the file. Without read permission, returns false, so that uploads still work. */
  async #isStored(
    address: ObjectAddress,
    file: FileToStore,
    digests: PartDigests,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    try {
      return await this.#isSame(address, file, digests, signal);
    } catch (error) {
      if (asStorageError(error).code === 'refused') return false;
      throw error;
    }
  }

  async #isSame(
    address: ObjectAddress,
    file: FileToStore,
    digests: PartDigests,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const head = await this.#head(address, signal);
    if (!head || head.ContentLength !== file.bytes) return false;
    if (head.ChecksumSHA256 === bucketChecksum(digests)) return true;
    const key = address.Key.slice(this.#config.prefix.length);
    const hash = createHash('sha256');
    for await (const piece of await this.read(key)) {
      signal?.throwIfAborted();
      hash.update(piece);
    }
    return hash.digest('hex') === file.sha256;
  }

  async #head(address: ObjectAddress, signal?: AbortSignal): Promise<HeadObjectCommandOutput | undefined> {
    try {
      const command = new HeadObjectCommand({ ...address, ChecksumMode: 'ENABLED' });
      return await this.#client.send(command, signal ? { abortSignal: signal } : {});
    } catch (error) {
      const failure = asStorageError(error);
      if (failure.code === 'missing') return undefined;
      throw failure;
    }
  }
}

async function sendIntact<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (attempt >= CORRUPT_MAX || asStorageError(error).code !== 'corrupt') throw error;
    }
  }
}
