import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { build } from 'vite';
import { PREACT, withoutGeneratedCode } from '../../client/vite.config.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const KEPT = path.join(ROOT, 'test-output', 'cache', 'pages');
/** What a page is built from, in addition to its own folder. */
const SOURCES = ['client', 'shared', 'package-lock.json'];

const building = new Map<string, Promise<string>>();

/** Builds a test page from a folder under `tests/support` and returns the output folder. Cached by a hash of the sources. */
export function builtPage(name: string, base = '/'): Promise<string> {
  const known = building.get(name) ?? buildOnce(name, base);
  building.set(name, known);
  return known;
}

async function buildOnce(name: string, base: string): Promise<string> {
  const root = path.join(ROOT, 'tests', 'support', name);
  const digest = await digestOf([root, ...SOURCES.map(source => path.join(ROOT, source))]);
  const folder = path.join(KEPT, `${name}-${digest}`);
  if (existsSync(folder)) return folder;
  await mkdir(KEPT, { recursive: true });
  for (const old of await readdir(KEPT))
    if (old.startsWith(`${name}-`)) await rm(path.join(KEPT, old), { recursive: true, force: true });
  const unfinished = path.join(KEPT, `unfinished-${name}-${process.pid}`);
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    base,
    resolve: { alias: PREACT },
    plugins: [tailwindcss(), withoutGeneratedCode()],
    build: {
      outDir: unfinished,
      emptyOutDir: true,
      minify: false,
      assetsInlineLimit: 0,
      target: 'baseline-widely-available',
    },
  });
  try {
    await rename(unfinished, folder);
  } catch (error) {
    // Another process has written the same build.
    if (!existsSync(folder)) throw error;
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

async function digestOf(places: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const place of places)
    for (const file of await filesIn(place))
      hash.update(`\n${path.relative(ROOT, file)}\n`).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(place: string): Promise<string[]> {
  if (path.extname(place) === '.json') return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .sort();
}
