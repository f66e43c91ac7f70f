import type { InterviewEvent } from '../interview/events.ts';
import type { RecordedStretch, RecordingState, RecordingStopReason } from './recordingState.ts';

const NOTHING_YET: RecordingState = { stretches: [], stoppedByLead: false, erased: [] };

/** Folds one event into what the log knows of the recording; undefined until something of it has happened. */
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
    // A room that is made anew is another one, also where no one has noticed that the older one had gone.
    case 'media.placed':
      return known && ended(known, event.at, 'media-lost');
    case 'session.ended':
    case 'interview.cancelled':
      // The room is closed with the interview, and everything in it.
      return known && ended(known, event.at, 'closed');
    default:
      return known;
  }
}

/** The stretch that is being recorded now. */
export function runningStretch(recording: RecordingState | undefined): RecordedStretch | undefined {
  const last = recording?.stretches.at(-1);
  return last?.stoppedAt === undefined ? last : undefined;
}

function started(
  recording: RecordingState,
  { at, payload }: Extract<InterviewEvent, { kind: 'recording.started' }>,
): RecordingState {
  const { recordingId, stretchId, nodeId, agoMs } = payload;
  if (recording.stretches.some(stretch => stretch.stretchId === stretchId)) return recording;
  // A media server records one stretch of a room at a time, so whatever the log took for running is over.
  const { trouble: _mended, ...rest } = ended(recording, at, 'media-lost');
  const before = recording.recordingId === recordingId ? rest.stretches : [];
  return { ...rest, recordingId, stretches: [...before, { stretchId, nodeId, startedAt: at - agoMs }] };
}

function stopped(
  recording: RecordingState,
  { at, payload }: Extract<InterviewEvent, { kind: 'recording.stopped' }>,
): RecordingState {
  const { stretchId, reason } = payload;
  if (runningStretch(recording)?.stretchId !== stretchId) return recording;
  const over = ended(recording, at, reason);
  return reason === 'storage-full' || reason === 'failed' ? { ...over, trouble: reason } : over;
}

function storageChanged(
  recording: RecordingState,
  { payload }: Extract<InterviewEvent, { kind: 'recording.storageChanged' }>,
): RecordingState {
  if (runningStretch(recording)?.stretchId !== payload.stretchId) return recording;
  const { storageLow: _before, ...rest } = recording;
  return payload.low ? { ...rest, storageLow: true } : rest;
}

function erased(
  recording: RecordingState,
  { at, payload }: Extract<InterviewEvent, { kind: 'recording.erased' }>,
): RecordingState {
  if (recording.recordingId !== payload.recordingId) return recording;
  const { recordingId, ...rest } = recording;
  const running = runningStretch(recording);
  return {
    ...rest,
    // What is being recorded is so until the media server has stopped, whatever becomes of it.
    stretches: running ? [running] : [],
    // No one who has had it erased wants it to begin again by itself.
    stoppedByLead: true,
    erased: [...rest.erased, { recordingId, at }],
  };
}

function ended(recording: RecordingState, at: number, reason: RecordingStopReason): RecordingState {
  const running = runningStretch(recording);
  if (!running) return recording;
  const before = recording.stretches.slice(0, -1);
  const over = { ...running, stoppedAt: Math.max(at, running.startedAt), reason };
  const { storageLow: _over, ...rest } = recording;
  return { ...rest, stretches: recording.recordingId === undefined ? [] : [...before, over] };
}
