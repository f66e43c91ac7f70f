import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BucketPlace } from './MultipartUpload.ts';

/** Someone else was faster. */
const GONE = new Set(['NoSuchUpload', 'NoSuchKey', 'NoSuchVersion', 'NotFound']);

/** Takes away the parts of uploads that were cut off; no one else lists them, and they are kept forever. */
export async function abortUnfinished(client: S3Client, { Bucket, Key }: BucketPlace): Promise<void> {
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
      // Other keys may begin with this one.
      if (upload.Key !== Key) continue;
      const { UploadId } = upload;
      await unlessGone(client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })));
    }
  } while (list.IsTruncated);
}

/** Takes away what a bucket that keeps versions has only hidden. */
export async function removeVersions(client: S3Client, { Bucket, Key }: BucketPlace): Promise<void> {
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
