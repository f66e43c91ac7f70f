import { type FliteVoice, type Phone, speakWithFlite } from './flite.ts';
import { toFullRate } from './resample.ts';
import { type Interval, joined, levelledTo, powerDbov, type Sound, sampleCountOf } from './sound.ts';

export interface SpeechOptions {
  voice: FliteVoice;
  /** Mean power while the voice is audible. */
  levelDbov: number;
  /** Above 1: slower. */
  stretch?: number;
}

/** Sound this far below the voice doesn't count as voice: closures, or the synthesizer's noise. */
const AUDIBLE_RANGE_DB = 35;
const GRAIN_MS = 5;
/** How far into a pause a phone is followed. */
const SPILL_MS = 60;

const spoken = new Map<string, Promise<Sound>>();

/**
 * Synthesizes a sentence. `voiced` follows the synthesizer's phone times, without inaudible parts at both
 * ends (a closed mouth before the first burst, a silent last consonant), and with audible parts in pauses.
 */
export async function synthesize(
  text: string,
  { voice, levelDbov, stretch = 1 }: SpeechOptions,
): Promise<Sound> {
  const key = `${voice} ${stretch} ${text}`;
  const known = spoken.get(key) ?? speak(text, voice, stretch);
  spoken.set(key, known);
  const sound = await known;
  return levelledTo(sound, levelDbov, sound.voiced);
}

async function speak(text: string, voice: FliteVoice, stretch: number): Promise<Sound> {
  const { samples, phones } = await speakWithFlite(text, voice, stretch);
  const full = toFullRate(samples);
  const spokenAt = joined(voicedPhones(phones));
  const quietest = powerDbov(full, spokenAt) - AUDIBLE_RANGE_DB;
  return { samples: full, voiced: spokenAt.flatMap(interval => heardPart(full, interval, quietest)) };
}

function voicedPhones(phones: readonly Phone[]): Interval[] {
  return phones.flatMap(({ name, toMs }, index) =>
    name === 'pau' ? [] : [{ fromMs: phones[index - 1]?.toMs ?? 0, toMs }],
  );
}

function heardPart(samples: Float32Array, { fromMs, toMs }: Interval, quietestDbov: number): Interval[] {
  const heard = (atMs: number) =>
    atMs >= 0 &&
    powerDbov(samples.subarray(sampleCountOf(atMs), sampleCountOf(atMs + GRAIN_MS))) > quietestDbov;
  let from = fromMs;
  let to = toMs;
  while (from < to && !heard(from)) from += GRAIN_MS;
  while (to > from && !heard(to - GRAIN_MS)) to -= GRAIN_MS;
  if (from === to) return [];
  while (from > fromMs - SPILL_MS && heard(from - GRAIN_MS)) from -= GRAIN_MS;
  while (to < toMs + SPILL_MS && heard(to)) to += GRAIN_MS;
  return [{ fromMs: from, toMs: to }];
}
