import { z } from 'zod';

/** SHA-256 in hex of everything that the clip's content depends on. */
export const ClipId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'ClipId'>();
export type ClipId = z.infer<typeof ClipId>;

export const CLIP_LIMITS = {
  /** Seven minutes, because a line of 4,000 characters, spoken slowly, takes about five. */
  durationMs: 420_000,
  bytes: 64 * 1024 * 1024,
  cues: 400,
} as const;

const Milliseconds = z.number().int().nonnegative().max(CLIP_LIMITS.durationMs);

/** Caption for a part of a clip. The texts of all cues, joined, are the exact words of the line. */
export const Cue = z.strictObject({ fromMs: Milliseconds, toMs: Milliseconds, text: z.string().max(400) });
export type Cue = z.infer<typeof Cue>;

export const ClipTiming = z.strictObject({
  durationMs: Milliseconds,
  /** Ascending starts of phrases, from 0. Each start has a key frame, so the clip can resume there. */
  phrasesMs: z.array(Milliseconds).min(1).max(CLIP_LIMITS.cues),
  /** Loudness of each 20 ms (RFC 6464), one byte each, in base64. Sent in packets and used to detect echo. */
  levels: z.base64().max(CLIP_LIMITS.durationMs),
});
export type ClipTiming = z.infer<typeof ClipTiming>;

/** Description of a clip, stored next to its file. */
export const ClipSheet = z.strictObject({
  clipId: ClipId,
  timing: ClipTiming,
  /** Empty for silent clips. */
  cues: z.array(Cue).max(CLIP_LIMITS.cues),
  /** SHA-256 of the file in hex. A file that doesn't match is damaged and is rendered again. */
  fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive().max(CLIP_LIMITS.bytes),
});
export type ClipSheet = z.infer<typeof ClipSheet>;

/**
 * Clips without words. They start and end in the neutral pose, so that any clip can follow any other.
 *
 * - `listening`: loops while the candidate has the floor, and whenever nothing else plays
 * - `thinking`: loops while the candidate has asked for a moment
 * - `ready`: loops after a short silence, while the recruiter prepares to speak
 * - `nod`: plays once when the candidate pauses briefly
 */
export const SilentClip = z.enum(['listening', 'thinking', 'ready', 'nod']);
export type SilentClip = z.infer<typeof SilentClip>;
