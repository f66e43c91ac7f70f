import { CLIP_LIMITS, type Cue } from '../../../../../../shared/recruiter/clip.ts';
import type { Pace } from '../../../../../../shared/recruiter/settings.ts';
import { ClipError } from '../../clipError.ts';
import type { SpokenRequest } from '../../clipRequest.ts';
import type { SpeechConfig } from '../../speechConfig.ts';
import { type Phone, SILENT_PHONE } from '../avatar/phones.ts';
import { FRAME_MS } from '../avatar/pose.ts';
import { levelsOf, SAMPLES_PER_MS, samplesOf } from '../sound/levels.ts';
import { normalLoudness } from '../sound/normalLoudness.ts';
import {
  BEFORE_PHRASE_MS,
  captionStarts,
  onGrid,
  phraseStart,
  thinned,
  timedCues,
  type VoicedLine,
} from './captions.ts';
import { compileFlite, Flite, fliteSentence } from './flite.ts';
import { pauseMs, SERVICE_SPEED, type Sentence, type SentenceSound, sentencesOf } from './sentences.ts';
import { serviceSentence, serviceSpeech } from './serviceSpeech.ts';
import { isSayable, type SpokenWord, spokenWords } from './spokenWords.ts';

export type SpokenLine = Pick<VoicedLine, 'samples' | 'phones' | 'phrasesMs' | 'cues'>;

/** Silence before the first and after the last sound. */
const LEAD_MS = 120;
const TAIL_MS = 200;
const WORD_LENGTH_MAX = 200;

interface PlacedSound extends SentenceSound {
  sentence: Sentence;
  atMs: number;
  endMs: number;
}

/** Speaks a line. Rejects with a `ClipError` when there is nothing to say or too much. */
export async function speakLine(
  line: string,
  pace: Pace,
  say: (sentence: Sentence) => Promise<SentenceSound>,
): Promise<SpokenLine> {
  const words = spokenWords(line);
  if (!isSayable(words)) throw new ClipError('nothing-to-say');
  if (words.some(({ written }) => written.length > WORD_LENGTH_MAX)) throw new ClipError('too-long');
  const placed: PlacedSound[] = [];
  for (const sentence of sentencesOf(words)) {
    const sound = await say(sentence);
    const atMs = placeBehind(placed.at(-1), pace);
    const endMs = atMs + sound.samples.length / SAMPLES_PER_MS;
    if (endMs + TAIL_MS + FRAME_MS > CLIP_LIMITS.durationMs) throw new ClipError('too-long');
    placed.push({ ...sound, sentence, atMs, endMs });
  }
  return {
    samples: mixed(placed),
    ...(placed.every(({ phones }) => phones) && { phones: phonesOf(placed) }),
    phrasesMs: phrasesOf(placed),
    cues: cuesOf(words, placed),
  };
}

/** Returns the start of the next sentence's sound, chosen so that its phrase starts on the frame grid. */
function placeBehind(last: PlacedSound | undefined, pace: Pace): number {
  if (!last) return LEAD_MS;
  const mark = last.sentence.words.findLast(({ spoken }) => spoken !== '')?.mark ?? 'none';
  return onGrid(last.endMs + pauseMs(mark, pace) - BEFORE_PHRASE_MS) + BEFORE_PHRASE_MS;
}

function mixed(placed: readonly PlacedSound[]): Float32Array {
  const whole = new Float32Array(samplesOf(onGrid((placed.at(-1)?.endMs ?? 0) + TAIL_MS)));
  for (const { samples, atMs } of placed) whole.set(samples, samplesOf(atMs));
  return whole;
}

function phonesOf(placed: readonly PlacedSound[]): Phone[] {
  const phones: Phone[] = [];
  for (const { phones: own = [], atMs } of placed) {
    const sinceMs = phones.at(-1)?.toMs ?? 0;
    phones.push({ name: SILENT_PHONE, fromMs: sinceMs, toMs: atMs + (own[0]?.fromMs ?? 0) });
    phones.push(...own.map(({ name, fromMs, toMs }) => ({ name, fromMs: atMs + fromMs, toMs: atMs + toMs })));
  }
  return phones;
}

function phrasesOf(placed: readonly PlacedSound[]): number[] {
  const within = placed.flatMap(({ atMs, pauses }) => pauses.map(({ toMs }) => phraseStart(atMs + toMs)));
  const sentences = placed.slice(1).map(({ atMs }) => phraseStart(atMs));
  return thinned([0, ...sentences, ...within]);
}

function cuesOf(words: readonly SpokenWord[], placed: readonly PlacedSound[]): Cue[] {
  const starts = captionStarts(words);
  return timedCues(
    starts.map((start, at) =>
      words
        .slice(start, starts[at + 1])
        .map(({ written }) => written)
        .join(' '),
    ),
    starts.map(start => wordStartMs(start, placed)),
    placed.at(-1)?.endMs ?? 0,
  );
}

function wordStartMs(word: number, placed: readonly PlacedSound[]): number {
  const own = placed.findLast(({ sentence }) => sentence.firstWord <= word);
  return own ? own.atMs + own.wordStartMs(word - own.sentence.firstWord) : 0;
}

export class LineSpeaker {
  #flite: WebAssembly.Module | undefined;

  /** Writes temporary files to `folder`. Rejects with a `ClipError`, or between two sentences on `signal`. */
  async speak(
    request: SpokenRequest,
    speech: SpeechConfig,
    folder: string,
    signal: AbortSignal,
  ): Promise<VoicedLine> {
    const say = speech.service
      ? this.#byService(request, speech.service)
      : await this.#byFlite(request, folder);
    const line = await speakLine(request.text, request.pace, sentence => {
      signal.throwIfAborted();
      return say(sentence);
    });
    signal.throwIfAborted();
    const samples = normalLoudness(line.samples);
    return { ...line, samples, durationMs: samples.length / SAMPLES_PER_MS, levels: levelsOf(samples) };
  }

  #byService({ pace }: SpokenRequest, service: NonNullable<SpeechConfig['service']>) {
    return async (sentence: Sentence): Promise<SentenceSound> => {
      const written = sentence.words.map(word => word.written).join(' ');
      return serviceSentence(sentence, await serviceSpeech(service, written, SERVICE_SPEED[pace]));
    };
  }

  async #byFlite({ voice, pace }: SpokenRequest, folder: string) {
    this.#flite ??= await compileFlite();
    const flite = new Flite(this.#flite, folder);
    return async (sentence: Sentence): Promise<SentenceSound> => fliteSentence(flite, sentence, voice, pace);
  }
}
