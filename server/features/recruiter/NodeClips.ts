import { AppError } from '../../../shared/errors.ts';
import type { NodeId } from '../../../shared/ids.ts';
import { CLIP_PART_MAX_BYTES, type MediaPlane } from '../../../shared/media/mediaPlane.ts';
import type { ClipId } from '../../../shared/recruiter/clip.ts';
import { SerialQueue } from '../../../shared/SerialQueue.ts';
import type { Clip } from './clips/Clip.ts';

/** Brings clips into the memory of sfu nodes, each once however many interviews want it at the same time. */
export class NodeClips {
  readonly #plane: MediaPlane;
  readonly #bringing = new SerialQueue<string>();

  constructor(plane: MediaPlane) {
    this.#plane = plane;
  }

  /**
   * Makes a request that plays a clip, bringing the clip first where the node does not have it. Rejects with `not-found` where `find`
   * has no such clip either, and with `invalid` for one that is damaged.
   */
  async playing<T>(
    nodeId: NodeId,
    find: (clipId: ClipId) => Promise<Clip | undefined>,
    request: () => Promise<T>,
  ): Promise<T> {
    try {
      return await request();
    } catch (error) {
      const clipId = missingClip(error);
      if (!clipId) throw error;
      const clip = await find(clipId);
      if (!clip) throw error;
      await this.bring(nodeId, clip);
      return request();
    }
  }

  /** Ahead of its first use. A node that has it already says so at the first part. */
  bring(nodeId: NodeId, clip: Clip): Promise<void> {
    const { clipId, timing, fileSha256 } = clip.sheet;
    return this.#bringing.run(`${nodeId} ${clipId}`, async () => {
      const bytes = await clip.read();
      const parts = Math.ceil(bytes.byteLength / CLIP_PART_MAX_BYTES);
      for (let part = 0; part < parts; part += 1) {
        const { complete } = await this.#plane.request('clip.put', {
          nodeId,
          clipId,
          timing,
          fileSha256,
          part,
          parts,
          bytes: new Uint8Array(bytes.subarray(part * CLIP_PART_MAX_BYTES, (part + 1) * CLIP_PART_MAX_BYTES)),
        });
        if (complete) return;
      }
    });
  }
}

function missingClip(error: unknown): ClipId | undefined {
  if (!(error instanceof AppError) || error.code !== 'not-found') return undefined;
  const clipId = error.details?.clipId;
  return typeof clipId === 'string' ? (clipId as ClipId) : undefined;
}
