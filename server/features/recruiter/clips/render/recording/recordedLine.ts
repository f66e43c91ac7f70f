import { CLIP_LIMITS, type Cue } from '../../../../../../shared/recruiter/clip.ts';
import { levelsOf } from '../sound/levels.ts';
import { normalLoudness } from '../sound/normalLoudness.ts';
import { type Voiced, voicedOf } from '../sound/pauses.ts';
import { SAMPLES_PER_MS, samplesOf } from '../sound/soundRate.ts';
import { captionStarts } from '../speech/captions.ts';
import { onGrid, phraseStart, thinned, timedCues } from '../speech/placing.ts';
import { spokenWords } from '../speech/spokenWords.ts';
import { startsByLength } from '../speech/startsByLength.ts';
import type { VoicedLine } from '../voicedLine.ts';

/** People are not as even as a synthesiser: shorter pauses are within words. */
const PHRASE_PAUSE_MS = 200;

/** A line as someone recorded it. `text`: what is said, as far as that is known. When which word is said is told from where a voice is heard. */
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
