import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

export interface BucketPlace {
  Bucket: string;
  Key: string;
}

/** An object that goes to a bucket in parts. Until it is complete no one finds it there. Rejects with what the client says. */
export class MultipartUpload {
  readonly #client: S3Client;
  readonly #place: BucketPlace;
  readonly #uploadId: string;
  readonly #parts: CompletedPart[] = [];

  static async begin(client: S3Client, place: BucketPlace, signal?: AbortSignal): Promise<MultipartUpload> {
    const command = new CreateMultipartUploadCommand({ ...place, ChecksumAlgorithm: 'SHA256' });
    const { UploadId } = await client.send(command, signal ? { abortSignal: signal } : {});
    if (UploadId === undefined) throw new Error('The storage began an upload without a name.');
    return new MultipartUpload(client, place, UploadId);
  }

  private constructor(client: S3Client, place: BucketPlace, uploadId: string) {
    this.#client = client;
    this.#place = place;
    this.#uploadId = uploadId;
  }

  /** `number` counts from 1; `sha256` in base64. */
  async send(number: number, body: Buffer, sha256: string, signal?: AbortSignal): Promise<void> {
    const answer = await this.#client.send(
      new UploadPartCommand({
        ...this.#place,
        UploadId: this.#uploadId,
        PartNumber: number,
        Body: body,
        ContentLength: body.length,
        ChecksumSHA256: sha256,
      }),
      signal ? { abortSignal: signal } : {},
    );
    // A storage that knows no checksums must not be shown any.
    const checksum = answer.ChecksumSHA256 !== undefined && { ChecksumSHA256: answer.ChecksumSHA256 };
    this.#parts.push({ PartNumber: number, ETag: answer.ETag, ...checksum });
  }

  async complete(signal?: AbortSignal): Promise<void> {
    try {
      await this.#client.send(
        new CompleteMultipartUploadCommand({
          ...this.#place,
          UploadId: this.#uploadId,
          MultipartUpload: { Parts: this.#parts },
        }),
        signal ? { abortSignal: signal } : {},
      );
    } catch (error) {
      // An answer that was lost on its way has been given: a second request hears that there is no such upload any more.
      if (!(error instanceof Error) || error.name !== 'NoSuchUpload') throw error;
    }
  }

  /** Leaves nothing behind where the storage can be reached. Never rejects. */
  async abort(): Promise<void> {
    const command = new AbortMultipartUploadCommand({ ...this.#place, UploadId: this.#uploadId });
    // The removal of the object finds what could not be aborted now.
    await this.#client.send(command).catch(() => {});
  }
}
