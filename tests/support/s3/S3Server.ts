import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type SignatureKeys, signatureFault } from './signatureV4.ts';

/** A version of an object. */
interface StoredObject {
  versionId: string;
  bytes: Buffer;
  etag: string;
  /** Base64, with a `-parts` suffix for multipart uploads; undefined without checksum support. */
  checksum: string | undefined;
  isMarker: boolean;
}

interface Upload {
  uploadId: string;
  key: string;
  parts: Map<number, { bytes: Buffer; checksum: string | undefined }>;
}

class Refusal extends Error {
  readonly status: number;

  constructor(code: string, status = 400) {
    super(code);
    this.status = status;
  }
}

export interface S3ServerOptions {
  bucket?: string;
  /** Whether it verifies and stores `x-amz-checksum-sha256`, as not every storage does. */
  knowsChecksums?: boolean;
  keepsVersions?: boolean;
}

/**
 * An S3 storage in memory: one bucket, whole and multipart uploads, ranges, versions. Refuses invalid
 * signatures (version 4), payloads, and checksums with S3's codes. Run the same suite against another
 * implementation with `S3_TEST_ENDPOINT`, see `tests/contract/objectStorage.test.ts`.
 */
export class S3Server implements AsyncDisposable {
  readonly keys: SignatureKeys = { accessKeyId: 'test-key', secretAccessKey: 'test secret' };
  readonly bucket: string;
  readonly #options: S3ServerOptions;
  readonly #server: Server;
  readonly #objects = new Map<string, StoredObject[]>();
  readonly #uploads = new Map<string, Upload>();
  /** Method and kind of each accepted request. */
  readonly log: string[] = [];

  static async start(options: S3ServerOptions = {}): Promise<S3Server> {
    const server = new S3Server(options);
    const { promise, resolve } = Promise.withResolvers<void>();
    server.#server.listen(0, '127.0.0.1', resolve);
    await promise;
    return server;
  }

