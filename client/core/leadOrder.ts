import type { RecordingView } from '../../shared/recording/recordingState.ts';
import { roomRecording } from '../texts/roomRecording.ts';

/** What the lead can tell the recording to do now, and how that is called. */
export function leadOrder({ state, why }: RecordingView): { order: 'stop' | 'resume'; label: string } {
  if (why === 'lead') return { order: 'resume', label: roomRecording.resume };
  return { order: 'stop', label: state === 'on' ? roomRecording.stop : roomRecording.stopAhead };
}
