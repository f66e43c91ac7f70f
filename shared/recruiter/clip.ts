import { z } from 'zod';

/** A clip's name: SHA-256, in hex, of everything that its rendering depended on. The same name is always the same clip. */
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

/** One caption: words that are heard between two moments of a clip. Together the cues are the line's exact words. */
export const Cue = z.strictObject({
  fromMs: Milliseconds,
  toMs: Milliseconds,
  text: z.string().max(400),
});
export type Cue = z.infer<typeof Cue>;

/** What playing a clip needs to know besides its packets. */
export const ClipTiming = z.strictObject({
  durationMs: Milliseconds,
  /**
   * Where a phrase begins, ascending, the first at 0. Speech can be stopped before each of them and taken up again at any: the
   * picture has a key frame there.
   */
  phrasesMs: z.array(Milliseconds).min(1).max(CLIP_LIMITS.cues),
  /**
   * Loudness of each 20 ms of sound as RFC 6464 counts it, 0 (full scale) to 127 (silence), one byte each, in base64. It goes out
   * with the packets, and tells what of a candidate's microphone may be this very clip, heard back from a loudspeaker.
   */
  levels: z.base64().max(CLIP_LIMITS.durationMs),
});
export type ClipTiming = z.infer<typeof ClipTiming>;

/** A clip as it is kept beside its file. */
export const ClipSheet = z.strictObject({
  clipId: ClipId,
  timing: ClipTiming,
  /** Empty for clips in which nothing is said. */
  cues: z.array(Cue).max(CLIP_LIMITS.cues),
  /** SHA-256 of the file, in hex: a file that was damaged is noticed and rendered again. */
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
