import { strike } from './bursts.ts';
import { addTo, levelledTo, SAMPLE_RATE, type Sound, sampleCountOf } from './sound.ts';

/**
 * - `pad`: chords that fade into each other, with slow swells; - `beat`: chords on every beat with a drum;
 * - `song`: a melody over chords, with as many pauses as speech.
 */
export type MusicKind = 'pad' | 'beat' | 'song';

interface MusicOptions {
  durationMs: number;
  levelDbov: number;
  beatsPerMinute?: number;
}

const CHORDS = [
  [220, 277.18, 329.63],
  [174.61, 220, 261.63],
  [196, 246.94, 293.66],
  [164.81, 207.65, 246.94],
] as const;
const MELODY = [440, 494, 523, 587, 659, 587, 523, 0, 440, 392, 440, 523, 494, 392, 349, 0] as const;

/** Synthetic, unvoiced music. */
export function music(kind: MusicKind, { durationMs, levelDbov, beatsPerMinute = 108 }: MusicOptions): Sound {
  const samples = new Float32Array(sampleCountOf(durationMs));
  const beatMs = 60_000 / beatsPerMinute;
  for (let beat = 0; beat * beatMs < durationMs; beat += 1) BEATS[kind](samples, beat, beatMs);
  return levelledTo({ samples, voiced: [] }, levelDbov);
}

const BEATS: Record<MusicKind, (samples: Float32Array, beat: number, beatMs: number) => void> = {
  pad: (samples, beat, beatMs) => {
    if (beat % 4 === 0) addTones(samples, beat * beatMs, chordOf(beat), swell(beatMs * 4));
  },
  beat: (samples, beat, beatMs) => {
    addTones(samples, beat * beatMs, chordOf(beat), ringing(beatMs, 260));
    strike(samples, beat * beatMs, beat % 2 ? 0.4 : 0.6, 30, beat);
  },
  song: (samples, beat, beatMs) => {
    const hertz = MELODY[beat % MELODY.length] ?? 0;
    if (beat % 4 === 0) addTones(samples, beat * beatMs, chordOf(beat), swell(beatMs * 4), 0.2);
    if (hertz > 0) addTones(samples, beat * beatMs, [hertz, hertz * 2, hertz * 3], ringing(beatMs, 500));
  },
};

function chordOf(beat: number): readonly number[] {
  return CHORDS[Math.floor(beat / 4) % CHORDS.length] ?? CHORDS[0];
}

function addTones(
  samples: Float32Array,
  atMs: number,
  hertz: readonly number[],
  envelope: Float32Array,
  factor = 1,
): void {
  const sounding = envelope.map((loudness, index) => {
    const turn = (2 * Math.PI * index) / SAMPLE_RATE;
    return loudness * hertz.reduce((sum, tone) => sum + Math.sin(turn * tone), 0);
  });
  addTo(samples, sounding, sampleCountOf(atMs), factor);
}

/** A struck note that decays. */
function ringing(durationMs: number, decayMs: number): Float32Array {
  const attack = sampleCountOf(10);
  return new Float32Array(sampleCountOf(durationMs)).map(
    (_, index) => Math.min(1, index / attack) * Math.exp(-index / sampleCountOf(decayMs)),
  );
}

/** Gets slightly louder and softer again. */
function swell(durationMs: number): Float32Array {
  const count = sampleCountOf(durationMs);
  return new Float32Array(count).map((_, index) => 0.65 + 0.35 * Math.sin((Math.PI * index) / count));
}
