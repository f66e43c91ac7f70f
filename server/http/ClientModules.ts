import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Vite's manifest of the client's build. */
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), name: z.string().optional(), imports: z.array(z.string()).default([]) }),
);
type Manifest = z.infer<typeof Manifest>;

const ENTRY = 'index.html';
/** Chunks of pages that load without the router, by the names that `client/vite.config.ts` gives them. */
const CHUNKS: Readonly<Record<string, string>> = {
  '/join': 'visitor-join',
  '/practice': 'visitor-practice',
  '/report': 'visitor-report',
};
/** Workers that a page starts immediately. The manifest doesn't have them. */
const WORKERS: Readonly<Record<string, RegExp>> = { '/practice': /^proofWorker-[\w-]+\.js$/ };

/** Modules of the client's build that a page will import. */
export class ClientModules {
  readonly #folder: string;
  #links: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Returns links that load the page's modules in parallel, instead of one after the other. */
  async preloadsOf(address: string): Promise<string> {
    this.#links ??= this.#read();
    return (await this.#links).get(address) ?? '';
  }

  async #read(): Promise<ReadonlyMap<string, string>> {
    // Without a manifest, the page loads its modules one after the other.
    const file = path.join(this.#folder, '.vite', 'manifest.json');
    const text = await readFile(file, 'utf8').catch(() => '{}');
    const manifest = Manifest.parse(JSON.parse(text));
    const loaded = filesOf(manifest, [ENTRY]);
    const assets = await readdir(path.join(this.#folder, 'assets')).catch(() => []);
    return new Map(
      Object.entries(CHUNKS).map(([address, chunk]) => {
        const parts = Object.keys(manifest).filter(key => manifest[key]?.name === chunk);
        const workers = assets.filter(name => WORKERS[address]?.test(name)).map(name => `assets/${name}`);
        const files = [...filesOf(manifest, parts), ...workers].filter(file => !loaded.has(file));
        return [
          address,
          files
            .map(file => `<link rel="modulepreload" fetchpriority="low" crossorigin href="/${file}" />`)
            .join(''),
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
