import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CLIP_LIMITS, type ClipId, ClipSheet } from '../../../../../shared/recruiter/clip.ts';
import { ClipError } from '../clipError.ts';
import type { VoicedLine } from './voicedLine.ts';

/** Describes a clip's file. Rejects with a `ClipError` where it is no clip that could be kept and played. */
export async function clipSheet(clipId: ClipId, line: VoicedLine, file: string): Promise<ClipSheet> {
  const { size } = await stat(file);
  if (size > CLIP_LIMITS.bytes) throw new ClipError('too-long', new Error(`The clip has ${size} bytes.`));
  return ClipSheet.parse({
    clipId,
    timing: {
      durationMs: line.durationMs,
      phrasesMs: line.phrasesMs,
      levels: Buffer.from(line.levels).toString('base64'),
    },
    cues: line.cues,
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
