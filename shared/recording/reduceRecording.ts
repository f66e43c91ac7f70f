import type { InterviewEvent } from '../interview/events.ts';
import type { CaptureRun, RecordingState, RecordingStopReason } from './recordingState.ts';

const NOTHING_YET: RecordingState = { stretches: [], stoppedByLead: false, erased: [] };

/** Returns the recording state after an event. Undefined before the first event about recording. */
export function reduceRecording(
  known: RecordingState | undefined,
  event: InterviewEvent,
): RecordingState | undefined {
  const recording = known ?? NOTHING_YET;
  switch (event.kind) {
    case 'recording.started':
      return started(recording, event);
    case 'recording.stopped':
      return stopped(recording, event);
    case 'recording.refused':
      return { ...recording, trouble: event.payload.trouble };
    case 'recording.storageChanged':
      return storageChanged(recording, event);
    case 'recording.directed':
      return { ...recording, stoppedByLead: event.payload.order === 'stop' };
    case 'recording.erased':
      return erased(recording, event);
    case 'media.lost':
    // A placed media room is always new, so the old room is gone, even if no event reported its loss.
    case 'media.placed':
      return known && ended(known, event.at, 'media-lost');
    case 'session.ended':
    case 'interview.cancelled':
      // The interview's end closes the room and its captures.
      return known && ended(known, event.at, 'closed');
    default:
      return known;
  }
}

export function runningCapture(recording: RecordingState | undefined): CaptureRun | undefined {
  const last = recording?.stretches.at(-1);
  return last?.stoppedAt === undefined ? last : undefined;
}

function started(
  recording: RecordingState,
  { at, payload }: Extract<InterviewEvent, { kind: 'recording.started' }>,
): RecordingState {
  const { recordingId, stretchId, nodeId, agoMs } = payload;
  if (recording.stretches.some(stretch => stretch.stretchId === stretchId)) return recording;
  // A new run ends the old one, because a media server records one run of a room at a time.
  const { trouble: _mended, ...rest } = ended(recording, at, 'media-lost');
  const before = recording.recordingId === recordingId ? rest.stretches : [];
  return { ...rest, recordingId, stretches: [...before, { stretchId, nodeId, startedAt: at - agoMs }] };
}

function stopped(
  recording: RecordingState,
  { at, payload }: Extract<InterviewEvent, { kind: 'recording.stopped' }>,
): RecordingState {
  const { stretchId, reason } = payload;
  if (runningCapture(recording)?.stretchId !== stretchId) return recording;
  const over = ended(recording, at, reason);
  return reason === 'storage-full' || reason === 'failed' ? { ...over, trouble: reason } : over;
}

function storageChanged(
  recording: RecordingState,
  { payload }: Extract<InterviewEvent, { kind: 'recording.storageChanged' }>,
): RecordingState {
  if (runningCapture(recording)?.stretchId !== payload.stretchId) return recording;
  const { storageLow: _before, ...rest } = recording;
  return payload.low ? { ...rest, storageLow: true } : rest;
}

function erased(
  recording: RecordingState,
  { at, payload }: Extract<InterviewEvent, { kind: 'recording.erased' }>,
): RecordingState {
  if (recording.recordingId !== payload.recordingId) return recording;
  const { recordingId, ...rest } = recording;
  const running = runningCapture(recording);
  return {
    ...rest,
    // Keeps the running capture, because it ends only when the media server has stopped it.
    stretches: running ? [running] : [],
    // Keeps recording from restarting automatically after a deletion.
    stoppedByLead: true,
    erased: [...rest.erased, { recordingId, at }],
  };
}

function ended(recording: RecordingState, at: number, reason: RecordingStopReason): RecordingState {
  const running = runningCapture(recording);
  if (!running) return recording;
  const before = recording.stretches.slice(0, -1);
  const over = { ...running, stoppedAt: Math.max(at, running.startedAt), reason };
  const { storageLow: _over, ...rest } = recording;
  return { ...rest, stretches: recording.recordingId === undefined ? [] : [...before, over] };
}