  private constructor(options: S3ServerOptions) {
    this.bucket = options.bucket ?? 'interviews';
    this.#options = { knowsChecksums: true, ...options };
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(error => refuse(request, response, error));
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything that uses storage: versions, delete markers, parts of uploads. */
  get leftovers(): number {
    const versions = [...this.#objects.values()].reduce((sum, list) => sum + list.length, 0);
    return versions + this.#uploads.size;
  }

  get objectKeys(): string[] {
    return [...this.#objects].filter(([, [newest]]) => newest && !newest.isMarker).map(([key]) => key);
  }

  get unfinishedUploads(): number {
    return this.#uploads.size;
  }

  get openConnections(): Promise<number> {
    return new Promise((resolve, reject) =>
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  }

  /** Leaves an unfinished upload, as after its sender was killed. */
  beginUpload(key: string): void {
    const uploadId = randomUUID();
    this.#uploads.set(uploadId, { uploadId, key, parts: new Map() });
  }

  /** Corrupts a stored object. */
  spoil(key: string): void {
    const [newest] = this.#objects.get(key) ?? [];
    if (newest) newest.bytes = Buffer.concat([newest.bytes.subarray(1), Buffer.from('!')]);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise(resolve => this.#server.close(() => resolve()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const fault = signatureFault(request, this.keys);
    if (fault) throw new Refusal(fault, 403);
    const payload = request.headers['x-amz-content-sha256'];
    if (payload !== 'UNSIGNED-PAYLOAD' && payload !== digest(body, 'hex'))
      throw new Refusal('XAmzContentSHA256Mismatch');
    const url = new URL(request.url ?? '', this.url);
    const [, bucket = '', ...names] = decodeURIComponent(url.pathname).split('/');
    if (bucket !== this.bucket) throw new Refusal('NoSuchBucket', 404);
    const key = names.join('/');
    const kind = `${request.method} ${['uploads', 'uploadId', 'versions'].find(name => url.searchParams.has(name)) ?? 'object'}`;
    this.log.push(kind);
    switch (kind) {
      case 'PUT object':
        return this.#put(key, body, request, response);
      case 'GET object':
      case 'HEAD object':
        return this.#get(key, request, response);
      case 'DELETE object':
        return this.#delete(key, url.searchParams.get('versionId'), response);
      case 'POST uploads':
        return this.#begin(key, response);
      case 'PUT uploadId':
        return this.#putPart(
          this.#upload(url),
          Number(url.searchParams.get('partNumber')),
          body,
          request,
          response,
        );
      case 'POST uploadId':
        return this.#complete(this.#upload(url), body.toString(), response);
      case 'DELETE uploadId':
        this.#uploads.delete(this.#upload(url).uploadId);
        response.writeHead(204).end();
        return;
      case 'GET uploads':
        return this.#listUploads(url, response);
      case 'GET versions':
        return this.#listVersions(url, response);
      default:
        throw new Refusal('NotImplemented', 501);
    }
  }

  #put(key: string, bytes: Buffer, request: IncomingMessage, response: ServerResponse): void {
    const checksum = this.#verified(bytes, request);
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    const { versionId } = this.#store(key, { bytes, etag, checksum, isMarker: false });
    response.writeHead(200, { etag, ...this.#versionHeader(versionId), ...checksumHeader(checksum) }).end();
  }

  #get(key: string, request: IncomingMessage, response: ServerResponse): void {
    const [newest] = this.#objects.get(key) ?? [];
    if (!newest || newest.isMarker) throw new Refusal('NoSuchKey', 404);
    const { bytes, etag, checksum } = newest;
    if (request.headers['if-match'] && request.headers['if-match'] !== etag)
      throw new Refusal('PreconditionFailed', 412);
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const first = Number(range?.[1] ?? 0);
    const last = Math.min(range?.[2] ? Number(range[2]) : bytes.length - 1, bytes.length - 1);
    if (range && first >= bytes.length) throw new Refusal('InvalidRange', 416);
    const wantsChecksum = request.headers['x-amz-checksum-mode'] === 'ENABLED' && !range;
    response.writeHead(range ? 206 : 200, {
      etag,
      'content-length': last - first + 1,
      'content-type': 'application/octet-stream',
      ...(range && { 'content-range': `bytes ${first}-${last}/${bytes.length}` }),
      ...(wantsChecksum && checksumHeader(checksum)),
    });
    response.end(request.method === 'HEAD' ? undefined : bytes.subarray(first, last + 1));
  }

  #delete(key: string, versionId: string | null, response: ServerResponse): void {
    const versions = this.#objects.get(key) ?? [];
    const headers: Record<string, string> = {};
    if (versionId !== null) {
      const rest = versions.filter(version => version.versionId !== versionId);
      if (rest.length > 0) this.#objects.set(key, rest);
      else this.#objects.delete(key);
    } else if (this.#options.keepsVersions) {
      const marker = this.#store(key, {
        bytes: Buffer.alloc(0),
        etag: '',
        checksum: undefined,
        isMarker: true,
      });
      headers['x-amz-delete-marker'] = 'true';
      headers['x-amz-version-id'] = marker.versionId;
    } else this.#objects.delete(key);
    response.writeHead(204, headers).end();
  }

  #begin(key: string, response: ServerResponse): void {
    const uploadId = randomUUID();
    this.#uploads.set(uploadId, { uploadId, key, parts: new Map() });
    answerXml(
      response,
      `<InitiateMultipartUploadResult><Bucket>${this.bucket}</Bucket><Key>${key}</Key><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`,
    );
  }

