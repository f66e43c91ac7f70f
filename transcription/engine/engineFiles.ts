import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of the model's files, in the engine's folder. The setup fetches them from the package in which they are published. */
export const MODEL_FILES = {
  'model/encoder_model.onnx': 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a',
  'model/decoder_model_merged.onnx': 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367',
} as const;

export type ModelFile = keyof typeof MODEL_FILES;

export type EngineProblem = 'engine-missing' | 'engine-damaged';

/** Compares the model's files with their checksums, in about 0.1 s. Resolves with undefined if they are right. */
export async function checkEngine(folder: string | undefined): Promise<EngineProblem | undefined> {
  if (folder === undefined) return 'engine-missing';
  for (const [file, expected] of Object.entries(MODEL_FILES)) {
    const hash = createHash('sha256');
    try {
      await pipeline(createReadStream(path.join(folder, file)), hash);
    } catch {
      return 'engine-missing';
    }
    if (hash.digest('hex') !== expected) return 'engine-damaged';
  }
  return undefined;
}
