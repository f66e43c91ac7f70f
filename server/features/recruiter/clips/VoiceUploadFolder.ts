import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import { SerialQueue } from '../../../../shared/SerialQueue.ts';
import { type ClipFolder, moveSynced } from './ClipFolder.ts';
import { checkRecording } from './render/recording/readRecording.ts';
import { RECORDING_LIMITS, refuseRecording } from './render/recording/recordingInput.ts';

export const StoredVoiceUpload = z.strictObject({
  /** SHA-256 in hex. Identifies the voice upload. */
  fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
  durationMs: z.number().int().positive(),
  hasPicture: z.boolean(),
});
export type StoredVoiceUpload = z.infer<typeof StoredVoiceUpload>;

/** Stores each voice upload once: `recordings/<two hex digits>/<SHA-256>`, with check results in `.json`. */
export class VoiceUploadFolder {
  readonly #folder: string;
  readonly #clips: ClipFolder;
  readonly #checks = new SerialQueue<'check'>();

  constructor(folder: string, clips: ClipFolder) {
    this.#folder = path.join(folder, 'recordings');
    this.#clips = clips;
  }

  async findFile(fileSha256: string): Promise<string | undefined> {
    const file = this.#path(fileSha256);
    return access(file).then(
      () => file,
      () => undefined,
    );
  }

  /** Stores an upload if it can become a clip. Rejects with an `AppError` that the uploader sees. */
  async keep(source: string | AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<StoredVoiceUpload> {
    const temporary = await this.#clips.makeTemporary().catch(storageFailed);
    try {
      const file = path.join(temporary, 'upload');
      const fileSha256 = await receive(typeof source === 'string' ? createReadStream(source) : source, file);
      const known = await this.#findKept(fileSha256);
      if (known) {
        await utimes(this.#path(fileSha256), new Date(), new Date()).catch(storageFailed);
        return known;
      }
      // One check at a time, so that the checks do not slow down live calls on this machine.
      const checked = await this.#checks.run('check', () => checkRecording(file, signal));
      const upload = { fileSha256, ...checked };
      await this.#store(file, upload).catch(storageFailed);
      return upload;
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }

  async listKeptBefore(time: number): Promise<string[]> {
    const found: string[] = [];
    for (const part of await readdir(this.#folder).catch(() => []))
      for (const name of await readdir(path.join(this.#folder, part)).catch(() => [])) {
        if (!/^[0-9a-f]{64}$/.test(name)) continue;
        const { mtimeMs } = await stat(this.#path(name)).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
        if (mtimeMs < time) found.push(name);
      }
    return found;
  }

  async remove(fileSha256: string): Promise<void> {
    await rm(this.#path(fileSha256), { force: true });
    await rm(`${this.#path(fileSha256)}.json`, { force: true });
  }

  async #findKept(fileSha256: string): Promise<StoredVoiceUpload | undefined> {
    try {
      await access(this.#path(fileSha256));
      return StoredVoiceUpload.parse(JSON.parse(await readFile(`${this.#path(fileSha256)}.json`, 'utf8')));
    } catch {
      return undefined;
    }
  }

  async #store(file: string, upload: StoredVoiceUpload): Promise<void> {
    const target = this.#path(upload.fileSha256);
    await moveSynced(file, target);
    await writeFile(`${file}.json`, JSON.stringify(upload));
    await rename(`${file}.json`, `${target}.json`);
  }

  #path(fileSha256: string): string {
    return path.join(this.#folder, fileSha256.slice(0, 2), fileSha256);
  }
}

async function receive(source: AsyncIterable<Uint8Array>, file: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(file, 'w').catch(storageFailed);
  let bytes = 0;
  try {
    for await (const part of source) {
      bytes += part.byteLength;
      if (bytes > RECORDING_LIMITS.bytes) throw refuseRecording('bytes');
      hash.update(part);
      await handle.writeFile(part).catch(storageFailed);
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

function storageFailed(cause: unknown): never {
  throw AppError.unavailable('voice-upload-not-stored', cause);
}
