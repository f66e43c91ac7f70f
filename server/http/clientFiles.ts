import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express, { type Request, type RequestHandler, Router } from 'express';
import { ORGANIZATION_META, type OrganizationCard } from '../../shared/organization.ts';
import type { Organization } from '../features/organization/Organization.ts';
import { CompressedText, type Encoding } from '../features/site/CompressedText.ts';

const PAGE_HEADERS = { 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex' };

/** Serves the client's files, and its HTML page for all other addresses. */
export function clientFiles(folder: string, organization?: Pick<Organization, 'card'>): Router {
  const router = Router();
  router.use(hashedFiles(folder));
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: response => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  router.get('/{*path}', async (request, response, next) => {
    if (looksLikeFile(request.path) || !request.accepts('html')) return next();
    const page = await readFile(path.join(folder, 'index.html'), 'utf8');
    const card = await organization?.card();
    response.set(PAGE_HEADERS).type('html');
    response.send(card ? page.replace('<title>', () => `${organizationMeta(card)}<title>`) : page);
  });
  return router;
}

/** Written into the page, so that the page's first paint already shows the organization. */
function organizationMeta(card: OrganizationCard): string {
  const content = JSON.stringify(card).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<meta name="${ORGANIZATION_META}" content="${content}" />`;
}

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

/** Matches text files that are directly in the folder, not in a subfolder. */
const TEXT_FILE = /^\/([\w-][\w.-]*\.(?:js|css|svg|json|wasm))$/;

function compressedAssets(folder: string): RequestHandler {
  const files = new Map<string, Promise<CompressedText | undefined>>();
  return async (request, response, next) => {
    const name = TEXT_FILE.exec(request.path)?.[1];
    const encoding = acceptedEncoding(request);
    if (!name || encoding === 'identity' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      next();
      return;
    }
    const pending = files.get(name) ?? readText(path.join(folder, name));
    files.set(name, pending);
    const file = await pending;
    if (!file) {
      // Doesn't cache names of missing files, so that they can't fill the memory.
      files.delete(name);
      next();
      return;
    }
    response
      .type(path.extname(name))
      .set({
        'Content-Encoding': encoding,
        Vary: 'Accept-Encoding',
        'Cache-Control': 'public, max-age=31536000, immutable',
      })
      .send(await file.content(encoding));
  };
}

export function acceptedEncoding(request: Request): Encoding {
  const accepted = request.acceptsEncodings('br', 'gzip', 'identity');
  return accepted === 'br' || accepted === 'gzip' ? accepted : 'identity';
}

async function readText(file: string): Promise<CompressedText | undefined> {
  try {
    return new CompressedText(await readFile(file));
  } catch {
    return undefined;
  }
}
