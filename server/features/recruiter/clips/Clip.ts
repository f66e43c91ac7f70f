import type { ClipSheet } from '../../../../shared/recruiter/clip.ts';

/** A clip that is there. */
export interface Clip {
  /** Its `clipId` is what the clip is played under; it differs from what was asked for where another voice had to step in. */
  sheet: ClipSheet;
  /**
   * The whole WebM file, as it was rendered. Rejects with an `AppError` of code `unavailable` where it was damaged since or is gone:
   * then it is rendered again.
   */
  read(): Promise<Uint8Array>;
}
