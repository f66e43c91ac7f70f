import path from 'node:path';
import { fromNodeHeaders } from 'better-auth/node';
import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { KitId } from '../../shared/kit/kitIds.ts';
import {
  MAX_RECORDING_BYTES,
  RECORDING_FILES,
  RecordingName,
  TextSha256,
} from '../../shared/protocol/kitRoutes.ts';
import type { KitVoiceUploads } from '../features/kit/KitVoiceUploads.ts';
import { decodeInput, receiveFile, requireStaff, type StaffOf } from './requests.ts';

const Line = z.strictObject({ kitId: KitId, textSha256: TextSha256 });
const Upload = z.strictObject({ ...Line.shape, name: RecordingName });

/** Types that browsers play. Other files are sent as bytes, so that no upload can act as a page. */
const CONTENT_TYPES: Record<string, string> = {
  '.aac': 'audio/aac',
  '.flac': 'audio/flac',
  '.m4a': 'audio/mp4',
  '.mov': 'video/quicktime',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.oga': 'audio/ogg',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.wav': 'audio/wav',
  '.webm': 'video/webm',
};

interface VoiceUploadRouteOptions {
  recordings: Pick<KitVoiceUploads, 'requireLine' | 'keep' | 'requireFile'>;
  staffOf: StaffOf;
}

export function voiceUploadRoutes(options: VoiceUploadRouteOptions): Router {
  const router = Router();
  router.put(RECORDING_FILES.upload, upload(options));
  router.get(RECORDING_FILES.play, play(options));
  return router;
}

function upload({ recordings, staffOf }: VoiceUploadRouteOptions): RequestHandler {
  return async (request, response) => {
    const member = await requireStaff(staffOf, fromNodeHeaders(request.headers), 'kits.change');
    const line = decodeInput(Upload, { ...request.query, ...request.params });
    await recordings.requireLine(line.kitId, line.textSha256);
    const keep = (bytes: AsyncIterable<Uint8Array>) => recordings.keep(line, bytes, member.userId);
    response.json({ recording: await receiveFile(request, MAX_RECORDING_BYTES, keep) });
  };
}

function play({ recordings, staffOf }: VoiceUploadRouteOptions): RequestHandler {
  return async (request, response) => {
    await requireStaff(staffOf, fromNodeHeaders(request.headers), 'kits.read');
    const { kitId, textSha256 } = decodeInput(Line, request.params);
    const file = await recordings.requireFile(kitId, textSha256);
    const type = CONTENT_TYPES[path.extname(file.name).toLowerCase()] ?? 'application/octet-stream';
    response.set('Content-Type', type).set('X-Content-Type-Options', 'nosniff');
    await new Promise<void>((resolve, reject) => {
      // A player that seeks aborts the response, which is not an error.
      response.sendFile(file.path, { dotfiles: 'allow', cacheControl: false }, error =>
        error && !response.headersSent ? reject(error) : resolve(),
      );
    });
  };
}
