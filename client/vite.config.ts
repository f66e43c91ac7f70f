import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const api = process.env.VIVAVOCE_API ?? 'http://localhost:3001';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), tailwindcss(), preloadTextFont()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    assetsDir: 'assets',
    // The content security policy allows no data: fonts and images, so nothing is put inline.
    assetsInlineLimit: 0,
    // Every browser of the target knows it.
    modulePreload: { polyfill: false },
    target: 'baseline-widely-available',
  },
  server: {
    proxy: {
      '/api': api,
      '/livez': api,
      '/readyz': api,
      '/metrics': api,
      '/socket.io': { target: api, ws: true },
    },
  },
});

/** The browser learns of a font only from the style sheet; this tells it at once, so that the text is drawn once. */
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
