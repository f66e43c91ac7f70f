import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const bundled = new Map<string, Promise<string>>();

/** Returns a script with the entry's imports bundled, whose exports are `window[name]`. Built once per test process. */
export function bundledPage(entry: URL, name: string): Promise<string> {
  const known = bundled.get(entry.href) ?? bundle(fileURLToPath(entry), name);
  bundled.set(entry.href, known);
  return known;
}

async function bundle(entry: string, name: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ['iife'], name, fileName: name },
    },
  });
  const [result] = [output].flat();
  const chunk = result && 'output' in result ? result.output[0] : undefined;
  if (!chunk) throw new Error(`${entry} could not be bundled.`);
  return chunk.code;
}
