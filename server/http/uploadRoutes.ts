import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromNodeHeaders } from 'better-auth/node';
import { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { MAX_LOGO_BYTES } from '../../shared/organization.ts';
import { IMPORT_UPLOAD, ImportUpload, MAX_IMPORT_BYTES } from '../../shared/protocol/importRoutes.ts';
import {
  MAX_RECORDING_BYTES,
  RECORDING_FILES,
  RecordingName,
  TextSha256,
} from '../../shared/protocol/kitRoutes.ts';
import { LOGO_UPLOAD } from '../../shared/protocol/organizationRoutes.ts';
import type { InterviewImports } from '../features/interviewImport/InterviewImports.ts';
import type { KitVoiceUploads } from '../features/kit/KitVoiceUploads.ts';
import type { Organization } from '../features/organization/Organization.ts';
import { decodeInput, requireStaff, type StaffOf } from './requests.ts';

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

interface UploadRouteOptions {
  recordings: Pick<KitVoiceUploads, 'requireSeen' | 'requireLine' | 'keep' | 'requireFile'>;
  organization: Pick<Organization, 'keepLogo'>;
  imports: Pick<InterviewImports, 'upload'>;
  staffOf: StaffOf;
}

/** Takes recordings of the recruiter's lines, the organization's logo, and files of candidates; plays the recordings. */
export function uploadRoutes(options: UploadRouteOptions): Router {
  const router = Router();
  router.put(RECORDING_FILES.upload, uploadRecording(options));
  router.get(RECORDING_FILES.play, play(options));
  router.put(LOGO_UPLOAD, uploadLogo(options));
  router.put(IMPORT_UPLOAD, uploadCandidates(options));
  return router;
}

function uploadRecording({ recordings, staffOf }: UploadRouteOptions): RequestHandler {
  return async (request, response) => {
    const member = await requireStaff(staffOf, fromNodeHeaders(request.headers), 'kits.change');
    const line = decodeInput(Upload, { ...request.query, ...request.params });
    await recordings.requireSeen(line.kitId, member);
    await recordings.requireLine(line.kitId, line.textSha256);
    const keep = (bytes: AsyncIterable<Uint8Array>) => recordings.keep(line, bytes, member.userId);
    response.json({ recording: await receiveFile(request, MAX_RECORDING_BYTES, keep) });
  };
}

function play({ recordings, staffOf }: UploadRouteOptions): RequestHandler {
  return async (request, response) => {
    const member = await requireStaff(staffOf, fromNodeHeaders(request.headers), 'kits.read');
    const { kitId, textSha256 } = decodeInput(Line, request.params);
    await recordings.requireSeen(kitId, member);
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

function uploadLogo({ organization, staffOf }: UploadRouteOptions): RequestHandler {
  return async (request, response) => {
    const member = await requireStaff(staffOf, fromNodeHeaders(request.headers), 'organization.change');
    const keep = async (bytes: AsyncIterable<Uint8Array>) =>
      organization.keepLogo(await buffer(bytes), member.userId);
    response.json(await receiveFile(request, MAX_LOGO_BYTES, keep));
  };
}

function uploadCandidates({ imports, staffOf }: UploadRouteOptions): RequestHandler {
  return async (request, response) => {
    const member = await requireStaff(staffOf, fromNodeHeaders(request.headers), 'interviews.create');
    const { name } = decodeInput(ImportUpload, request.query);
    const keep = async (bytes: AsyncIterable<Uint8Array>) => imports.upload(name, bytes, member);
    response.json({ importId: await receiveFile(request, MAX_IMPORT_BYTES, keep) });
  };
}

/**
 * Passes the body to `keep` and returns its result. The body throws `too-large`, or `invalid` if it is empty
 * or interrupted.
 */
async function receiveFile<T>(
  request: Request,
  maxBytes: number,
  keep: (body: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  try {
    return await keep(bodyOf(request, maxBytes));
  } finally {
    // Discards the rest of the body, so that the sender can read an error and reuse the connection.
    request.resume();
  }
}

async function* bodyOf(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  let bytes = 0;
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      bytes += piece.byteLength;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      yield piece;
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('invalid', 'upload-incomplete', { cause });
  }
  if (bytes === 0) throw AppError.invalid('file-empty');
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('too-large', 'file-too-large', {
    values: { megabytes: Math.floor(maxBytes / 1024 ** 2) },
  });
}
