import { NodeId, RecordingId, StretchId } from '../../shared/ids.ts';
import type { NewSeat } from '../../shared/interview/events.ts';
import { CONSENT_VERSION } from '../../shared/interview/setup.ts';
import type { RecordingStopReason } from '../../shared/recording/recordingState.ts';
import { InterviewLog } from './interviewLog.ts';

/** Pads a short, readable id. */
export const recordingId = (name: string) => RecordingId.parse(name.padStart(32, '0'));
export const stretchId = (name: string) => StretchId.parse(name.padStart(32, '0'));
export const NODE = NodeId.parse('sfu-1');

/** An interview's log with recordings. */
export class RecordedLog extends InterviewLog {
  /** The candidate has consented and is in the open room with the lead. */
  static inTheRoom(): RecordedLog {
    const log = new RecordedLog().answer(true);
    log.enter(log.candidate);
    log.enter(log.interviewer);
    log.openAndAdmit().add('media.placed', { nodeId: NODE, epoch: 1 });
    return log;
  }

  answer(recording: boolean, { seatId }: NewSeat = this.candidate, version = CONSENT_VERSION): this {
    return this.add('consent.given', { seatId, consent: { version, recording, observers: true } });
  }

  start(stretch: string, recording = 'a', agoMs = 0): this {
    const ids = { recordingId: recordingId(recording), stretchId: stretchId(stretch) };
    return this.add('recording.started', { ...ids, nodeId: NODE, agoMs });
  }

  stop(stretch: string, reason: RecordingStopReason): this {
    return this.add('recording.stopped', { stretchId: stretchId(stretch), reason });
  }

  erase(recording = 'a'): this {
    return this.add('recording.erased', { recordingId: recordingId(recording) });
  }
}
