import type { InterviewView } from '../../shared/interview/view.ts';
import { roomRecording } from '../texts/roomRecording.ts';
import { ownSeat } from './seats.ts';

/** Why an interview is not being recorded, in words for this viewer; undefined while it is, and where the viewer is not told. */
export function recordingReason(view: InterviewView): string | undefined {
  const { why } = view.recording;
  if (!why) return undefined;
  return ownSeat(view)?.role === 'candidate' ? roomRecording.ownWhy(why) : roomRecording.why(why);
}
