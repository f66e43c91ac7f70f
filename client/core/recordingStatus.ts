import { agreesToRecording } from '../../shared/interview/setup.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import type { RecordingView } from '../../shared/recording/recordingState.ts';
import { roomRecording } from '../texts/roomRecording.ts';
import { ownSeat } from './seats.ts';

/** Why an interview is not being recorded, in words for this viewer; undefined while it is, and where the viewer is not told. */
export function recordingReason(view: InterviewView): string | undefined {
  const { why } = view.recording;
  if (!why) return undefined;
  return ownSeat(view)?.role === 'candidate' ? roomRecording.ownWhy(why) : roomRecording.why(why);
}

/** What the lead can tell the recording to do now, and how that is called. */
export function leadOrder({ state, why }: RecordingView): { order: 'stop' | 'resume'; label: string } {
  if (why === 'lead') return { order: 'resume', label: roomRecording.resume };
  return { order: 'stop', label: state === 'on' ? roomRecording.stop : roomRecording.stopAhead };
}

/**
 * Whether what a candidate says to the virtual recruiter reaches no one who evaluates: it is not recorded because they have not agreed, and
 * no rater is in the room. Only the candidate and the console can tell.
 */
export function isUnheard({ practice, recruiter, seats }: InterviewView): boolean {
  // There no one is asked to evaluate.
  if (practice?.purpose === 'self') return false;
  if (recruiter?.attended !== false || recruiter.turn === 'over') return false;
  return Object.values(seats).some(
    ({ role, consent }) => role === 'candidate' && consent !== undefined && !agreesToRecording(consent),
  );
}
