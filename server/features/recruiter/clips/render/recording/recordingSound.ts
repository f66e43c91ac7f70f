import { type ProgramOptions, runProgram } from '../../../../../runProgram.ts';
import { SOUND_RATE } from '../sound/soundRate.ts';
import { requireDone } from './probeRecording.ts';
import { RECORDING_LIMITS, type RecordingInput, WRITTEN_FILE_MB } from './recordingInput.ts';
import { refuseRecording } from './recordingRefusal.ts';

const LIMITS = {
  limits: { cpuSeconds: 60, memoryMb: 1_536, fileMb: WRITTEN_FILE_MB },
  timeoutMs: 90_000,
} satisfies ProgramOptions;
const SAMPLES_MAX = RECORDING_LIMITS.seconds * SOUND_RATE;
/** Full scale is 1: about -55 dBFS. */
const FAINTEST_PEAK = 0.0018;
/** What headers may promise beyond what is there: padding of codecs, a last packet. In seconds, and in parts of the whole. */
const MISSING_SECONDS = 1;
const MISSING_SHARE = 0.05;

/**
 * Decodes a recording's sound to mono samples at 48 kHz, as long as it really is, whatever its headers say (`seconds`). Rejects with an
 * `AppError` where it is too long, breaks off, or where nothing is heard.
 */
export async function recordingSound(
  input: RecordingInput,
  seconds: number | undefined,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const outcome = await runProgram(
    'ffmpeg',
    [
      ...['-hide_banner', '-nostdin', '-loglevel', 'error', ...input.args],
      // Sound that begins after the picture, or has holes, keeps its place.
      ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-af', 'aresample=async=1:first_pts=0'],
      ...['-ac', '1', '-ar', String(SOUND_RATE), '-f', 'f32le', 'pipe:1'],
    ],
    {
      ...LIMITS,
      signal,
      onOutput: part => {
        parts.push(part);
        bytes += part.byteLength;
        return bytes <= SAMPLES_MAX * Float32Array.BYTES_PER_ELEMENT ? undefined : 'enough';
      },
    },
  );
  // Decoders complain of a cut-off file, too; what they have got of it says more.
  if (bytes === 0 || outcome.state !== 'failed') requireDone(outcome);
  return requireAudible(samplesOfBytes(Buffer.concat(parts)), seconds);
}

function requireAudible(samples: Float32Array, promisedSeconds = 0): Float32Array {
  if (samples.length > SAMPLES_MAX) throw refuseRecording('long');
  if (samples.length === 0) throw refuseRecording('broken');
  const missing = promisedSeconds - samples.length / SOUND_RATE;
  if (missing > MISSING_SECONDS + promisedSeconds * MISSING_SHARE) throw refuseRecording('cut-off');
  if (!samples.some(sample => Math.abs(sample) > FAINTEST_PEAK)) throw refuseRecording('silent');
  return samples;
}

/** Copied, since floats must lie on their own boundaries, and nothing says that a file's samples are numbers. */
function samplesOfBytes(bytes: Uint8Array): Float32Array {
  const whole = bytes.byteLength - (bytes.byteLength % Float32Array.BYTES_PER_ELEMENT);
  const samples = new Float32Array(bytes.slice(0, whole).buffer);
  return samples.map(sample => (Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0));
}
