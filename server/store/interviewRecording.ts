import type { Selectable } from 'kysely';
import { z } from 'zod';
import { InterviewId, MediaFileId, NodeId, RecordingId, StretchId } from '../../shared/ids.ts';
import type { ListedSeat } from '../../shared/interview/listedSeats.ts';
import type { NameFacts, OwnPart } from '../../shared/interview/visibility.ts';
import { FinishedRecording } from '../../shared/recording/finished.ts';
import type { Tables } from './schema.ts';

/**
 * What is recorded of one interview.
 *
 * - `recording`: it runs, or may go on; - `processing`: its interview is over, and it is being made playable; - `ready`: every file is in
 *   the storage; - `failed`: nothing of it can be played, and nothing is lost; - `erased`.
 */
export const RecordingPhase = z.enum(['recording', 'processing', 'ready', 'failed', 'erased']);
export type RecordingPhase = z.infer<typeof RecordingPhase>;

export interface StoredInterviewRecording {
  recordingId: RecordingId;
  interviewId: InterviewId;
  state: RecordingPhase;
  /** Server time of the time line's zero. */
  startedAt: number;
  /** When the interview ended. */
  endedAt: number | undefined;
  finished: FinishedRecording | undefined;
}

/** A recording as lists show it. */
export interface ListedRecording extends Omit<StoredInterviewRecording, 'finished'> {
  interview: NameFacts & { title: string; jobRole: string; seats: ListedSeat[]; own?: OwnPart };
  durationMs: number | undefined;
  /** Of all its files in the storage. */
  bytes: number;
}

/**
 * What has become of the raw material of a stretch.
 *
 * - `captured`: on a media server; - `stored`: what it held is in the storage, so it can go; - `kept`: something of it could not be used, so
 *   it stays where it is; - `released`: gone.
 */
export const StretchState = z.enum(['captured', 'stored', 'kept', 'released']);
export type StretchState = z.infer<typeof StretchState>;

export interface StoredStretch {
  stretchId: StretchId;
  recordingId: RecordingId;
  nodeId: NodeId;
  state: StretchState;
  /** How often it was looked for in vain. */
  looks: number;
}

export const MediaFileKind = z.enum(['person', 'screen', 'composed', 'thumbnail', 'clip']);
export type MediaFileKind = z.infer<typeof MediaFileKind>;

/**
 * A file of a recording.
 *
 * - `pending`: on its way to the storage, perhaps in part there; - `stored`: there, whole and verified; - `superseded`: there and to be
 *   deleted, because something else has taken its place.
 */
export const MediaFileState = z.enum(['pending', 'stored', 'superseded']);
export type MediaFileState = z.infer<typeof MediaFileState>;

/** What is known of a file before it is anywhere. */
export interface NewMediaFile {
  /** Within the recording, such as `candidate-1.webm`. */
  name: string;
  kind: MediaFileKind;
  contentType: string;
  bytes: number;
  /** Hex. */
  sha256: string;
}

export interface StoredMediaFile extends NewMediaFile {
  fileId: MediaFileId;
  recordingId: RecordingId;
  storageKey: string;
  state: MediaFileState;
}

export function recordingOf(row: Selectable<Tables['recordings']>): StoredInterviewRecording {
  return {
    recordingId: RecordingId.parse(row.recordingId),
    interviewId: InterviewId.parse(row.interviewId),
    state: RecordingPhase.parse(row.state),
    startedAt: row.startedAt,
    endedAt: row.endedAt ?? undefined,
    finished: row.finished === null ? undefined : FinishedRecording.parse(JSON.parse(row.finished)),
  };
}

export function stretchOf(row: Selectable<Tables['recordingStretches']>): StoredStretch {
  return {
    stretchId: StretchId.parse(row.stretchId),
    recordingId: RecordingId.parse(row.recordingId),
    nodeId: NodeId.parse(row.nodeId),
    state: StretchState.parse(row.state),
    looks: row.looks,
  };
}

export function mediaFileOf(row: Selectable<Tables['recordingFiles']>): StoredMediaFile {
  return {
    fileId: MediaFileId.parse(row.fileId),
    recordingId: RecordingId.parse(row.recordingId),
    name: row.name,
    kind: MediaFileKind.parse(row.kind),
    storageKey: row.storageKey,
    contentType: row.contentType,
    bytes: row.bytes,
    sha256: row.sha256,
    state: MediaFileState.parse(row.state),
  };
}
