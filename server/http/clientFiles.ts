import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express, { type Request, type RequestHandler, Router } from 'express';
import { accentSheet, ORGANIZATION_META } from '../../shared/organization.ts';
import type { Organization } from '../features/organization/Organization.ts';
import { CompressedText, type Encoding } from '../features/site/CompressedText.ts';
import { ClientModules } from './ClientModules.ts';

const PAGE_HEADERS = { 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex' };

interface ClientPageOptions {
  organization?: Pick<Organization, 'card'>;
  /** Returns what the page shows before its scripts have loaded. */
  shellOf?: (request: Request) => Promise<ClientShell | undefined>;
}

/**
 * `body` and `withoutScripts` are HTML. A page with an empty `body` keeps its title. `meta` has data for the
 * page's scripts, by name.
 */
export interface ClientShell {
  title: string;
  body: string;
  withoutScripts: string;
  /** Script that runs before the first paint. */
  early: string;
  meta: Readonly<Record<string, object>>;
}

/** Serves the client's files, and its HTML page for all other addresses. */
export function clientFiles(folder: string, { organization, shellOf }: ClientPageOptions = {}): Router {
  const router = Router();
  router.use(hashedFiles(folder));
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: response => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  const modules = new ClientModules(folder);
  router.get('/{*path}', async (request, response, next) => {
    if (looksLikeFile(request.path) || !request.accepts('html')) return next();
    const [page, card, shell, preloads] = await Promise.all([
      readFile(path.join(folder, 'index.html'), 'utf8'),
      organization?.card(),
      shellOf?.(request),
      modules.preloadsOf(request.path),
    ]);
    const accent = card?.accent ? `<link rel="stylesheet" href="${accentSheet(card.accent)}" />` : '';
    const head = accent + (card ? meta(ORGANIZATION_META, card) : '') + preloads;
    // Last, so that the style sheet, which the first paint waits for, is requested before modules.
    response.set(PAGE_HEADERS).type('html');
    response.send(withShell(page, shell).replace(/(?=<\/head>)|$/, () => head));
  });
  return router;
}

function withShell(page: string, shell: ClientShell | undefined): string {
  if (!shell) return page;
  const { title, body, withoutScripts, early } = shell;
  const framed = page.replace(
    /<noscript>[\s\S]*?<\/noscript>/,
    () => `<noscript>${withoutScripts}</noscript>`,
  );
  if (!body) return framed;
  const data = Object.entries(shell.meta).map(([name, value]) => meta(name, value));
  return framed
    .replace(
      /<title>.*?<\/title>/,
      () => `<title>${escaped(title)}</title><script src="${early}"></script>${data.join('')}`,
    )
    .replace(/(<div id="root")><\/div>/, (_, root) => `${root}>${body}</div>`);
}

/** Data in the page, so that its first paint doesn't wait for another request. */
function meta(name: string, value: object): string {
  return `<meta name="${name}" content="${escaped(JSON.stringify(value))}" />`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
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
