import { createHash } from 'node:crypto';
import type { ClipId } from '../../../../shared/recruiter/clip.ts';
import { DEFAULT_RECRUITER } from '../../../../shared/recruiter/settings.ts';
import { inWorker } from '../../../inWorker.ts';
import type { ClipLibrary } from '../clips/ClipLibrary.ts';
import type { SpokenRequest } from '../clips/clipRequest.ts';

export type Poster = { webp: Buffer; etag: string };

export interface PortraitLoop {
  clipId: ClipId;
  webm: Buffer;
  /** Length of the speech. After it, the recruiter waits silently until the end of the loop. */
  speechMs: number;
}

type Clips = Pick<ClipLibrary, 'idOf' | 'order' | 'find'>;

/** The recruiter as visitors see her first: a still poster, and a short loop in which she asks a question. */
export class RecruiterPortrait {
  /** The loop, which is rendered in the order of need with the lines of the public roles. */
  readonly request: SpokenRequest;
  readonly #clips: Clips | undefined;
  #poster: Promise<Poster> | undefined;
  #loop: PortraitLoop | undefined;

  /** Without `clips`, there is only the poster. */
  constructor({ text, clips }: { text: string; clips?: Clips | undefined }) {
    const { voice, pace } = DEFAULT_RECRUITER;
    this.request = { kind: 'portrait', text, voice, pace };
    this.#clips = clips;
  }

  /** Draws the poster once. Rejects if it can't be drawn now. */
  poster(): Promise<Poster> {
    const known = this.#poster ?? draw();
    this.#poster = known;
    known.catch(() => {
      this.#poster = undefined;
    });
    return known;
  }

  /** Returns the loop, or undefined until it is rendered. */
  async loop(): Promise<PortraitLoop | undefined> {
    if (!this.#loop && this.#clips) this.#loop = await this.#find(this.#clips);
    return this.#loop;
  }

  async #find(clips: Clips): Promise<PortraitLoop | undefined> {
    const clip = await clips.find(clips.idOf(this.request));
    const bytes = await clip?.read();
    const speechMs = clip?.sheet.cues.at(-1)?.toMs;
    if (clip && bytes && speechMs !== undefined)
      return { clipId: clip.sheet.clipId, webm: Buffer.from(bytes), speechMs };
    // Renders the loop if it failed earlier, or if its file is lost.
    clips.order([this.request], 'ahead');
    return undefined;
  }
}

async function draw(): Promise<Poster> {
  const drawn = await inWorker(new URL('posterWorker.ts', import.meta.url), undefined, 'stranger');
  const webp = Buffer.from(drawn as Uint8Array);
  return { webp, etag: `"${createHash('sha256').update(webp).digest('base64url').slice(0, 22)}"` };
}
