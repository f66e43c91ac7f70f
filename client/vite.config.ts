import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const api = process.env.VIVAVOCE_API ?? 'http://localhost:3001';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    react(),
    tailwindcss(),
    preloadTextFont(),
    withoutJsonSchema(),
    withoutGeneratedCode(),
    patientImports(),
  ],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    assetsDir: 'assets',
    // The content security policy allows no data: fonts and images, so nothing is put inline.
    assetsInlineLimit: 0,
    // Every browser of the target knows it.
    modulePreload: { polyfill: false },
    target: 'baseline-widely-available',
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Icons that many parts of the page share are one file, or files of a few bytes would be a quarter of the console's requests.
          // A candidate downloads that file too, so icons that fewer than four parts share stay out of it.
          groups: [
            { name: 'icons', test: /[\\/]lucide-react[\\/]dist[\\/]esm[\\/]icons[\\/]/, minShareCount: 4 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': api,
      '/livez': api,
      '/readyz': api,
      '/metrics': api,
      '/socket.io': { target: api, ws: true },
      // Public pages are the server's, with the files of their own build.
      '^/(\\?.*)?$': api,
      '^/(roles|open-link|site-preview|assets)(/|\\?|$)': api,
      '/card.png': api,
      '/sitemap.xml': api,
      '/robots.txt': api,
    },
  },
});

/** The browser learns of a font only from the style sheet; this tells it immediately, so that the text is drawn once. */
function preloadTextFont(): Plugin {
  return {
    name: 'preload-text-font',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter(fileName => /inter-latin-wght.*\.woff2$/.test(fileName))
          .map(fileName => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${fileName}`, as: 'font', type: 'font/woff2', crossorigin: '' },
            injectTo: 'head-prepend' as const,
          })),
    },
  };
}

/**
 * Zod can describe a schema as JSON Schema, which no page does, and its schemas refer to that code, so that no bundler leaves
 * it out. Every export of those two modules becomes a function that gives itself.
 */
function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/[/\\]zod[/\\]v4[/\\]core[/\\](to-json-schema|json-schema-processors)\.js$/.test(id))
        return undefined;
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      const aliases = [...code.matchAll(/^export \{ \w+ as (\w+) \}/gm)].map(([, name]) => name);
      const exported = [...names, ...aliases].map(name => `absent as ${name}`);
      return { code: `const absent = () => absent;\nexport { ${exported.join(', ')} };\n`, map: null };
    },
  };
}

/**
 * Zod writes faster parsers where it may make functions from text, and tries whether it may. Our content security policy refuses that, and
 * reports each try as an attack. What zod offers against it (`jitless`) would have to come before every schema, whichever file a bundler
 * puts them into.
 */
export function withoutGeneratedCode(): Plugin {
  const asked = 'const jit = !core.globalConfig.jitless;';
  return {
    name: 'without-generated-code',
    enforce: 'pre',
    transform(code, id) {
      if (!/[/\\]zod[/\\]v4[/\\]core[/\\]schemas\.js$/.test(id)) return undefined;
      if (!code.includes(asked))
        this.error('Zod asks in another way whether it may make functions from text.');
      return { code: code.replace(asked, 'const jit = false;'), map: null };
    },
  };
}

/**
 * A browser remembers that a module could not be fetched for as long as the page lives, and never asks for it again. So before a part of
 * the page is imported its files are fetched into the HTTP cache, and asked for again where a network fails at that moment.
 */
function patientImports(): Plugin {
  const helper = fileURLToPath(new URL('./core/patientImport.ts', import.meta.url));
  return {
    name: 'patient-imports',
    apply: 'build',
    enforce: 'pre',
    load: id =>
      id.endsWith('vite/preload-helper.js')
        ? `export { patientImport as __vitePreload } from ${JSON.stringify(helper)};`
        : undefined,
  };
}
