import { LevelTrack } from '../../../sfu/voice/LevelTrack.ts';
import { type VoiceChange, VoiceDetector } from '../../../sfu/voice/VoiceDetector.ts';
import { FRAME_MS, levelsOf } from './levels.ts';
import { voicingOf } from './opus.ts';
import { randomness } from './randomNoise.ts';
import { durationMsOf, type Interval, joined, type Sound } from './sound.ts';
import type { Take } from './testTakes.ts';

/** A change of state and the time of its event, both in milliseconds of the take. */
export interface ToldChange extends VoiceChange {
  toldMs: number;
}

/** Events of an sfu for this take with this share of lost packets, when no packet tells a pitch. Packets arrive when they are complete. */
export function listenTo(take: Take, lossShare = 0): ToldChange[] {
  return listen(take, lossShare, []);
}

/** Events of an sfu for this take after a browser's encoder. */
export function listenToEncoded(take: Take): ToldChange[] {
  return listen(take, 0, voicingOf(take.microphone.samples));
}

function listen(
  { microphone, recruiter }: Take,
  lossShare: number,
  voicing: readonly (boolean | undefined)[],
): ToldChange[] {
  const heard = knownLevelsOf(microphone);
  const played = recruiter ? knownLevelsOf(recruiter) : new Uint8Array();
  const random = randomness(5);
  const track = new LevelTrack();
  const detector = new VoiceDetector();
  const told: ToldChange[] = [];
  for (const [index, level] of heard.entries()) {
    if (random.uniform() < lossShare) continue;
    const atMs = index * FRAME_MS;
    const isVoiced = voicing[index];
    for (const frame of track.take({ sequence: index & 0xffff, atMs, levelDbov: -level, isVoiced })) {
      const playedDbov = -(played[Math.round(frame.atMs / FRAME_MS)] ?? 127);
      const change = detector.step({ ...frame, playedDbov });
      if (change) told.push({ ...change, toldMs: atMs + FRAME_MS });
    }
  }
  return told;
}

/** Takes are used several times. */
const knownLevels = new WeakMap<Sound, Uint8Array>();

function knownLevelsOf(sound: Sound): Uint8Array {
  const levels = knownLevels.get(sound) ?? levelsOf(sound.samples);
  knownLevels.set(sound, levels);
  return levels;
}

/** Spans from `speaking` events to the next event. */
export function toldSpeech(told: readonly ToldChange[], endMs: number): Interval[] {
  return told.flatMap(({ state, toldMs }, index) =>
    state === 'speaking' ? [{ fromMs: toldMs, toMs: told[index + 1]?.toldMs ?? endMs }] : [],
  );
}

export interface HearingScore {
  /** Delay from the start of each voiced part to its event. */
  onsetsMs: number[];
  /** Error of the reported start. */
  onsetErrorsMs: number[];
  /** Delay from the end of each voiced part before a pause to its event, and the error of the reported end. */
  endsMs: number[];
  endErrorsMs: number[];
  /** Voiced parts without an event. */
  missed: number;
  /** Reported pauses that don't exist. */
  flickers: number;
  /** Time reported as voice without a voice. */
  falseMs: number;
  facts: number;
  durationMs: number;
}

/** Closer parts count as one. */
const STRETCH_GAP_MS = 200;
/** Shorter pauses can't be detected. */
const PAUSE_MS = 300;
const HANGOVER_MS = 200;
/** A shorter gap must not be reported. */
const FLICKER_MS = 150;

export function scoreOf(take: Take, told: readonly ToldChange[]): HearingScore {
  const { voiced } = take.microphone;
  const durationMs = durationMsOf(take.microphone);
  const speech = toldSpeech(told, durationMs);
  const stretches = joined(voiced, STRETCH_GAP_MS);
  const score: HearingScore = {
    onsetsMs: [],
    onsetErrorsMs: [],
    endsMs: [],
    endErrorsMs: [],
    missed: 0,
    flickers: flickersIn(voiced, told),
    falseMs: speech.reduce((sum, interval) => sum + outside(interval, stretches), 0),
    facts: told.length,
    durationMs,
  };
  for (const [index, stretch] of stretches.entries()) {
    const next = stretches[index + 1]?.fromMs ?? durationMs;
    scoreOnset(stretch, told, score);
    if (next - stretch.toMs >= PAUSE_MS) scoreEnd(stretch, next, told, score);
  }
  return score;
}

