import { z } from 'zod';
import { AppError } from '../../../../../../shared/errors.ts';
import { type ProgramOptions, type ProgramOutcome, runProgram } from '../../../../../runProgram.ts';
import {
  RECORDING_CODECS,
  RECORDING_LIMITS,
  type RecordingInput,
  WRITTEN_FILE_MB,
} from './recordingInput.ts';
import { refuseRecording } from './recordingRefusal.ts';

/** What a recording's headers say. Nothing of it is certain. */
export interface RecordingHeaders {
  /** Absent where the file does not say: browsers' recordings don't. */
  seconds: number | undefined;
  hasPicture: boolean;
}

const LIMITS = {
  limits: { cpuSeconds: 20, memoryMb: 1_536, fileMb: WRITTEN_FILE_MB },
  timeoutMs: 30_000,
} satisfies ProgramOptions;
/** What ffmpeg says where a picture has more than `max_pixels`. */
const TOO_MANY_PIXELS = /exceeds specified max pixel count/;
const OUTPUT_MAX_BYTES = 256 * 1024;

const Printed = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string().optional(),
      codec_name: z.string().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      disposition: z.object({ attached_pic: z.number() }).optional(),
    }),
  ),
  format: z.object({ duration: z.coerce.number().optional() }),
});

/** Reads the headers with ffprobe. Rejects with an `AppError` where what they say cannot be used. */
export async function probeRecording(input: RecordingInput, signal?: AbortSignal): Promise<RecordingHeaders> {
  const { streams, format } = await askFfprobe(input, signal);
  const sound = streams.find(({ codec_type }) => codec_type === 'audio');
  // The cover of a song is no picture of a person.
  const picture = streams.find(
    ({ codec_type, disposition }) => codec_type === 'video' && !disposition?.attached_pic,
  );
  if (!sound) throw refuseRecording('no-sound');
  if (!isTaken(sound) || (picture && !isTaken(picture))) throw refuseRecording('codec');
  if (Math.max(picture?.width ?? 0, picture?.height ?? 0) > RECORDING_LIMITS.side)
    throw refuseRecording('resolution');
  return { seconds: format.duration, hasPicture: picture !== undefined };
}

function isTaken({ codec_name = '' }: { codec_name?: string | undefined }): boolean {
  return RECORDING_CODECS.has(codec_name);
}

async function askFfprobe({ args }: RecordingInput, signal?: AbortSignal): Promise<z.infer<typeof Printed>> {
  const entries = 'format=duration:stream=codec_type,codec_name,width,height:stream_disposition=attached_pic';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const outcome = await runProgram(
    'ffprobe',
    ['-v', 'error', ...args, '-show_entries', entries, '-of', 'json'],
    {
      ...LIMITS,
      signal,
      onOutput: part => {
        parts.push(part);
        bytes += part.byteLength;
        return bytes <= OUTPUT_MAX_BYTES ? undefined : 'enough';
      },
    },
  );
  requireDone(outcome);
  try {
    return Printed.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
  } catch {
    throw refuseRecording('broken');
  }
}

/** Turns what became of a program that read a recording into what to tell the person who uploaded it. */
export function requireDone({ state, stderrTail }: ProgramOutcome): void {
  if (state !== 'done' && TOO_MANY_PIXELS.test(stderrTail)) throw refuseRecording('resolution');
  if (state === 'failed') throw refuseRecording('broken');
  if (state === 'limit') throw refuseRecording('effort');
  if (state === 'missing')
    throw AppError.unavailable(
      'Recordings cannot be read: ffmpeg is not installed on the server.',
      stderrTail,
    );
}
