import path from 'node:path';
import { fromNodeHeaders } from 'better-auth/node';
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { accentStyles } from '../../shared/accent.ts';
import { AppError } from '../../shared/errors.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import { SUBSCRIBE, UNSUBSCRIBE_PAGE } from '../../shared/protocol/mailRoutes.ts';
import { resemblesLink, tidiedLink } from '../../shared/site/personalLinks.ts';
import { INFO_PAGES, POSTER } from '../../shared/site/sitePages.ts';
import type { DailyDigests } from '../features/notices/DailyDigests.ts';
import type { SiteAnswer, SitePages } from '../features/site/SitePages.ts';
import type { RateLimits } from '../limits/RateLimits.ts';
import type { Logger } from '../log.ts';
import { acceptedEncoding, hashedFiles, looksLikeFile } from './clientFiles.ts';
import { rangeOf } from './mediaFileRoutes.ts';
import { addressGroupOf, requireStaff, type StaffOf } from './requests.ts';

/** First path segments of pages that the client app shows. */
const CLIENT_PAGES = new Set([
  'login',
  'setup',
  'invitation',
  'reset',
  'confirm-email',
  'console',
  'join',
  'schedule',
  'practice',
  'report',
]);

const SHORT_CACHE = 'public, max-age=60, stale-while-revalidate=60';
const CARD_CACHE = 'public, max-age=300';
const POSTER_CACHE = 'public, max-age=86400';
/** For addresses that contain a hash of the content. */
const FOREVER = 'public, max-age=31536000, immutable';
/** The limit is for a whole message with a link. */
const form = express.urlencoded({ extended: false, limit: '64kb' });

interface SiteRouteOptions {
  pages: SitePages;
  digests: Pick<DailyDigests, 'wanted' | 'want'>;
  limits: RateLimits;
  staffOf: StaffOf;
  folder: string;
  log: Logger;
}

export function siteRoutes(options: SiteRouteOptions): RequestHandler {
  const { pages, digests, staffOf, folder, log } = options;
  const router = Router();
  const limited = (request: Request) => options.limits.spend('site', addressGroupOf(request));

  router.get('/', async (request, response, next) => {
    const answer = await pages.home();
    if (answer.kind === 'none') next();
    else await send(request, response, answer);
  });
  router.get('/roles', async (request, response) => {
    const { q } = request.query;
    const query = typeof q === 'string' ? q : '';
    if (query !== '') await limited(request);
    await send(request, response, await pages.catalog(query));
  });
  router.get('/roles/:slug', async (request, response) => {
    const { slug } = request.params;
    const page = await pages.role(slug, 'print' in request.query);
    if (!page) await limited(request);
    await send(request, response, page ?? (await pages.otherThanRole(slug)));
  });
  router.get(['/card.png', '/roles/:slug/card.png'], async (request, response, next) => {
    const { slug } = request.params as { slug?: string };
    const card = await pages.card(slug);
    if (!card) return next();
    response
      .set({ 'Content-Type': 'image/png', 'Cache-Control': CARD_CACHE, ETag: card.etag })
      .set('Cross-Origin-Resource-Policy', 'cross-origin')
      .send(card.png);
  });
  router.get('/logo/:file', async (request, response, next) => {
    const png = await pages.findLogo(request.path);
    if (!png) return next();
    response
      .set({
        'Content-Type': 'image/png',
        'Cache-Control': FOREVER,
        'Content-Security-Policy': "default-src 'none'; sandbox",
      })
      .send(png);
  });
  // Any color is answered, because the address alone decides the content.
  router.get(/^\/accent\/([0-9a-f]{6})\.css$/, (request, response) => {
    const [color = ''] = Object.values(request.params);
    response
      .type('css')
      .set('Cache-Control', FOREVER)
      .send(accentStyles(`#${color}`));
  });
  for (const name of INFO_PAGES)
    router.get(`/${name}`, async (request, response) => {
      await send(request, response, await pages.info(name));
    });
  router.get(POSTER, async (_request, response) => {
    const { webp, etag } = await pages.poster();
    response.set({ 'Content-Type': 'image/webp', 'Cache-Control': POSTER_CACHE, ETag: etag }).send(webp);
  });
  router.get('/recruiter/:clipId.webm', async (request, response, next) => {
    const webm = await pages.loopFile(request.params.clipId);
    if (webm) sendPart(request, response.type('video/webm').set('Cache-Control', FOREVER), webm);
    else next();
  });
  router.get('/sitemap.xml', async (_request, response, next) => {
    const sitemap = await pages.sitemap();
    if (sitemap === undefined) next();
    else response.type('application/xml').set('Cache-Control', SHORT_CACHE).send(sitemap);
  });
  router.get('/robots.txt', async (_request, response) => {
    response
      .type('text/plain')
      .set('Cache-Control', SHORT_CACHE)
      .send(await pages.robots());
  });
  router.get('/site-preview/:kitId', async (request, response) => {
    let member: StaffMember;
    try {
      member = await requireStaff(staffOf, fromNodeHeaders(request.headers), 'site.read');
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'unauthenticated')) throw error;
      return response.redirect(303, '/login');
    }
    await send(request, response, await pages.preview(request.params.kitId, member));
  });
  router.get('/open-link', async (request, response) => {
    await send(request, response, await pages.linkForm());
  });
  // Needs no origin check, because opening a link changes nothing.
  router.post('/open-link', form, async (request, response) => {
    await limited(request);
    const { link } = (request.body ?? {}) as { link?: unknown };
    await send(request, response, await pages.openLink(typeof link === 'string' ? link : ''));
  });
  router.get(`${UNSUBSCRIBE_PAGE}/:token`, async (request, response) => {
    await limited(request);
    await send(request, response, await pages.dailyMessage(await digests.wanted(request.params.token)));
  });
  // Has no origin check, because mail servers post here to unsubscribe with one click, from any origin.
  router.post(`${UNSUBSCRIBE_PAGE}/:token`, form, async (request, response) => {
    await limited(request);
    const wanted = SUBSCRIBE in ((request.body ?? {}) as object);
    const known = await digests.want(request.params.token, wanted);
    await send(request, response, await pages.dailyMessage(known ? wanted : undefined));
  });
  router.use(hashedFiles(path.join(folder, 'public')));
  // Has no path pattern, because express would match it against addresses that it can't decode, and throw.
  router.use(async (request, response, next) => {
    if (!isUnknownPage(request)) return next();
    // Some mail programs encode the `#`. Nothing stores the answer, because its address contains a secret.
    const link = tidiedLink(request.url);
    if (link) return response.set('Cache-Control', 'no-store').redirect(303, link);
    await limited(request);
    const reason = resemblesLink(request.path) ? 'link' : 'unknown-page';
    await send(request, response, await pages.notFound(reason, lastPart(request.path)));
  });
  router.use(errorPages(pages, log));
  // Skips this router for API requests, which saves them a turn of the event loop.
  return (request, response, next) =>
    request.path.startsWith('/api/') ? next() : router(request, response, next);
}

