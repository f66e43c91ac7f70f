import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const out = folder('../../dist/site');

/** With `--ssr`, builds the renderer for the server. Otherwise builds the browser's files and a manifest. */
export default defineConfig(({ isSsrBuild }) => ({
  root: folder('.'),
  // Doesn't copy the public folder, because the client build already contains its files.
  publicDir: false,
  plugins: [tailwindcss()],
  // Always uses React's production build, whatever `NODE_ENV` is in the environment.
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
