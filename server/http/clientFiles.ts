import path from 'node:path';
import express, { Router } from 'express';
import { compressedAssets } from './compressedAssets.ts';

/**
 * The built client. Files under `assets/` carry a hash in their name and are kept for ever; the page itself is asked for
 * each time. Every address that is not a file shows the page, because the client knows its own addresses.
 */
export function clientFiles(folder: string): Router {
  const router = Router();
  router.use('/assets', compressedAssets(path.join(folder, 'assets')));
  router.use(
    '/assets',
    express.static(path.join(folder, 'assets'), {
      immutable: true,
      maxAge: '365d',
      index: false,
      redirect: false,
    }),
  );
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: response => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  router.get('/{*path}', (request, response, next) => {
    if (looksLikeFile(request.path) || !request.accepts('html')) next();
    else response.sendFile('index.html', { root: folder, headers: { 'Cache-Control': 'no-cache' } });
  });
  return router;
}

function looksLikeFile(address: string): boolean {
  return address.startsWith('/assets/') || /\.[a-z0-9]{2,8}$/i.test(address);
}
