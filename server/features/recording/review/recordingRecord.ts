import type { MediaFileId } from '../../../../shared/ids.ts';
import type { FinishedRecording } from '../../../../shared/recording/finished.ts';
import type { RecordingJob } from '../../../../shared/recording/review.ts';

/** A file that is in the storage, whole and verified. */
export interface StoredFile {
  readonly fileId: MediaFileId;
  readonly contentType: string;
  readonly bytes: number;
}

/** What is known of a recording besides its interview's log. */
export interface RecordingRecord {
  /** Absent until it has been finalised, and every file of it stored. */
  readonly finished?: FinishedRecording | undefined;
  /** Of the finished recording, by the names that it gives its files and thumbnails. */
  readonly files: Readonly<Record<string, StoredFile>>;
  /** Absent until there is one picture with all sound. */
  readonly composed?: StoredFile | undefined;
  readonly jobs: readonly RecordingJob[];
  /** Epoch milliseconds; absent: kept forever. */
  readonly retainUntil?: number | undefined;
}
