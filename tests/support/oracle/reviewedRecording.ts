import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { InterviewId, MediaFileId } from '../../../shared/ids.ts';
import { MEDIA_FILES } from '../../../shared/protocol/recordingRoutes.ts';
import type { MediaGrant, RecordingJob, Review } from '../../../shared/recording/review.ts';
import type { ApiClient } from '../apiClient.ts';
import type { ToldRecording } from './callReport.ts';

/** A recording as a reviewer gets it: its data, and access to its files. */
export interface ReviewedRecording {
  review: Review;
  grant: MediaGrant['grant'];
  /** Job states seen until then. */
  seen: RecordingJob[];
}

/** The console polls job progress, too. */
const ASK_EVERY_MS = 250;

/** Waits until a recording can be played, and by default until the composed file exists. */
export async function readyRecording(
  api: ApiClient,
  interviewId: InterviewId,
  { composed = true, timeoutMs = 120_000 } = {},
): Promise<ReviewedRecording> {
  const giveUpAt = performance.now() + timeoutMs;
  const seen: RecordingJob[] = [];
  for (;;) {
    const summary = (await api.call('recording.list', {})).recordings.find(
      recording => recording.interviewId === interviewId,
    );
    seen.push(...(summary?.jobs ?? []));
    const failed = summary?.jobs.find(({ state }) => state === 'failed');
    if (failed || summary?.state === 'failed') throw new Error(`The recording has failed: ${failed?.reason}`);
    if (summary?.state === 'ready') {
      const { review, grant } = await api.call('review.open', { interviewId });
      if (grant && (review.composed || !composed)) return { review, grant: grant.grant, seen };
    }
    if (performance.now() > giveUpAt)
      throw new Error(`The recording was not ready after ${timeoutMs} ms: ${JSON.stringify(seen.slice(-3))}`);
    await delay(ASK_EVERY_MS);
  }
}

/** Path of a media file for the reviewer's browser. */
export function mediaPath({ grant }: ReviewedRecording, fileId: MediaFileId): string {
  return MEDIA_FILES.replace(':grant', grant).replace(':fileId', fileId);
}

/** Downloads a file as that browser does; resolves with its local path. */
export async function fetchMedia(
  api: ApiClient,
  recording: ReviewedRecording,
  fileId: MediaFileId,
  folder: string,
): Promise<string> {
  const { status, body, headers } = await api.send('GET', mediaPath(recording, fileId), undefined, {
    range: 'bytes=0-',
  });
  if (status !== 206 || !body) throw new Error(`A file of the recording was answered with ${status}.`);
  const ending = headers.get('content-type') === 'video/mp4' ? 'mp4' : 'webm';
  const file = path.join(folder, `${fileId}.${ending}`);
  await pipeline(Readable.fromWeb(body as never), createWriteStream(file));
  return file;
}

/** Downloads all playable files: tracks by their ids, and the composed file. */
export async function fetchReviewed(
  api: ApiClient,
  recording: ReviewedRecording,
  folder: string,
): Promise<{ files: Record<string, string>; composed: string }> {
  const { tracks, composed } = recording.review;
  if (!composed) throw new Error('There is no composed file.');
  const files = new Map<string, string>();
  for (const { fileId } of tracks) files.set(fileId, await fetchMedia(api, recording, fileId, folder));
  return {
    files: Object.fromEntries(files),
    composed: await fetchMedia(api, recording, composed.fileId, folder),
  };
}

/** Converts the review's data for the oracle. `fileName` is the file's id. */
export function toldByReview(
  { review }: ReviewedRecording,
  beaconAt: (seatId: string | undefined) => string,
): ToldRecording {
  return {
    durationMs: review.durationMs,
    stretches: review.stretches,
    media: review.tracks.map(({ fileId, seatId, ...track }) => ({
      ...track,
      fileName: fileId,
      person: beaconAt(seatId),
    })),
  };
}
