import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const out = folder('../../dist/site');

/** Builds the server's renderer (`vite build --ssr`), and the browser's files, which the manifest lists. */
export default defineConfig(({ isSsrBuild }) => ({
  root: folder('.'),
  // The client build contains these files.
  publicDir: false,
  plugins: [tailwindcss()],
  // Must not depend on the caller's environment, which would select another React build.
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
        rollupOptions: { input: ['site.css', 'islands/early.ts', 'islands/page.ts'].map(folder) },
      },
}));
