import { createHmac, randomBytes } from 'node:crypto';
import { RecordingId, StretchId } from '../../../../shared/ids.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';

/**
 * The id of what is being recorded of an interview, or of what would be recorded next. It comes from the secret that all servers share:
 * no one else can guess it, and a server that goes on where another one died knows it before anything of it is in the log.
 */
export function recordingIdOf(state: InterviewState, secret: string): RecordingId {
  const { recordingId, erased = [] } = state.recording ?? {};
  if (recordingId !== undefined) return recordingId;
  const digest = createHmac('sha256', secret)
    .update(`recording ${state.interviewId} ${erased.length}`)
    .digest('hex');
  return RecordingId.parse(digest.slice(0, 32));
}

export function newStretchId(): StretchId {
  return StretchId.parse(randomBytes(16).toString('hex'));
}
