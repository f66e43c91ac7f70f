import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import type { NodeId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { CLIP_PART_MAX_BYTES, type MediaPlane } from '../../../shared/media/mediaPlane.ts';
import type { ClipId, SilentClip } from '../../../shared/recruiter/clip.ts';
import { type LineKey, textOfLine } from '../../../shared/recruiter/lines.ts';
import { SerialQueue } from '../../../shared/SerialQueue.ts';
import type { Clip, ClipLibrary } from './clips/ClipLibrary.ts';
import {
  clipRequestFor,
  clipRequestsOf,
  lineStyleOf,
  SILENT_CLIP_REQUESTS,
  type VoiceUploads,
} from './clips/clipRequest.ts';

interface InterviewClipsOptions {
  library: ClipLibrary;
  plane: MediaPlane;
  recordingsOf: (kitId: KitId) => Promise<VoiceUploads>;
  logger: Logger;
}

/** Orders an interview's clips in advance, finds them, and uploads them to the SFU nodes that play them. */
export class InterviewClips {
  readonly #options: InterviewClipsOptions;
  readonly #uploads = new SerialQueue<string>();

  constructor(options: InterviewClipsOptions) {
    this.#options = options;
  }

  /** Orders the missing clips of all lines of the interview. Use `soon` when it has started. */
  async order(state: InterviewState, priority: 'soon' | 'ahead'): Promise<void> {
    const requests = await this.#requests(state);
    if (requests) this.#options.library.order([...SILENT_CLIP_REQUESTS, ...requests.values()], priority);
  }

  /** Returns each line's clip id, even before rendering. Undefined when people ask the questions. */
  async clipIds(state: InterviewState): Promise<Map<LineKey, ClipId> | undefined> {
    const requests = await this.#requests(state);
    if (!requests) return undefined;
    return new Map([...requests].map(([key, request]) => [key, this.#options.library.idOf(request)]));
  }

  silent(clip: SilentClip): ClipId {
    return this.#options.library.idOf({ kind: 'silent', clip });
  }

  async forLine(state: InterviewState, key: LineKey): Promise<Clip | undefined> {
    const style = lineStyleOf(state);
    const text = style && textOfLine(style.kit, key);
    if (!style || text === undefined) return undefined;
    const { library } = this.#options;
    const request = clipRequestFor(text, style, await this.#recordings(state));
    const clip = await library.find(library.idOf(request));
    // Orders the missing clip, so that it is ready for the next line with the same text.
    if (!clip) library.order([request], 'now');
    return clip;
  }

  /** Runs `request`; if a clip is missing, uploads it and retries. Rejects with `not-found` or `invalid`. */
  async playing<T>(nodeId: NodeId, request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      const clipId = missingClip(error);
      const clip = clipId && (await this.#options.library.find(clipId));
      if (!clip) throw error;
      await this.#upload(nodeId, clip);
      return request();
    }
  }

  /** Uploads all clips of the interview to the node, so that no line waits for its clip. */
  bringAhead(state: InterviewState, nodeId: NodeId): void {
    this.#bringAhead(state, nodeId).catch(error =>
      this.#options.logger.warn(
        { interviewId: state.interviewId, err: error },
        'clips could not be brought ahead',
      ),
    );
  }

  async #bringAhead(state: InterviewState, nodeId: NodeId): Promise<void> {
    const { library } = this.#options;
    const requests = [...SILENT_CLIP_REQUESTS, ...((await this.#requests(state))?.values() ?? [])];
    for (const request of requests) {
      const clip = await library.find(library.idOf(request));
      if (clip) await this.#upload(nodeId, clip);
    }
  }

  /** Uploads a clip in parts, once per node. Stops early if the node already has the clip (`complete`). */
  #upload(nodeId: NodeId, clip: Clip): Promise<void> {
    const { clipId, timing, fileSha256 } = clip.sheet;
    return this.#uploads.run(`${nodeId} ${clipId}`, async () => {
      const all = await clip.read();
      const parts = Math.ceil(all.byteLength / CLIP_PART_MAX_BYTES);
      for (let part = 0; part < parts; part += 1) {
        const bytes = new Uint8Array(
          all.subarray(part * CLIP_PART_MAX_BYTES, (part + 1) * CLIP_PART_MAX_BYTES),
        );
        const upload = { nodeId, clipId, timing, fileSha256, part, parts, bytes };
        const { complete } = await this.#options.plane.request('clip.put', upload);
        if (complete) return;
      }
    });
  }

  async #requests(state: InterviewState) {
    const style = lineStyleOf(state);
    return style && clipRequestsOf(style, await this.#recordings(state));
  }

  async #recordings({ rubric }: InterviewState): Promise<VoiceUploads> {
    return rubric ? this.#options.recordingsOf(rubric.chosen.kitId) : new Map();
  }
}

function missingClip(error: unknown): ClipId | undefined {
  if (!(error instanceof AppError) || error.code !== 'not-found') return undefined;
  const clipId = error.details?.clipId;
  return typeof clipId === 'string' ? (clipId as ClipId) : undefined;
}
