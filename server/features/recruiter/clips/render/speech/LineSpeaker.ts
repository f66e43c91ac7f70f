import type { ClipWish } from '../../clipWish.ts';
import type { SpeechConfig } from '../../speechConfig.ts';
import { levelsOf } from '../sound/levels.ts';
import { normalLoudness } from '../sound/normalLoudness.ts';
import { SAMPLES_PER_MS } from '../sound/soundRate.ts';
import type { VoicedLine } from '../voicedLine.ts';
import { compileFlite, Flite } from './flite.ts';
import { fliteSentence } from './fliteSentence.ts';
import { SERVICE_SPEED } from './pace.ts';
import type { SentenceSound } from './sentenceSound.ts';
import type { Sentence } from './sentences.ts';
import { serviceSentence } from './serviceSentence.ts';
import { serviceSpeech } from './serviceSpeech.ts';
import { speakLine } from './speakLine.ts';

export type LineWish = Extract<ClipWish, { kind: 'line' }>;

/** Speaks lines with whatever voice is configured. */
export class LineSpeaker {
  #flite: WebAssembly.Module | undefined;

  /** `folder`: for what is on its way to the synthesiser and back. Rejects with a `ClipError`. */
  async speak(wish: LineWish, speech: SpeechConfig, folder: string): Promise<VoicedLine> {
    const say = speech.service ? this.#byService(wish, speech.service) : await this.#byFlite(wish, folder);
    const line = await speakLine(wish.text, wish.pace, say);
    const samples = normalLoudness(line.samples);
    return {
      ...line,
      samples,
      durationMs: samples.length / SAMPLES_PER_MS,
      levels: levelsOf(samples),
    };
  }

  #byService({ pace }: LineWish, service: NonNullable<SpeechConfig['service']>) {
    return async (sentence: Sentence): Promise<SentenceSound> => {
      const written = sentence.words.map(word => word.written).join(' ');
      return serviceSentence(sentence, await serviceSpeech(service, written, SERVICE_SPEED[pace]));
    };
  }

  async #byFlite({ voice, pace }: LineWish, folder: string) {
    this.#flite ??= await compileFlite();
    const flite = new Flite(this.#flite, folder);
    return async (sentence: Sentence): Promise<SentenceSound> => fliteSentence(flite, sentence, voice, pace);
  }
}