/** Sends the requested range of a file, because Safari plays only files that can be read in parts. */
function sendPart(request: Request, response: Response, file: Buffer): void {
  response.set('Accept-Ranges', 'bytes');
  const range = rangeOf(request.headers.range, file.length);
  if (range === 'whole') response.send(file);
  else if (range === 'unsatisfiable')
    response.status(416).set('Content-Range', `bytes */${file.length}`).end();
  else {
    const { first, last } = range;
    response.status(206).set('Content-Range', `bytes ${first}-${last}/${file.length}`);
    response.send(file.subarray(first, last + 1));
  }
}

function isUnknownPage(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const first = request.path.split('/')[1] ?? '';
  if (first === '' || first === 'api' || CLIENT_PAGES.has(first) || looksLikeFile(request.path)) return false;
  return request.accepts('html') !== false;
}

function lastPart(address: string): string {
  const last = address.split('/').findLast(Boolean) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return '';
  }
}

async function send(request: Request, response: Response, answer: SiteAnswer): Promise<void> {
  switch (answer.kind) {
    case 'page': {
      const encoding = acceptedEncoding(request);
      const content = await answer.page.content(encoding);
      response.set({
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': SHORT_CACHE,
        ETag: answer.page.etag(encoding),
        Vary: 'Accept-Encoding',
        ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
      });
      response.send(content);
      return;
    }
    case 'once':
      response
        .status(answer.status)
        .set({
          'Content-Type': 'text/html; charset=utf-8',
          'Cache-Control': 'no-store',
          'X-Robots-Tag': 'noindex',
        })
        .send(answer.html);
      return;
    case 'moved':
      // Browsers must not store a temporary redirect, because it may differ next time.
      response.set('Cache-Control', answer.permanently ? SHORT_CACHE : 'no-store');
      response.redirect(answer.permanently ? 301 : 303, answer.to);
      return;
    case 'none':
      throw AppError.notFound('page', request.path);
  }
}

/** Answers errors with a page if the client accepts HTML. */
function errorPages(pages: SitePages, log: Logger): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent || !(error instanceof AppError) || !request.accepts('html')) return next(error);
    const limited = error.code === 'rate-limited';
    if (!limited && error.code !== 'unavailable' && error.code !== 'not-found') return next(error);
    if (!limited) log.warn({ err: error, path: request.path }, 'A public page could not be shown');
    try {
      if (error.code === 'not-found')
        return await send(request, response, await pages.notFound('unknown-page'));
      const answer = await pages.trouble(limited ? 'too-many' : 'unavailable', limited ? 429 : 503);
      const waitMs = error.details?.retryAfterMs;
      response.set('Retry-After', `${typeof waitMs === 'number' ? Math.ceil(waitMs / 1_000) : 10}`);
      await send(request, response, answer);
    } catch (fault) {
      log.error({ err: fault }, 'No page could be drawn for an error');
      next(error);
    }
  };
}
