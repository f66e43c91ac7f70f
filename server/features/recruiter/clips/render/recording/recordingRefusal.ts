import { AppError } from '../../../../../../shared/errors.ts';
import { RECORDING_LIMITS } from './recordingInput.ts';

/** What is wrong with an upload, each in one sentence for the person who uploaded it. */
const REFUSALS = {
  'not-media': [
    'invalid',
    'This file is no recording that can be used here. Take a WebM, MP4, MOV, M4A, WAV, MP3 or Ogg file.',
  ],
  broken: [
    'invalid',
    'This recording is damaged and cannot be read. Record it again, or save it in another format.',
  ],
  'cut-off': ['invalid', 'This recording breaks off before its end. Upload it once more.'],
  'no-sound': ['invalid', 'This recording has no sound. The recruiter needs something to say.'],
  silent: ['invalid', 'Nothing can be heard in this recording. Check the microphone and record it again.'],
  codec: [
    'invalid',
    'The picture or the sound of this recording is in a format that is not taken here. Save it as WebM or MP4.',
  ],
  bytes: ['too-large', `This recording is larger than ${RECORDING_LIMITS.bytes / 1024 / 1024} MB.`],
  long: ['too-large', `This recording is longer than ${RECORDING_LIMITS.seconds / 60} minutes.`],
  resolution: [
    'too-large',
    `The picture of this recording is larger than ${RECORDING_LIMITS.side} by ${RECORDING_LIMITS.side} pixels.`,
  ],
  effort: [
    'too-large',
    'This recording takes too much work to read. Save it as WebM or MP4 with a smaller picture.',
  ],
} as const satisfies Record<string, readonly ['invalid' | 'too-large', string]>;

export type RefusedFor = keyof typeof REFUSALS;

export function refuseRecording(reason: RefusedFor): AppError {
  const [code, message] = REFUSALS[reason];
  return new AppError(code, message, { details: { recording: reason } });
}
