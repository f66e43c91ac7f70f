import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import type { MediaParams } from '../../shared/media/mediaPlane.ts';
import { CLIP_LIMITS, type ClipId } from '../../shared/recruiter/clip.ts';
import type { Clip } from './Clip.ts';
import { readClip } from './readClip.ts';

interface ClipStoreOptions {
  /** Memory limit for clips. Beyond it, the least recently used clips are dropped. */
  maxBytes?: number | undefined;
  isInUse: (clipId: ClipId) => boolean;
}

type OpenUpload = { readonly clipId: ClipId; readonly upload: ClipUpload; readonly timeout: NodeJS.Timeout };

const CLIP_MEMORY_MAX_BYTES = 512 * 1024 * 1024;
const UPLOADS_MAX_BYTES = 128 * 1024 * 1024;
/** An upload without a new part for this long is dropped. */
const UPLOAD_TIMEOUT_MS = 60_000;

/** The clips of this node, shared by all rooms. */
export class ClipStore {
  readonly #maxBytes: number;
  readonly #isInUse: ClipStoreOptions['isInUse'];
  /** Clips, the least recently used one first. */
  readonly #clips = new Map<ClipId, Clip>();
  /** Unfinished uploads by clip and file, oldest first. */
  readonly #uploads = new Map<string, OpenUpload>();
  #bytes = 0;
  #closed = false;

  constructor({ maxBytes = CLIP_MEMORY_MAX_BYTES, isInUse }: ClipStoreOptions) {
    this.#maxBytes = maxBytes;
    this.#isInUse = isInUse;
  }

  get figures(): { clips: number; bytes: number; uploads: number; uploadBytes: number } {
    return {
      clips: this.#clips.size,
      bytes: this.#bytes,
      uploads: this.#uploads.size,
      uploadBytes: this.#uploadBytes(),
    };
  }

  /**
   * Adds a part of a file. Resolves to true when the clip is complete. Rejects a bad file with `invalid`.
   */
  async put(part: ClipPart): Promise<boolean> {
    if (part.part >= part.parts) throw AppError.refused('There is no such part.', { field: 'part' });
    if (this.#closed) throw new AppError('media-unavailable');
    if (this.#touch(part.clipId)) return true;
    const key = keyOf(part);
    const { upload } = this.#openUpload(key, part);
    try {
      const clip = await upload.add(part);
      if (!clip) return false;
      this.#add(clip);
      return true;
    } catch (error) {
      this.#dropUpload(key, upload);
      throw error;
    }
  }

  /** Returns the clip. Throws `not-found` with `details.clipId`. */
  require(clipId: ClipId): Clip {
    const clip = this.#touch(clipId);
    if (!clip) throw new AppError('not-found', undefined, { details: { clipId } });
    return clip;
  }

  close(): void {
    this.#closed = true;
    for (const key of this.#uploads.keys()) this.#dropUpload(key);
    this.#clips.clear();
    this.#bytes = 0;
  }

  #touch(clipId: ClipId): Clip | undefined {
    const clip = this.#clips.get(clipId);
    if (!clip) return undefined;
    this.#clips.delete(clipId);
    this.#clips.set(clipId, clip);
    return clip;
  }

  #openUpload(key: string, part: ClipPart): OpenUpload {
    const open = this.#uploads.get(key);
    if (open) {
      open.timeout.refresh();
      return open;
    }
    this.#dropOldUploads();
    const timeout = setTimeout(() => this.#dropUpload(key), UPLOAD_TIMEOUT_MS).unref();
    const opened = { clipId: part.clipId, upload: new ClipUpload(part), timeout };
    this.#uploads.set(key, opened);
    return opened;
  }

  /** Drops the oldest uploads over the memory limit. A server that still sends one has to start over. */
  #dropOldUploads(): void {
    for (const [key, { upload }] of this.#uploads) {
      if (this.#uploadBytes() < UPLOADS_MAX_BYTES) return;
      if (!upload.reading) this.#dropUpload(key);
    }
  }

  #uploadBytes(): number {
    let bytes = 0;
    for (const { upload } of this.#uploads.values()) bytes += upload.bytes;
    return bytes;
  }

  /** Drops the upload with this key. If `upload` is given, drops it only if no newer upload replaced it. */
  #dropUpload(key: string, upload?: ClipUpload): void {
    const open = this.#uploads.get(key);
    if (!open || (upload && open.upload !== upload)) return;
    clearTimeout(open.timeout);
    this.#uploads.delete(key);
  }

  #add(clip: Clip): void {
    if (this.#closed || this.#clips.has(clip.clipId)) return;
    this.#clips.set(clip.clipId, clip);
    this.#bytes += clip.bytes;
    for (const [key, { clipId }] of this.#uploads) if (clipId === clip.clipId) this.#dropUpload(key);
    for (const [clipId, other] of this.#clips) {
      if (this.#bytes <= this.#maxBytes) return;
      if (clipId === clip.clipId || this.#isInUse(clipId)) continue;
      this.#clips.delete(clipId);
      this.#bytes -= other.bytes;
    }
  }
}

/** The key includes the file's hash, because two servers may upload different files of one clip. */
function keyOf({ clipId, fileSha256, parts }: ClipPart): string {
  return `${clipId} ${fileSha256} ${parts}`;
}

type ClipPart = Omit<MediaParams<'clip.put'>, 'nodeId'>;

/** An upload: the file of a clip while its parts arrive and while the file is read. */
class ClipUpload {
  readonly #description: Omit<ClipPart, 'part' | 'bytes'>;
  readonly #parts = new Map<number, Buffer>();
  bytes = 0;
  reading: Promise<Clip> | undefined;

  constructor({ clipId, timing, fileSha256, parts }: ClipPart) {
    this.#description = { clipId, timing, fileSha256, parts };
  }

  /** Adds a copy of a part. Resolves with the clip when it is complete. Rejects a bad file with `invalid`. */
  async add({ part, bytes }: ClipPart): Promise<Clip | undefined> {
    if (!this.#parts.has(part)) {
      this.bytes += bytes.byteLength;
      if (this.bytes > CLIP_LIMITS.bytes)
        throw AppError.refused('The file of this clip is too large.', { bytes: this.bytes });
      this.#parts.set(part, Buffer.from(bytes));
    }
    if (this.#parts.size < this.#description.parts) return undefined;
    this.reading ??= this.#read();
    return this.reading;
  }

  async #read(): Promise<Clip> {
    const { clipId, timing, fileSha256, parts } = this.#description;
    const hash = createHash('sha256');
    const inOrder: Buffer[] = [];
    for (let part = 0; part < parts; part += 1) {
      const bytes = this.#parts.get(part) ?? Buffer.alloc(0);
      hash.update(bytes);
      inOrder.push(bytes);
      // Lets players send packets before the next part is handled.
      await nextTurn();
    }
    if (hash.digest('hex') !== fileSha256)
      throw AppError.refused('The file of this clip arrived damaged.', { field: 'fileSha256' });
    return readClip({ clipId, timing, bytes: Buffer.concat(inOrder) });
  }
}
