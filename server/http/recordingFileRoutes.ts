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
import { receivedBytes } from './receivedBytes.ts';
import { decodeInput, requireStaff, type StaffOf } from './requests.ts';

const Place = z.strictObject({ kitId: KitId, textSha256: TextSha256 });
const Upload = z.strictObject({ ...Place.shape, name: RecordingName });

/** What browsers play, by the ending of the name. Anything else is bytes, which no page of ours can be made of. */
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

interface RecordingFileRouteOptions {
  recordings: Pick<KitVoiceUploads, 'requireLine' | 'keep' | 'requireFile'>;
  staffOf: StaffOf;
}

/** People's recordings for lines of a kit, in and out. Behind the same limits, origins and headers as the JSON routes. */
export function recordingFileRoutes(options: RecordingFileRouteOptions): Router {
  const router = Router();
  router.put(RECORDING_FILES.upload, upload(options));
  router.get(RECORDING_FILES.play, play(options));
  return router;
}

function upload({ recordings, staffOf }: RecordingFileRouteOptions): RequestHandler {
  return async (request, response) => {
    const member = await requireStaff(staffOf, fromNodeHeaders(request.headers), 'kits.change');
    const place = decodeInput(Upload, { ...request.query, ...request.params });
    // Before so many bytes are read for nothing.
    await recordings.requireLine(place.kitId, place.textSha256);
    try {
      const bytes = receivedBytes(request, MAX_RECORDING_BYTES);
      const recording = await recordings.keep(place, bytes, member.userId);
      response.json({ recording });
    } finally {
      // What is still on its way after a refusal is passed over, so that the sender can hear of it and go on with this connection.
      request.resume();
    }
  };
}

function play({ recordings, staffOf }: RecordingFileRouteOptions): RequestHandler {
  return async (request, response) => {
    await requireStaff(staffOf, fromNodeHeaders(request.headers), 'kits.read');
    const { kitId, textSha256 } = decodeInput(Place, request.params);
    const file = await recordings.requireFile(kitId, textSha256);
    const type = CONTENT_TYPES[path.extname(file.name).toLowerCase()] ?? 'application/octet-stream';
    response.set('Content-Type', type).set('X-Content-Type-Options', 'nosniff');
    await new Promise<void>((resolve, reject) => {
      // A player that seeks ends the answer half-way and asks for another part.
      response.sendFile(file.path, { dotfiles: 'allow', cacheControl: false }, error =>
        error && !response.headersSent ? reject(error) : resolve(),
      );
    });
  };
}
