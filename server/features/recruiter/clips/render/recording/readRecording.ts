import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../../../../../shared/errors.ts';
import { type ProgramOptions, type ProgramOutcome, runProgram } from '../../../../../runProgram.ts';
import { SOUND_RATE } from '../sound/levels.ts';
import {
  RECORDING_CODECS,
  RECORDING_LIMITS,
  type RecordingInput,
  recordingInput,
  refuseRecording,
  WRITTEN_FILE_MB,
} from './recordingInput.ts';

const DECODING_LIMITS = {
  limits: { cpuSeconds: 60, memoryMb: 1_536, fileMb: WRITTEN_FILE_MB },
  timeoutMs: 90_000,
} satisfies ProgramOptions;

/**
 * Checks that a file can become a clip by decoding its sound and key frames, in limited processes because a
 * hostile file could attack a decoder. Rejects with an `AppError` that the uploader sees.
 */
export async function checkRecording(
  file: string,
  signal?: AbortSignal,
): Promise<{ durationMs: number; hasPicture: boolean }> {
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
  const command = [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-skip_frame', 'nokey', ...args],
    ...['-map', '0:v:0', '-an', '-sn', '-dn', '-fps_mode', 'passthrough', '-vf', 'scale=2:2,format=gray'],
    ...['-f', 'rawvideo', 'pipe:1'],
  ];
  const { outcome, output } = await printedBy('ffmpeg', command, { ...DECODING_LIMITS, signal });
  requireDone(outcome);
  if (output.byteLength === 0) throw refuseRecording('broken');
}

/** Runs a program and collects its output. Kills it after `maxBytes` of output, which counts as `done`. */
async function printedBy(
  program: string,
  args: readonly string[],
  options: ProgramOptions,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<{ outcome: ProgramOutcome; output: Uint8Array }> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const onOutput = (part: Buffer) => {
    parts.push(part);
    bytes += part.byteLength;
    return bytes <= maxBytes ? undefined : 'enough';
  };
  const outcome = await runProgram(program, args, { ...options, onOutput });
  return { outcome, output: Buffer.concat(parts) };
}

interface RecordingHeaders {
  /** Duration from the file's headers. Absent in files recorded by browsers. */
  seconds: number | undefined;
  hasPicture: boolean;
}

const PROBE_LIMITS = {
  limits: { cpuSeconds: 20, memoryMb: 1_536, fileMb: WRITTEN_FILE_MB },
  timeoutMs: 30_000,
} satisfies ProgramOptions;
/** ffmpeg's message for video with more than `max_pixels`. */
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

export async function probeRecording(input: RecordingInput, signal?: AbortSignal): Promise<RecordingHeaders> {
  const { streams, format } = await askFfprobe(input, signal);
  const sound = streams.find(({ codec_type }) => codec_type === 'audio');
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
  const command = ['-v', 'error', ...args, '-show_entries', entries, '-of', 'json'];
  const limits = { ...PROBE_LIMITS, signal };
  const { outcome, output } = await printedBy('ffprobe', command, limits, OUTPUT_MAX_BYTES);
  requireDone(outcome);
  try {
    return Printed.parse(JSON.parse(Buffer.from(output).toString('utf8')));
  } catch {
    throw refuseRecording('broken');
  }
}

/** Throws an error that the uploader sees if a program could not read the file. */
export function requireDone({ state, stderrTail }: ProgramOutcome): void {
  if (state !== 'done' && TOO_MANY_PIXELS.test(stderrTail)) throw refuseRecording('resolution');
  if (state === 'failed') throw refuseRecording('broken');
  if (state === 'limit') throw refuseRecording('effort');
  if (state === 'missing') throw AppError.unavailable('voice-uploads-unreadable', stderrTail);
}

const SAMPLES_MAX = RECORDING_LIMITS.seconds * SOUND_RATE;
/** Peak of the quietest audible sound, about -55 dBFS. */
const FAINTEST_PEAK = 0.0018;
/** Codec padding may make the sound shorter than the headers say, by this time plus a share of the sound. */
const MISSING_SECONDS = 1;
const MISSING_SHARE = 0.05;

/** Decodes to mono at 48 kHz. Rejects with an `AppError` for sound that is too long, cut off, or silent. */
export async function recordingSound(
  input: RecordingInput,
  seconds: number | undefined,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const command = [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', ...input.args],
    // Inserts silence if the sound starts late or has gaps.
    ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-af', 'aresample=async=1:first_pts=0'],
    ...['-ac', '1', '-ar', String(SOUND_RATE), '-f', 'f32le', 'pipe:1'],
  ];
  const limits = { ...DECODING_LIMITS, signal };
  const { outcome, output } = await printedBy(
    'ffmpeg',
    command,
    limits,
    SAMPLES_MAX * Float32Array.BYTES_PER_ELEMENT,
  );
  // A decoder also fails on a cut-off file, but `requireAudible` gives a better reason for that.
  if (output.byteLength === 0 || outcome.state !== 'failed') requireDone(outcome);
  return requireAudible(samplesOfBytes(output), seconds);
}

function requireAudible(samples: Float32Array, promisedSeconds = 0): Float32Array {
  if (samples.length > SAMPLES_MAX) throw refuseRecording('long');
  if (samples.length === 0) throw refuseRecording('broken');
  const missing = promisedSeconds - samples.length / SOUND_RATE;
  if (missing > MISSING_SECONDS + promisedSeconds * MISSING_SHARE) throw refuseRecording('cut-off');
  if (!samples.some(sample => Math.abs(sample) > FAINTEST_PEAK)) throw refuseRecording('silent');
  return samples;
}

/** Converts bytes to samples. Copies them, because floats must be aligned. Replaces non-finite values. */
function samplesOfBytes(bytes: Uint8Array): Float32Array {
  const whole = bytes.byteLength - (bytes.byteLength % Float32Array.BYTES_PER_ELEMENT);
  const samples = new Float32Array(Uint8Array.from(bytes.subarray(0, whole)).buffer);
  return samples.map(sample => (Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0));
}
