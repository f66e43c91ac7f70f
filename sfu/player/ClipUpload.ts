import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import type { MediaParams } from '../../shared/media/mediaPlane.ts';
import { CLIP_LIMITS } from '../../shared/recruiter/clip.ts';
import type { Clip } from './Clip.ts';
import { readClip } from './readClip.ts';

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
