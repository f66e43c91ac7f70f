import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

export type ObjectAddress = { Bucket: string; Key: string };

/** Uploads an object, which is invisible until `complete()`. Rejects with errors of the S3 client. */
export class MultipartUpload {
  readonly #client: S3Client;
  readonly #address: ObjectAddress;
  readonly #uploadId: string;
  readonly #parts: CompletedPart[] = [];

  static async begin(
    client: S3Client,
    address: ObjectAddress,
    signal?: AbortSignal,
  ): Promise<MultipartUpload> {
    const command = new CreateMultipartUploadCommand({ ...address, ChecksumAlgorithm: 'SHA256' });
    const { UploadId } = await client.send(command, signal ? { abortSignal: signal } : {});
    if (UploadId === undefined) throw new Error('The storage began an upload without a name.');
    return new MultipartUpload(client, address, UploadId);
  }

  private constructor(client: S3Client, address: ObjectAddress, uploadId: string) {
    this.#client = client;
    this.#address = address;
    this.#uploadId = uploadId;
  }

  /** `number` starts at 1; `sha256` is base64. */
  async send(number: number, body: Buffer, sha256: string, signal?: AbortSignal): Promise<void> {
    const answer = await this.#client.send(
      new UploadPartCommand({
        ...this.#address,
        UploadId: this.#uploadId,
        PartNumber: number,
        Body: body,
        ContentLength: body.length,
        ChecksumSHA256: sha256,
      }),
      signal ? { abortSignal: signal } : {},
    );
    // Omits the checksum if the storage returned none, because such a storage rejects checksums.
    const checksum = answer.ChecksumSHA256 !== undefined && { ChecksumSHA256: answer.ChecksumSHA256 };
    this.#parts.push({ PartNumber: number, ETag: answer.ETag, ...checksum });
  }

  async complete(signal?: AbortSignal): Promise<void> {
    try {
      await this.#client.send(
        new CompleteMultipartUploadCommand({
          ...this.#address,
          UploadId: this.#uploadId,
          MultipartUpload: { Parts: this.#parts },
        }),
        signal ? { abortSignal: signal } : {},
      );
    } catch (error) {
      // If the upload no longer exists, an earlier attempt completed it and only the answer was lost.
      if (!(error instanceof Error) || error.name !== 'NoSuchUpload') throw error;
    }
  }

  async abort(): Promise<void> {
    const command = new AbortMultipartUploadCommand({ ...this.#address, UploadId: this.#uploadId });
    // If this request fails, `remove()` later deletes the parts together with the object.
    await this.#client.send(command).catch(() => {});
  }
}

const GONE = new Set(['NoSuchUpload', 'NoSuchKey', 'NoSuchVersion', 'NotFound']);

/** Aborts unfinished uploads, because their parts would stay forever. */
export async function abortUnfinished(client: S3Client, { Bucket, Key }: ObjectAddress): Promise<void> {
  let list: ListMultipartUploadsCommandOutput | undefined;
  do {
    list = await client.send(
      new ListMultipartUploadsCommand({
        Bucket,
        Prefix: Key,
        KeyMarker: list?.NextKeyMarker,
        UploadIdMarker: list?.NextUploadIdMarker,
      }),
    );
    for (const upload of list.Uploads ?? []) {
      // The list also has longer keys that start with this key.
      if (upload.Key !== Key) continue;
      const { UploadId } = upload;
      await unlessGone(client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })));
    }
  } while (list.IsTruncated);
}

export async function removeVersions(client: S3Client, { Bucket, Key }: ObjectAddress): Promise<void> {
  let list: ListObjectVersionsCommandOutput | undefined;
  do {
    list = await client.send(
      new ListObjectVersionsCommand({
        Bucket,
        Prefix: Key,
        KeyMarker: list?.NextKeyMarker,
        VersionIdMarker: list?.NextVersionIdMarker,
      }),
    );
    for (const version of [...(list.Versions ?? []), ...(list.DeleteMarkers ?? [])]) {
      if (version.Key !== Key) continue;
      const { VersionId } = version;
      await unlessGone(client.send(new DeleteObjectCommand({ Bucket, Key, VersionId })));
    }
  } while (list.IsTruncated);
}

async function unlessGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof Error) || !GONE.has(error.name)) throw error;
  }
}