function scoreOnset({ fromMs, toMs }: Interval, told: readonly ToldChange[], score: HearingScore): void {
  const isSpeaking = told.findLast(({ toldMs }) => toldMs <= fromMs)?.state === 'speaking';
  if (isSpeaking) return;
  const onset = told.find(
    change => change.state === 'speaking' && change.toldMs > fromMs && change.sinceMs < toMs,
  );
  if (!onset || onset.toldMs > toMs + HANGOVER_MS) {
    score.missed += 1;
    return;
  }
  score.onsetsMs.push(onset.toldMs - fromMs);
  score.onsetErrorsMs.push(onset.sinceMs - fromMs);
}

function scoreEnd(
  { fromMs, toMs }: Interval,
  nextMs: number,
  told: readonly ToldChange[],
  score: HearingScore,
): void {
  const end = told.findLast(
    ({ state, sinceMs, toldMs }) => state === 'silent' && sinceMs > fromMs && toldMs <= nextMs,
  );
  if (!end) return;
  score.endsMs.push(end.toldMs - toMs);
  score.endErrorsMs.push(end.sinceMs - toMs);
}

function flickersIn(voiced: readonly Interval[], told: readonly ToldChange[]): number {
  const solid = joined(voiced, FLICKER_MS);
  const isInside = (atMs: number) =>
    solid.some(({ fromMs, toMs }) => atMs > fromMs + FLICKER_MS && atMs < toMs - FLICKER_MS);
  return told.filter(({ state, sinceMs }) => state === 'silent' && isInside(sinceMs)).length;
}

function outside({ fromMs, toMs }: Interval, stretches: readonly Interval[]): number {
  const inside = stretches.reduce((sum, stretch) => {
    const from = Math.max(fromMs, stretch.fromMs);
    return sum + Math.max(0, Math.min(toMs, stretch.toMs + HANGOVER_MS) - from);
  }, 0);
  return Math.max(0, toMs - fromMs - inside);
}

/** Combines the scores of several takes. */
export function together(scores: readonly HearingScore[]): HearingScore {
  const all = (numbers: (score: HearingScore) => number[]) => scores.flatMap(numbers);
  const sum = (number: (score: HearingScore) => number) =>
    scores.reduce((total, score) => total + number(score), 0);
  return {
    onsetsMs: all(score => score.onsetsMs),
    onsetErrorsMs: all(score => score.onsetErrorsMs),
    endsMs: all(score => score.endsMs),
    endErrorsMs: all(score => score.endErrorsMs),
    missed: sum(score => score.missed),
    flickers: sum(score => score.flickers),
    falseMs: sum(score => score.falseMs),
    facts: sum(score => score.facts),
    durationMs: sum(score => score.durationMs),
  };
}

/** The value below which this share of the numbers is; NaN without numbers. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Columns of a table. */
export function summaryOf(score: HearingScore): Record<string, number> {
  const minutes = score.durationMs / 60_000;
  const of = (numbers: number[], share: number) => Math.round(quantile(numbers, share));
  return {
    seconds: Math.round(score.durationMs / 1_000),
    stretches: score.onsetsMs.length + score.missed,
    missed: score.missed,
    'onset p50': of(score.onsetsMs, 0.5),
    'onset p95': of(score.onsetsMs, 0.95),
    'end p50': of(score.endsMs, 0.5),
    'end p95': of(score.endsMs, 0.95),
    'end error p95': of(score.endErrorsMs.map(Math.abs), 0.95),
    flickers: score.flickers,
    'false ms/min': Math.round(score.falseMs / minutes),
    'facts/s': Number((score.facts / minutes / 60).toFixed(2)),
  };
}
