import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CLIP_LIMITS, type ClipId, ClipSheet, type Cue } from '../../../../../shared/recruiter/clip.ts';
import { ClipError } from '../clipError.ts';

/** What is known of a clip besides its file. */
export interface ClipContent {
  durationMs: number;
  phrasesMs: readonly number[];
  /** Per 20 ms, as RFC 6464 counts. */
  levels: Uint8Array;
  cues: readonly Cue[];
}

/** Describes a clip's file. Rejects with a `ClipError` where it is no clip that could be kept and played. */
export async function clipSheet(clipId: ClipId, content: ClipContent, file: string): Promise<ClipSheet> {
  const { size } = await stat(file);
  if (size > CLIP_LIMITS.bytes) throw new ClipError('too-long', new Error(`The clip has ${size} bytes.`));
  return ClipSheet.parse({
    clipId,
    timing: {
      durationMs: content.durationMs,
      phrasesMs: content.phrasesMs,
      levels: Buffer.from(content.levels).toString('base64'),
    },
    cues: content.cues,
    fileSha256: await sha256OfFile(file),
    bytes: size,
  });
}

/** In hex. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  return hash.digest('hex');
}
