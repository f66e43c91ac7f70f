import { z } from 'zod';

/** SHA-256, in hex, of everything that the rendering of a clip depends on. */
export const ClipId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'ClipId'>();
export type ClipId = z.infer<typeof ClipId>;

export const CLIP_LIMITS = {
  /** About five minutes: a line of 4,000 characters, spoken slowly, with room to spare. */
  durationMs: 420_000,
  bytes: 64 * 1024 * 1024,
  cues: 400,
} as const;

const Milliseconds = z.number().int().nonnegative().max(CLIP_LIMITS.durationMs);

/** Caption for a part of a clip. Together, the cues are the line's exact words. */
export const Cue = z.strictObject({
  fromMs: Milliseconds,
  toMs: Milliseconds,
  text: z.string().max(400),
});
export type Cue = z.infer<typeof Cue>;

/** Timing that playback needs in addition to the packets. */
export const ClipTiming = z.strictObject({
  durationMs: Milliseconds,
  /**
   * Start of each phrase, ascending, the first at 0. Speech can stop before a phrase and resume at any phrase: the video has a key frame
   * there.
   */
  phrasesMs: z.array(Milliseconds).min(1).max(CLIP_LIMITS.cues),
  /**
   * Loudness of each 20 ms of sound as in RFC 6464, 0 (full scale) to 127 (silence), one byte each, in base64. Sent with the packets, and
   * used to detect echo of the clip in a candidate's microphone.
   */
  levels: z.base64().max(CLIP_LIMITS.durationMs),
});
export type ClipTiming = z.infer<typeof ClipTiming>;

/** Description of a clip, stored next to its file. */
export const ClipSheet = z.strictObject({
  clipId: ClipId,
  timing: ClipTiming,
  /** Empty for silent clips. */
  cues: z.array(Cue).max(CLIP_LIMITS.cues),
  /** SHA-256 of the file, in hex. Detects damaged files, which are rendered again. */
  fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive().max(CLIP_LIMITS.bytes),
});
export type ClipSheet = z.infer<typeof ClipSheet>;

/**
 * Clips in which nothing is said. Each begins and ends in the neutral pose that every spoken line begins and ends in, so that one can
 * follow the other at any moment.
 *
 * - `listening`: loops while the candidate has the floor, and whenever nothing else is played;
 * - `thinking`: loops while the candidate has thinking time;
 * - `ready`: loops during the soft end, visibly about to go on;
 * - `nod`: once, in a short pause of the candidate's.
 */
export const SilentClip = z.enum(['listening', 'thinking', 'ready', 'nod']);
export type SilentClip = z.infer<typeof SilentClip>;
