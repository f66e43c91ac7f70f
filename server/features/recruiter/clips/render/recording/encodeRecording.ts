import { type ProgramOptions, type ProgramOutcome, runProgram } from '../../../../../runProgram.ts';
import { AVATAR_SIZE, FRAME_MS, FRAME_RATE } from '../avatar/avatarSize.ts';
import { type ClipTimes, soundInput, webmOutput } from '../encoding/webmArguments.ts';
import { type RecordingInput, WRITTEN_FILE_MB } from './recordingInput.ts';

/** Five minutes of a large picture on a slow machine. */
const LIMITS = {
  limits: { cpuSeconds: 1_200, memoryMb: 2_048, fileMb: WRITTEN_FILE_MB },
  timeoutMs: 1_200_000,
} satisfies ProgramOptions;

/**
 * Writes a recording with its picture as a WebM file like all clips: the picture fitted into the avatar's size, at its rate, the sound
 * from `soundFile`. Where the picture ends early, its last frame stands.
 */
export function encodeRecording(
  input: RecordingInput,
  times: ClipTimes,
  files: { soundFile: string; webmFile: string },
  signal: AbortSignal,
): Promise<ProgramOutcome> {
  const { width, height } = AVATAR_SIZE;
  const picture = [
    `fps=${FRAME_RATE}:start_time=0`,
    `scale=${width}:${height}:force_original_aspect_ratio=decrease:force_divisible_by=2`,
    `pad=${width}:${height}:-1:-1:color=black`,
    'setsar=1',
    'tpad=stop=-1:stop_mode=clone',
  ];
  return runProgram(
    'ffmpeg',
    [
      ...[
        '-hide_banner',
        '-nostdin',
        '-loglevel',
        'error',
        '-y',
        ...input.args,
        ...soundInput(`file:${files.soundFile}`),
      ],
      ...['-map', '0:v:0', '-map', '1:a', '-sn', '-dn', '-vf', picture.join(',')],
      ...[
        '-frames:v',
        String(times.durationMs / FRAME_MS),
        ...webmOutput(`file:${files.webmFile}`, times, 'filmed'),
      ],
    ],
    { ...LIMITS, signal },
  );
}
