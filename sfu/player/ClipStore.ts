import { AppError } from '../../shared/errors.ts';
import type { ClipId } from '../../shared/recruiter/clip.ts';
import type { Clip } from './Clip.ts';
import { type ClipPart, ClipUpload } from './ClipUpload.ts';

interface ClipStoreOptions {
  /** Clips beyond this are dropped, first those that have not been asked for the longest. */
  maxBytes?: number | undefined;
  /** Whether someone plays this clip or is about to: it is not dropped then. */
  isInUse: (clipId: ClipId) => boolean;
}

interface OpenUpload {
  readonly clipId: ClipId;
  readonly upload: ClipUpload;
  readonly abandoned: NodeJS.Timeout;
}

const CLIP_MEMORY_MAX_BYTES = 512 * 1024 * 1024;
const UPLOADS_MAX_BYTES = 128 * 1024 * 1024;
/** A server that has not sent the next part for this long has given up. */
const UPLOAD_PATIENCE_MS = 60_000;

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
      this.#keep(clip);
      return true;
    } catch (error) {
      this.#forget(key, upload);
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
    for (const key of this.#uploads.keys()) this.#forget(key);
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
      open.abandoned.refresh();
      return open;
    }
    this.#makeRoomForUpload();
    const abandoned = setTimeout(() => this.#forget(key), UPLOAD_PATIENCE_MS).unref();
    const opened = { clipId: part.clipId, upload: new ClipUpload(part), abandoned };
    this.#uploads.set(key, opened);
    return opened;
  }

  /** The oldest ones go first: a server that still sends one is told that it is not complete, and begins again. */
  #makeRoomForUpload(): void {
    for (const [key, { upload }] of this.#uploads) {
      if (this.#uploadBytes() < UPLOADS_MAX_BYTES) return;
      if (!upload.reading) this.#forget(key);
    }
  }

  #uploadBytes(): number {
    let bytes = 0;
    for (const { upload } of this.#uploads.values()) bytes += upload.bytes;
    return bytes;
  }

  /** Without `upload`, whichever it is; with it, only where it has not been replaced. */
  #forget(key: string, upload?: ClipUpload): void {
    const open = this.#uploads.get(key);
    if (!open || (upload && open.upload !== upload)) return;
    clearTimeout(open.abandoned);
    this.#uploads.delete(key);
  }

  #keep(clip: Clip): void {
    if (this.#closed || this.#clips.has(clip.clipId)) return;
    this.#clips.set(clip.clipId, clip);
    this.#bytes += clip.bytes;
    for (const [key, { clipId }] of this.#uploads) if (clipId === clip.clipId) this.#forget(key);
    for (const [clipId, kept] of this.#clips) {
      if (this.#bytes <= this.#maxBytes) return;
      if (clipId === clip.clipId || this.#isInUse(clipId)) continue;
      this.#clips.delete(clipId);
      this.#bytes -= kept.bytes;
    }
  }
}

/** Two servers may bring the same clip at the same time, in files that differ. */
function keyOf({ clipId, fileSha256, parts }: ClipPart): string {
  return `${clipId} ${fileSha256} ${parts}`;
}
