import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { VoiceUploadFiles } from '../../../server/features/kit/KitVoiceUploads.ts';
import { AppError } from '../../../shared/errors.ts';

/** Stores files like the clip library, and accepts anything that starts like a WAV file as media. */
export class FolderOfRecordings implements VoiceUploadFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async storeVoiceUpload(bytes: AsyncIterable<Uint8Array>): Promise<{ fileSha256: string }> {
    const content = await buffer(bytes);
    if (!content.subarray(0, 4).equals(Buffer.from('RIFF'))) throw AppError.refused('This file is no media.');
    const fileSha256 = createHash('sha256').update(content).digest('hex');
    await mkdir(this.#folder, { recursive: true });
    await writeFile(path.join(this.#folder, fileSha256), content);
    return { fileSha256 };
  }

  async findRecording(fileSha256: string): Promise<string | undefined> {
    const file = path.join(this.#folder, fileSha256);
    return existsSync(file) ? file : undefined;
  }

  async listRecordings(): Promise<string[]> {
    return readdir(this.#folder).catch(() => []);
  }

  /** Does nothing, because no clips exist. */
  async removeClip(): Promise<void> {}

  async removeRecording(fileSha256: string): Promise<void> {
    await rm(path.join(this.#folder, fileSha256), { force: true });
  }
}
