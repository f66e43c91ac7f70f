import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import type { MediaParams } from '../../shared/media/mediaPlane.ts';
import { CLIP_LIMITS, type ClipId } from '../../shared/recruiter/clip.ts';
import type { Clip } from './Clip.ts';
import { readClip } from './readClip.ts';

interface ClipStoreOptions {
  /** Clips beyond this are dropped, first those that have not been asked for the longest. */
  maxBytes?: number | undefined;
  /** Whether someone plays this clip or is about to: it is not dropped then. */
  isInUse: (clipId: ClipId) => boolean;
}

interface OpenUpload {
  readonly clipId: ClipId;
  readonly upload: ClipUpload;
  readonly timeout: NodeJS.Timeout;
}

const CLIP_MEMORY_MAX_BYTES = 512 * 1024 * 1024;
const UPLOADS_MAX_BYTES = 128 * 1024 * 1024;
/** A server that has not sent the next part for this long has given up. */
const UPLOAD_TIMEOUT_MS = 60_000;

/** The clips of this node, each once for all rooms. It ends when it is closed. */
export class ClipStore {
  readonly #maxBytes: number;
  readonly #isInUse: ClipStoreOptions['isInUse'];
  /** In the order in which they were last asked for. */
  readonly #clips = new Map<ClipId, Clip>();
  /** By clip and file, in the order in which their first parts came. */
  readonly #uploads = new Map<string, OpenUpload>();
  #bytes = 0;
  #closed = false;

  constructor({ maxBytes = CLIP_MEMORY_MAX_BYTES, isInUse }: ClipStoreOptions) {
    this.#maxBytes = maxBytes;
    this.#isInUse = isInUse;
  }

  /** What is held at the moment. */
  get figures(): { clips: number; bytes: number; uploads: number; uploadBytes: number } {
    return {
      clips: this.#clips.size,
      bytes: this.#bytes,
      uploads: this.#uploads.size,
      uploadBytes: this.#uploadBytes(),
    };
  }

  /** Resolves with whether the clip can be played. Rejects with `invalid` where the whole is no clip; nothing of it is kept then. */
  async put(part: ClipPart): Promise<boolean> {
    if (part.part >= part.parts) throw AppError.invalid('There is no such part.', { field: 'part' });
    if (this.#closed) throw new AppError('media-unavailable', 'The media server is closed.');
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

  /** Throws `not-found` with `details.clipId`. */
  require(clipId: ClipId): Clip {
    const clip = this.#touch(clipId);
    if (!clip)
      throw new AppError('not-found', 'This media server does not have the clip.', { details: { clipId } });
    return clip;
  }

  /** Safe to call twice. */
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

  /** The oldest ones go first: a server that still sends one is told that it is not complete, and begins again. */
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

  /** Without `upload`, whichever it is; with it, only where it has not been replaced. */
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

/** Two servers may bring the same clip at the same time, in files that differ. */
function keyOf({ clipId, fileSha256, parts }: ClipPart): string {
  return `${clipId} ${fileSha256} ${parts}`;
}

export type ClipPart = Omit<MediaParams<'clip.put'>, 'nodeId'>;

/** A clip's file of which not all parts have come, or which is just being read. */
export class ClipUpload {
  readonly #description: Pick<ClipPart, 'clipId' | 'timing' | 'fileSha256' | 'parts'>;
  readonly #parts = new Map<number, Buffer>();
  #bytes = 0;
  #reading: Promise<Clip> | undefined;

  constructor({ clipId, timing, fileSha256, parts }: ClipPart) {
    this.#description = { clipId, timing, fileSha256, parts };
  }

  get bytes(): number {
    return this.#bytes;
  }

  get reading(): boolean {
    return this.#reading !== undefined;
  }

  /** Whether this part is one of the file that is being gathered here. */
  fits({ fileSha256, parts }: ClipPart): boolean {
    return fileSha256 === this.#description.fileSha256 && parts === this.#description.parts;
  }

  /**
   * Keeps a copy: the bytes are the caller's own. Resolves with the clip when this was the last part that was missing, and then for every
   * repeat as well; rejects with `invalid` where the file is no clip.
   */
  async add({ part, bytes }: ClipPart): Promise<Clip | undefined> {
    if (!this.#parts.has(part)) {
      this.#bytes += bytes.byteLength;
      if (this.#bytes > CLIP_LIMITS.bytes)
        throw AppError.invalid('The file of this clip is too large.', { bytes: this.#bytes });
      this.#parts.set(part, Buffer.from(bytes));
    }
    if (this.#parts.size < this.#description.parts) return undefined;
    this.#reading ??= this.#read();
    return this.#reading;
  }

  async #read(): Promise<Clip> {
    const { clipId, timing, fileSha256, parts } = this.#description;
    const hash = createHash('sha256');
    const inOrder: Buffer[] = [];
    for (let part = 0; part < parts; part += 1) {
      const bytes = this.#parts.get(part) ?? Buffer.alloc(0);
      hash.update(bytes);
      inOrder.push(bytes);
      // Players must not wait for a large file.
      await nextTurn();
    }
    if (hash.digest('hex') !== fileSha256)
      throw AppError.invalid('The file of this clip arrived damaged.', { field: 'fileSha256' });
    return readClip({ clipId, timing, bytes: Buffer.concat(inOrder) });
  }
}
