import { levelsOf } from '../sound/levels.ts';
import { type Voiced, voicedOf } from '../sound/pauses.ts';
import type { Sound } from '../sound/readWav.ts';
import { resample } from '../sound/resample.ts';
import { SOUND_RATE, samplesOf } from '../sound/soundRate.ts';
import { PHRASE_PAUSE_MS, type SentenceSound } from './sentenceSound.ts';
import type { Sentence } from './sentences.ts';
import { startsByLength } from './startsByLength.ts';
import { faded } from './timedSound.ts';

const EDGE_MS = 30;

/** A sentence as a service spoke it. No one says when which word is spoken: that is told from where there is sound. */
export function serviceSentence({ words }: Sentence, sound: Sound): SentenceSound {
  const whole = resample(sound.samples, sound.rate, SOUND_RATE);
  const voiced: Voiced = voicedOf(levelsOf(whole), PHRASE_PAUSE_MS) ?? {
    fromMs: 0,
    toMs: whole.length / (SOUND_RATE / 1_000),
    pauses: [],
  };
  const fromMs = Math.max(0, voiced.fromMs - EDGE_MS);
  const samples = whole.slice(samplesOf(fromMs), samplesOf(voiced.toMs + EDGE_MS));
  const pauses = voiced.pauses.map(pause => ({ fromMs: pause.fromMs - fromMs, toMs: pause.toMs - fromMs }));
  const starts = startsByLength(
    words.map(({ written }) => written),
    { fromMs: voiced.fromMs - fromMs, toMs: voiced.toMs - fromMs, pauses },
  );
  return {
    samples: faded(samples, SOUND_RATE, { start: EDGE_MS / 2, end: EDGE_MS / 2 }),
    pauses,
    wordStartMs: word => starts[word] ?? 0,
  };
}
