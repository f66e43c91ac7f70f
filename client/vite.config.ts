import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';

const api = process.env.VIVAVOCE_API ?? 'http://localhost:3001';

/** Replaces React with Preact, which is 60 kB smaller. The build fails if Preact lacks an import. */
export const PREACT = [
  { find: /^react(?:-dom)?$/, replacement: fileURLToPath(new URL('./preact.mjs', import.meta.url)) },
  { find: /^react(?:-dom)?\/(.*)$/, replacement: 'preact/compat/$1' },
];

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: { alias: PREACT },
  plugins: [
    tailwindcss(),
    preloadTextFont(),
    stylesFirst(),
    withoutJsonSchema(),
    withoutGeneratedCode(),
    patientImports(),
  ],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    assetsDir: 'assets',
    // The server reads it to preload a page's modules.
    manifest: true,
    // The content security policy forbids data: fonts and images.
    assetsInlineLimit: 0,
    // All target browsers support module preloading.
    modulePreload: { polyfill: false },
    target: 'baseline-widely-available',
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Puts icons that at least four chunks use into one file. With a file for each icon, a quarter of
          // the console's requests would be for icons. Rarer icons stay out, to keep the shared file small.
          groups: [
            { name: visitorChunk(), debugName: 'visitor' },
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
      // The server renders public pages and serves their files.
      '^/(\\?.*)?$': api,
      '^/(roles|open-link|site-preview|assets)(/|\\?|$)': api,
      '/card.png': api,
      '/sitemap.xml': api,
      '/robots.txt': api,
    },
  },
});

/** Pages of visitors, who load them without a cache and often over slow connections. */
const VISITOR_PAGES = {
  join: ['screens/join/Join.tsx', 'screens/practice/PracticeRoom.tsx'],
  practice: ['screens/practice/Practice.tsx'],
  report: ['screens/report/Report.tsx'],
};

type ChunkContext = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null };

/**
 * Returns a function that names a module's chunk after the visitor pages that need it, so that each page loads a
 * few files with little code of the others. Chunks of single modules would be 50 requests for each page.
 */
function visitorChunk(): (id: string, context: ChunkContext) => string | null {
  let needed: Map<string, string[]> | undefined;
  return (id, context) => {
    needed ??= neededBy(context);
    const pages = needed.get(id);
    return pages ? `visitor-${pages.join('-')}` : null;
  };
}

function neededBy(context: ChunkContext): Map<string, string[]> {
  const needed = new Map<string, string[]>();
  for (const [page, files] of Object.entries(VISITOR_PAGES)) {
    const open = files.map(file => fileURLToPath(new URL(file, import.meta.url)));
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const pages = needed.get(id) ?? [];
      if (pages.includes(page)) continue;
      needed.set(id, [...pages, page]);
      open.push(...(context.getModuleInfo(id)?.importedIds ?? []));
    }
  }
  return needed;
}

/** Lets the style sheet load before the scripts, because the server's shell is painted without them. */
function stylesFirst(): Plugin {
  return {
    name: 'styles-first',
    transformIndexHtml: {
      order: 'post',
      handler: html =>
        html.replaceAll(/<(?:script type="module"|link rel="modulepreload")/g, '$& fetchpriority="low"'),
    },
  };
}

/** Preloads the font. Otherwise, browsers find it late, in the style sheet, and paint the text twice. */
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

/** Removes Zod's JSON Schema export, which no page uses, by replacing every export with a placeholder. */
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
 * Disables Zod's code generation. Zod probes whether `eval` is allowed, which browsers report as a violation
 * of the content security policy. Zod's own option (`jitless`) would have to be set before any schema exists.
 */
export function withoutGeneratedCode(): Plugin {
  const original = 'const jit = !core.globalConfig.jitless;';
  return {
    name: 'without-generated-code',
    enforce: 'pre',
    transform(code, id) {
      if (!/[/\\]zod[/\\]v4[/\\]core[/\\]schemas\.js$/.test(id)) return undefined;
      if (!code.includes(original))
        this.error('Zod asks in another way whether it may make functions from text.');
      return { code: code.replace(original, 'const jit = false;'), map: null };
    },
  };
}

/**
 * Makes dynamic imports survive network errors. Browsers remember a failed import until the page is closed,
 * so the files are first fetched into the HTTP cache, with retries, and only then imported.
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
