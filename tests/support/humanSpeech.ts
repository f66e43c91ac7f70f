import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DEVELOPMENT, HELD_OUT } from './human/prompts.ts';
import { SAMPLE_RATE, sequence, silence } from './spoken/sound.ts';
import { toWav } from './spoken/wav.ts';

/** Folder of Debian's `asterisk-core-sounds-en-wav`. */
const FOLDER = '/usr/share/asterisk/sounds/en_US_f_Allison';

/** Folder of Debian's `asterisk-prompt-de`. */
const GERMAN_FOLDER = '/usr/share/asterisk/sounds/de';

export type PromptName = keyof typeof DEVELOPMENT | keyof typeof HELD_OUT;

const WORDS: Readonly<Record<PromptName, string>> = { ...DEVELOPMENT, ...HELD_OUT };

/** Why there is no human speech on this machine. Undefined if there is. For `describe.skipIf`. */
export const noHumanSpeech = existsSync(FOLDER)
  ? undefined
  : 'human speech comes with the Debian package asterisk-core-sounds-en-wav';

/** Like `noHumanSpeech`, for German. */
export const noGermanSpeech = existsSync(GERMAN_FOLDER)
  ? undefined
  : 'German speech comes with the Debian package asterisk-prompt-de';

/** A recording of a person, at 8 kHz, and what the person says. */
export function humanSpeech(name: PromptName): { file: string; words: string } {
  return { file: path.join(FOLDER, `${name}.wav`), words: WORDS[name] };
}

/** Names of the prompts that tests and code may be tried with, or of those that figures are measured with. */
export function humanPrompts(set: 'development' | 'held-out'): PromptName[] {
  return Object.keys(set === 'development' ? DEVELOPMENT : HELD_OUT) as PromptName[];
}

/** Mono samples from -1 to 1. */
export function humanSamples(name: PromptName, rate = 16_000): Float32Array {
  return samplesOf(humanSpeech(name).file, rate);
}

/** Mono samples of a man who reads a prompt in German. */
export function germanSamples(name: string): Float32Array {
  return samplesOf(path.join(GERMAN_FOLDER, `${name}.gsm`), 16_000);
}

function samplesOf(file: string, rate: number): Float32Array {
  const output = ['-ar', String(rate), '-ac', '1', '-f', 'f32le', '-'];
  const bytes = execFileSync('ffmpeg', ['-v', 'error', '-i', file, ...output], { maxBuffer: 100_000_000 });
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

export interface SpokenPrompt {
  name: PromptName;
  words: string;
  fromMs: number;
  toMs: number;
}

/**
 * Writes a WAV file of 48 kHz with prompts, each followed by a pause. Chromium's `--use-file-for-fake-audio-capture`
 * repeats it as the microphone. Returns where the prompts are.
 */
export function writeHumanWav(
  file: string,
  names: readonly PromptName[],
  { leadMs = 0, pauseMs = 1_500 }: { leadMs?: number; pauseMs?: number } = {},
): SpokenPrompt[] {
  const sounds = names.map(name => ({ samples: humanSamples(name, SAMPLE_RATE), voiced: [] }));
  const pause = silence(pauseMs);
  writeFileSync(file, toWav(sequence(silence(leadMs), ...sounds.flatMap(sound => [sound, pause]))));
  let atMs = leadMs;
  return names.map((name, index) => {
    const fromMs = atMs;
    const toMs = fromMs + ((sounds[index]?.samples.length ?? 0) / SAMPLE_RATE) * 1_000;
    atMs = toMs + pauseMs;
    return { name, words: WORDS[name], fromMs, toMs };
  });
}
