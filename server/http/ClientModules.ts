import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Vite's manifest of the client's build. */
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]) }),
);
type Manifest = z.infer<typeof Manifest>;

const ENTRY = 'index.html';
/** Parts of pages that load without the router. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  '/join': ['screens/join/Join.tsx'],
  '/practice': ['screens/practice/Practice.tsx', 'screens/practice/PracticeRoom.tsx'],
  '/report': ['screens/report/Report.tsx'],
};

/** Modules of the client's build that a page will import. */
export class ClientModules {
  readonly #file: string;
  #links: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(folder: string) {
    this.#file = path.join(folder, '.vite', 'manifest.json');
  }

  /** Returns links that load the page's modules in parallel, instead of one after the other. */
  async preloadsOf(address: string): Promise<string> {
    this.#links ??= this.#read();
    return (await this.#links).get(address) ?? '';
  }

  async #read(): Promise<ReadonlyMap<string, string>> {
    // Without a manifest, the page loads its modules one after the other.
    const text = await readFile(this.#file, 'utf8').catch(() => '{}');
    const manifest = Manifest.parse(JSON.parse(text));
    const loaded = filesOf(manifest, [ENTRY]);
    return new Map(
      Object.entries(PARTS).map(([address, parts]) => {
        const files = [...filesOf(manifest, parts)].filter(file => !loaded.has(file));
        return [
          address,
          files.map(file => `<link rel="modulepreload" crossorigin href="/${file}" />`).join(''),
        ];
      }),
    );
  }
}

/** Returns the files of the modules and of all modules that they import. */
function filesOf(manifest: Manifest, sources: readonly string[], files = new Set<string>()): Set<string> {
  for (const source of sources) {
    const module = manifest[source];
    if (!module || files.has(module.file)) continue;
    files.add(module.file);
    filesOf(manifest, module.imports, files);
  }
  return files;
}
