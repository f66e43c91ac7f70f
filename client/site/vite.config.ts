import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const out = folder('../../dist/site');

/**
 * The public pages, in two builds: what the server draws them with (`vite build --ssr`), in one file with everything it needs, and what
 * browsers get: a style sheet, two scripts and the font. Their names carry a hash; the list of them is the server's to read.
 */
export default defineConfig(({ isSsrBuild }) => ({
  root: folder('.'),
  // The client's build has them already.
  publicDir: false,
  plugins: [react(), tailwindcss()],
  // A variable of the caller's must not decide which React draws.
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  ssr: { noExternal: true },
  build: isSsrBuild
    ? {
        outDir: out,
        emptyOutDir: false,
        minify: true,
        target: 'node24',
        rollupOptions: { input: folder('render.tsx') },
      }
    : {
        outDir: `${out}/public`,
        emptyOutDir: true,
        manifest: true,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        target: 'baseline-widely-available',
        rollupOptions: {
          input: ['site.css', 'islands/early.ts', 'islands/page.ts'].map(folder),
        },
      },
}));
