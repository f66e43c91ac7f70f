import type { ClipId, ClipSheet } from '../../../../../shared/recruiter/clip.ts';
import type { ClipFailure } from '../clipError.ts';
import type { ClipWish } from '../clipWish.ts';
import type { SpeechConfig } from '../speechConfig.ts';

/** One clip to render. */
export interface RenderJob {
  clipId: ClipId;
  wish: ClipWish;
  speech: SpeechConfig;
  /** Belongs to this job alone, and is there. The clip is written into it as `CLIP_FILE`. */
  folder: string;
  /** For a wish of kind `recording`. */
  recordingFile?: string;
}

export const CLIP_FILE = 'clip.webm';

/** What the render process is told: one job at a time. */
export interface RenderRequest {
  jobId: number;
  job: RenderJob;
}

/** What it answers. `detail` is for the log. */
export type RenderAnswer =
  | { jobId: number; state: 'rendered'; sheet: ClipSheet }
  | { jobId: number; state: 'failed'; reason: ClipFailure; detail: string };
