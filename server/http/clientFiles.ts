import path from 'node:path';
import express, { Router } from 'express';
import { compressedAssets } from './compressedAssets.ts';

const PAGE_HEADERS = { 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex' };

/**
 * The built client. Files under `assets/` carry a hash in their name and are kept forever; the page itself is asked for
 * each time. Every address that is not a file shows the page, because the client knows its own addresses; public pages
 * (`siteRoutes.ts`) are answered before. No search engine is to list what is behind a sign-in or a personal link.
 */
export function clientFiles(folder: string): Router {
  const router = Router();
  router.use(hashedFiles(folder));
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: response => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  router.get('/{*path}', (request, response, next) => {
    if (looksLikeFile(request.path) || !request.accepts('html')) next();
    else response.sendFile('index.html', { root: folder, headers: PAGE_HEADERS });
  });
  return router;
}

/** What a build has put under `assets/`. */
export function hashedFiles(folder: string): Router {
  const router = Router();
  const assets = path.join(folder, 'assets');
  router.use('/assets', compressedAssets(assets));
  router.use(
    '/assets',
    express.static(assets, { immutable: true, maxAge: '365d', index: false, redirect: false }),
  );
  return router;
}

export function looksLikeFile(address: string): boolean {
  return address.startsWith('/assets/') || /\.[a-z0-9]{2,8}$/i.test(address);
}
