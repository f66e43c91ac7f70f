/** What keeps recordings and can tell media from anything else. Files are named by their SHA-256, in hex. */
export interface RecordingFiles {
  /**
   * Takes the bytes as they come. Rejects with an `AppError` with a sentence for the person who sent them where no one could hear
   * them (no media, no sound, too long), or with what they themselves reject with; nothing is kept then.
   */
  keepRecording(bytes: AsyncIterable<Uint8Array>): Promise<{ fileSha256: string }>;
  /** Where the file lies as it was sent; undefined where it is gone. */
  findRecording(fileSha256: string): Promise<string | undefined>;
  /** Those that were not kept in the last hours, so that none is among them whose upload is just being finished. */
  listRecordings(): Promise<string[]>;
  /** What was made of a recording for these words goes; safe twice. */
  removeClip(fileSha256: string, text: string): Promise<void>;
  /** The file as it was sent goes; safe twice. */
  removeRecording(fileSha256: string): Promise<void>;
}
