import { CLIP_LIMITS, type Cue } from '../../../../../../shared/recruiter/clip.ts';
import { type ProgramOptions, type ProgramOutcome, runProgram } from '../../../../../runProgram.ts';
import { AVATAR_SIZE, FRAME_MS, FRAME_RATE } from '../avatar/pose.ts';
import { type ClipTimes, soundInput, webmOutput } from '../encoding/webmArguments.ts';
import {
  levelsOf,
  SAMPLES_PER_MS,
  samplesOf,
  startsByLength,
  type Voiced,
  voicedOf,
} from '../sound/levels.ts';
import { normalLoudness } from '../sound/normalLoudness.ts';
import {
  captionStarts,
  onGrid,
  phraseStart,
  thinned,
  timedCues,
  type VoicedLine,
} from '../speech/captions.ts';
import { spokenWords } from '../speech/spokenWords.ts';
import { type RecordingInput, WRITTEN_FILE_MB } from './recordingInput.ts';

/** Enough for five minutes of large video on a slow machine. */
const LIMITS = {
  limits: { cpuSeconds: 1_200, memoryMb: 2_048, fileMb: WRITTEN_FILE_MB },
  timeoutMs: 1_200_000,
} satisfies ProgramOptions;

/** Writes an uploaded video as WebM in the avatar's size. If the sound is longer, the last frame stays. */
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
  const args = [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...input.args],
    ...soundInput(`file:${files.soundFile}`),
    ...['-map', '0:v:0', '-map', '1:a', '-sn', '-dn', '-vf', picture.join(',')],
    ...['-frames:v', String(times.durationMs / FRAME_MS)],
    ...webmOutput(`file:${files.webmFile}`, times, 'filmed'),
  ];
  return runProgram('ffmpeg', args, { ...LIMITS, signal });
}

/** Shortest pause between phrases. Shorter pauses occur within words. */
const PHRASE_PAUSE_MS = 200;

export function recordedLine(recorded: Float32Array, text: string): VoicedLine {
  const durationMs = Math.min(onGrid(recorded.length / SAMPLES_PER_MS), CLIP_LIMITS.durationMs);
  const samples = new Float32Array(samplesOf(durationMs));
  samples.set(normalLoudness(recorded).subarray(0, samples.length));
  const levels = levelsOf(samples);
  const voiced = voicedOf(levels, PHRASE_PAUSE_MS) ?? { fromMs: 0, toMs: durationMs, pauses: [] };
  const phrasesMs = [0, ...voiced.pauses.map(({ toMs }) => phraseStart(toMs))];
  return { samples, durationMs, levels, phrasesMs: thinned(phrasesMs), cues: cuesOf(text, voiced) };
}

function cuesOf(text: string, voiced: Voiced): Cue[] {
  const words = spokenWords(text);
  const written = words.map(word => word.written);
  const starts = captionStarts(words);
  const startsMs = startsByLength(written, voiced);
  return timedCues(
    starts.map((start, at) => written.slice(start, starts[at + 1]).join(' ')),
    starts.map(start => startsMs[start] ?? 0),
    voiced.toMs,
  );
}