  #putPart(
    upload: Upload,
    number: number,
    bytes: Buffer,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const checksum = this.#verified(bytes, request);
    upload.parts.set(number, { bytes, checksum });
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    response.writeHead(200, { etag, ...checksumHeader(checksum) }).end();
  }

  #complete(upload: Upload, body: string, response: ServerResponse): void {
    const named = [...body.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
      number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
      checksum: /<ChecksumSHA256>(.*?)</.exec(part)?.[1],
    }));
    const parts = named.map(({ number, checksum }) => {
      const part = upload.parts.get(number);
      if (!part || part.checksum !== checksum) throw new Refusal('InvalidPart');
      return part;
    });
    if (parts.length === 0 || parts.slice(0, -1).some(({ bytes }) => bytes.length < MIN_PART_BYTES))
      throw new Refusal('EntityTooSmall');
    const bytes = Buffer.concat(parts.map(part => part.bytes));
    const digests = Buffer.concat(parts.map(part => Buffer.from(part.checksum ?? '', 'base64')));
    const checksum = this.#options.knowsChecksums
      ? `${digest(digests, 'base64')}-${parts.length}`
      : undefined;
    const etag = `"${digest(bytes, 'hex').slice(0, 32)}-${parts.length}"`;
    this.#store(upload.key, { bytes, etag, checksum, isMarker: false });
    this.#uploads.delete(upload.uploadId);
    answerXml(
      response,
      `<CompleteMultipartUploadResult><Bucket>${this.bucket}</Bucket><Key>${upload.key}</Key><ETag>${etag}</ETag></CompleteMultipartUploadResult>`,
    );
  }

  /** One upload per page, so that clients must page. */
  #listUploads(url: URL, response: ServerResponse): void {
    const prefix = url.searchParams.get('prefix') ?? '';
    const all = [...this.#uploads.values()].filter(({ key }) => key.startsWith(prefix)).toSorted(byKeyAndId);
    const after = {
      key: url.searchParams.get('key-marker') ?? '',
      uploadId: url.searchParams.get('upload-id-marker') ?? '',
    };
    const [next, more] = all.filter(upload => byKeyAndId(upload, after) > 0);
    answerXml(
      response,
      `<ListMultipartUploadsResult><Bucket>${this.bucket}</Bucket><IsTruncated>${more !== undefined}</IsTruncated>${
        next
          ? `<NextKeyMarker>${next.key}</NextKeyMarker><NextUploadIdMarker>${next.uploadId}</NextUploadIdMarker><Upload><Key>${next.key}</Key><UploadId>${next.uploadId}</UploadId></Upload>`
          : ''
      }</ListMultipartUploadsResult>`,
    );
  }

  #listVersions(url: URL, response: ServerResponse): void {
    const prefix = url.searchParams.get('prefix') ?? '';
    const entries = [...this.#objects]
      .filter(([key]) => key.startsWith(prefix))
      .flatMap(([key, versions]) =>
        versions.map(({ versionId, isMarker }) => {
          const element = isMarker ? 'DeleteMarker' : 'Version';
          return `<${element}><Key>${key}</Key><VersionId>${versionId}</VersionId></${element}>`;
        }),
      );
    answerXml(
      response,
      `<ListVersionsResult><IsTruncated>false</IsTruncated>${entries.join('')}</ListVersionsResult>`,
    );
  }

  #upload(url: URL): Upload {
    const upload = this.#uploads.get(url.searchParams.get('uploadId') ?? '');
    if (!upload) throw new Refusal('NoSuchUpload', 404);
    return upload;
  }

  #verified(bytes: Buffer, request: IncomingMessage): string | undefined {
    if (!this.#options.knowsChecksums) return undefined;
    const claimed = request.headers['x-amz-checksum-sha256'];
    if (claimed !== undefined && claimed !== digest(bytes, 'base64')) throw new Refusal('BadDigest');
    return claimed === undefined ? undefined : String(claimed);
  }

  #store(key: string, object: Omit<StoredObject, 'versionId'>): StoredObject {
    const stored = { ...object, versionId: randomUUID() };
    const older = this.#options.keepsVersions ? (this.#objects.get(key) ?? []) : [];
    this.#objects.set(key, [stored, ...older]);
    return stored;
  }

  #versionHeader(versionId: string): Record<string, string> {
    return this.#options.keepsVersions ? { 'x-amz-version-id': versionId } : {};
  }
}

/** Configuration of a server that stores its recordings there. */
export function bucketOf({ url, bucket, keys }: S3Server, by = url): Record<string, string> {
  return {
    S3_ENDPOINT: by,
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: keys.accessKeyId,
    S3_SECRET_ACCESS_KEY: keys.secretAccessKey,
  };
}

const MIN_PART_BYTES = 5 * 1024 * 1024;

function checksumHeader(checksum: string | undefined): Record<string, string> {
  return checksum === undefined ? {} : { 'x-amz-checksum-sha256': checksum };
}

function digest(bytes: Buffer, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(bytes).digest(encoding);
}

function byKeyAndId(a: { key: string; uploadId: string }, b: { key: string; uploadId: string }): number {
  const [left, right] = [`${a.key}\n${a.uploadId}`, `${b.key}\n${b.uploadId}`];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function answerXml(response: ServerResponse, xml: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  // The client has disconnected.
  if (request.socket.destroyed) return;
  const { message, status } = error instanceof Refusal ? error : new Refusal('InternalError', 500);
  if (request.method === 'HEAD') response.writeHead(status).end();
  else answerXml(response, `<Error><Code>${message}</Code><Message>${message}</Message></Error>`, status);
}
