import { randomBytes } from 'node:crypto';
import type { RecordingRecord } from '../../server/features/recording/RecordingRecords.ts';
import { MediaFileId, NodeId, RecordingId, StretchId } from '../../shared/ids.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import type { FinishedMedia, FinishedRecording, Span } from '../../shared/recording/finished.ts';
import type { CaptureRun, RecordingState } from '../../shared/recording/recordingState.ts';

const opaque = () => randomBytes(16).toString('hex');
export const newRecordingId = () => RecordingId.parse(opaque());
export const newStretchId = () => StretchId.parse(opaque());
export const newFileId = () => MediaFileId.parse(opaque());

/** One person's file, without problems by default. */
export function finishedMedia(
  person: string,
  span: Span,
  changes: Partial<FinishedMedia> = {},
): FinishedMedia {
  return {
    fileName: `${changes.kind ?? 'person'}-${person.slice(0, 8)}.webm`,
    person,
    kind: 'person',
    ...span,
    hasAudio: true,
    hasVideo: true,
    width: 640,
    height: 360,
    bytes: 1_000_000,
    sha256: '0'.repeat(64),
    gaps: [],
    speech: [],
    sizes: [],
    producers: [],
    ...changes,
  };
}

interface RecordedInterview {
  state: InterviewState;
  record: RecordingRecord;
}

/** Adds a recording to the log with these segment runs, finalized and stored. Times are those of the log. */
export function recordedInterview(
  state: InterviewState,
  stretches: readonly { from: number; to: number }[],
  media: (span: Span) => readonly FinishedMedia[],
): RecordedInterview {
  const recordingId = newRecordingId();
  const zeroAt = stretches[0]?.from ?? 0;
  const logged = stretches.map(
    ({ from, to }): CaptureRun => ({
      stretchId: newStretchId(),
      nodeId: NodeId.parse('sfu-1'),
      startedAt: from,
      stoppedAt: to,
      reason: 'closed',
    }),
  );
  const recording: RecordingState = { recordingId, stretches: logged, stoppedByLead: false, erased: [] };
  const durationMs = (stretches.at(-1)?.to ?? zeroAt) - zeroAt;
  const finished: FinishedRecording = {
    recordingId,
    durationMs,
    stretches: logged.map(({ stretchId, startedAt, stoppedAt = startedAt }) => ({
      stretchId,
      fromMs: startedAt - zeroAt,
      toMs: stoppedAt - zeroAt,
    })),
    media: [...media({ fromMs: 0, toMs: durationMs })],
    problems: [],
  };
  return { state: { ...state, recording }, record: recordOf(finished) };
}

function recordOf(finished: FinishedRecording): RecordingRecord {
  const files = finished.media.map(({ fileName, bytes }) => [
    fileName,
    { fileId: newFileId(), contentType: 'video/webm', bytes },
  ]);
  return { finished, files: Object.fromEntries(files), jobs: [] };
}
