import { glob, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const CLIENT = resolve(import.meta.dirname, '../../../client');
const STATIC_IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const DYNAMIC_IMPORT = /\bimport\('([^']+)'\)/g;

// Every kilobyte delays a candidate on a slow connection. A package that is added here needs a reason; the
// router and the query cache belong to the console.
const BEFORE_THE_ROOM = ['lucide-react', 'react', 'react-dom', 'socket.io-client', 'uuidv7', 'zod'];
const IN_THE_ROOM = ['mediasoup-client'];

it('the client downloads only these packages before the room', async () => {
  const packages = await packagesImportedBy(['main.tsx', 'screens/join/Join.tsx'], [STATIC_IMPORT]);
  expect(packages).toEqual(BEFORE_THE_ROOM);
});

it('the client downloads only these packages in the room', async () => {
  const packages = await packagesImportedBy(['screens/join/Join.tsx'], [STATIC_IMPORT, DYNAMIC_IMPORT]);
  expect(packages).toEqual([...BEFORE_THE_ROOM, ...IN_THE_ROOM].sort());
});

// Preact sets `autofocus`, which browsers ignore after the page has loaded, and leaves out attributes that are `false`.
it('the client uses no attribute that Preact treats differently from React', async () => {
  const different = /\sautoFocus\b|\s(?:spellCheck|autoCorrect|contentEditable)=\{/;
  const files: string[] = [];
  for await (const file of glob('**/*.tsx', { cwd: CLIENT, exclude: ['site/**'] }))
    if (different.test(await readFile(resolve(CLIENT, file), 'utf8'))) files.push(file);
  expect(files).toEqual([]);
});

/**
 * Returns the names of the packages that the client files import, directly or through other files, in
 * alphabetical order.
 */
async function packagesImportedBy(
  entries: readonly string[],
  patterns: readonly RegExp[],
): Promise<string[]> {
  const files = new Set(entries.map(entry => resolve(CLIENT, entry)));
  const packages = new Set<string>();
  // The loop also visits files that are added while it runs.
  for (const file of files) {
    if (!/\.tsx?$/.test(file)) continue;
    const source = await readFile(file, 'utf8');
    for (const [, specifier = ''] of patterns.flatMap(pattern => [...source.matchAll(pattern)])) {
      if (specifier.startsWith('.')) files.add(resolve(file, '..', specifier));
      else packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
    }
  }
  return [...packages].sort();
}
