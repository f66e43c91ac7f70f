import { stat } from 'node:fs/promises';
import { type ProgramOptions, runProgram } from '../../../../../runProgram.ts';
import { probeRecording, requireDone } from './probeRecording.ts';
import { RECORDING_LIMITS, type RecordingInput, recordingInput, WRITTEN_FILE_MB } from './recordingInput.ts';
import { refuseRecording } from './recordingRefusal.ts';
import { recordingSound } from './recordingSound.ts';

const PICTURE_LIMITS = {
  limits: { cpuSeconds: 60, memoryMb: 1_536, fileMb: WRITTEN_FILE_MB },
  timeoutMs: 90_000,
} satisfies ProgramOptions;

export interface CheckedRecording {
  durationMs: number;
  hasPicture: boolean;
}

/**
 * Whether an uploaded file can become a clip: read as what its first bytes say, its sound decoded from the first to the
 * last sample, of its picture every key frame. All of it happens in processes of their own with limits, since a file that someone
 * chose may have been made to break its reader. Rejects with an `AppError` with one sentence for the person who uploaded it.
 */
export async function checkRecording(file: string, signal?: AbortSignal): Promise<CheckedRecording> {
  const { size } = await stat(file);
  if (size > RECORDING_LIMITS.bytes) throw refuseRecording('bytes');
  const input = await recordingInput(file);
  if (!input) throw refuseRecording('not-media');
  const { seconds, hasPicture } = await probeRecording(input, signal);
  const samples = await recordingSound(input, seconds, signal);
  if (hasPicture) await checkPicture(input, signal);
  return { durationMs: Math.floor(samples.length / 48), hasPicture };
}

async function checkPicture({ args }: RecordingInput, signal?: AbortSignal): Promise<void> {
  let decoded = false;
  const outcome = await runProgram(
    'ffmpeg',
    [
      ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-skip_frame', 'nokey', ...args],
      ...['-map', '0:v:0', '-an', '-sn', '-dn', '-fps_mode', 'passthrough', '-vf', 'scale=2:2,format=gray'],
      ...['-f', 'rawvideo', 'pipe:1'],
    ],
    {
      ...PICTURE_LIMITS,
      signal,
      onOutput: () => {
        decoded = true;
        return undefined;
      },
    },
  );
  requireDone(outcome);
  if (!decoded) throw refuseRecording('broken');
}
