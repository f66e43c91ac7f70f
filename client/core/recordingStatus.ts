import { agreesToRecording } from '../../shared/interview/setup.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import type { RecordingView } from '../../shared/recording/recordingState.ts';
import { roomRecording } from '../texts/roomRecording.ts';
import { ownSeat } from './seats.ts';

/** Returns why the interview isn't recorded; undefined while it is recorded or if the viewer may not know. */
export function recordingReason(view: InterviewView): string | undefined {
  const { why } = view.recording;
  if (!why) return undefined;
  return ownSeat(view)?.role === 'candidate' ? roomRecording.ownWhy(why) : roomRecording.why(why);
}

/** True before a recording that starts without anyone doing anything. */
export function startsLater({ recording: { state, why } }: InterviewView): boolean {
  return state === 'off' && (why === 'practice' || why === 'waiting');
}

export function leadOrder({ state, why }: RecordingView): { order: 'stop' | 'resume'; label: string } {
  if (why === 'lead') return { order: 'resume', label: roomRecording.resume };
  return { order: 'stop', label: state === 'on' ? roomRecording.stop : roomRecording.stopAhead };
}

/** True when no one can rate the answers, because recording was refused and no evaluator is present. */
export function isUnheard({ practice, recruiter, seats }: InterviewView): boolean {
  if (practice?.purpose === 'self') return false;
  if (recruiter?.attended !== false || recruiter.turn === 'over') return false;
  return Object.values(seats).some(
    ({ role, consent }) => role === 'candidate' && consent !== undefined && !agreesToRecording(consent),
  );
}

/** True while people can evaluate the viewer's practice: they were asked to, and there is a recording. */
export function isEvaluated(view: InterviewView): boolean {
  const { practice, recording } = view;
  return practice?.purpose === 'evaluation' && (recording.kept || agreesToRecording(ownSeat(view)?.consent));
}
