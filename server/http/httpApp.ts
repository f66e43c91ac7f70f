import { createServer, type Server } from 'node:http';
import { fromNodeHeaders } from 'better-auth/node';
import express, { type Express, type RequestHandler } from 'express';
import type { Registry } from 'prom-client';
import { AppError } from '../../shared/errors.ts';
import type { Config } from '../config.ts';
import type { CalendarFeeds } from '../features/calendar/CalendarFeeds.ts';
import type { InterviewImports } from '../features/interviewImport/InterviewImports.ts';
import type { KitVoiceUploads } from '../features/kit/KitVoiceUploads.ts';
import type { DailyDigests } from '../features/notices/DailyDigests.ts';
import type { Organization } from '../features/organization/Organization.ts';
import type { MediaAccess } from '../features/recording/MediaAccess.ts';
import type { Downloads, RouteHandlers } from '../features/routeHandlers.ts';
import type { SitePages } from '../features/site/SitePages.ts';
import type { StaffAccounts } from '../features/staff/accounts.ts';
import type { SingleSignOn } from '../features/staff/SingleSignOn.ts';
import type { RateLimits } from '../limits/RateLimits.ts';
import type { Logger } from '../log.ts';
import { apiRoutes } from './apiRoutes.ts';
import { calendarFeedRoute } from './calendarFeedRoute.ts';
import { clientFiles } from './clientFiles.ts';
import { formDownloads, staffDownloads } from './downloads.ts';
import { errorReplies } from './errorReplies.ts';
import { healthRoutes, type ReadinessCheck } from './health.ts';
import { mediaFileRoutes } from './mediaFileRoutes.ts';
import { metricsRoute, requestDurations } from './metrics.ts';
import { requireOwnOrigin } from './origins.ts';
import { pageShells } from './pageShells.ts';
import { addressGroupOf, requireStaff, type StaffOf } from './requests.ts';
import { securityHeaders } from './securityHeaders.ts';
import { signInRoutes } from './signInRoutes.ts';
import { siteRoutes } from './siteRoutes.ts';
import { uploadRoutes } from './uploadRoutes.ts';

const BODY_LIMIT = '64kb';
/** Large enough for the largest kit that the schema allows, even as YAML. */
const KIT_BODY_LIMIT = '3mb';

/** How long an idle connection stays open: longer than Caddy uses it, which is two minutes, so that no request meets a closing connection. */
const KEEP_ALIVE_MS = 130_000;

export interface HttpAppOptions {
  config: Config;
  log: Logger;
  handlers: RouteHandlers;
  accounts: StaffAccounts;
  singleSignOn: SingleSignOn;
  downloads: Downloads;
  recordings: KitVoiceUploads;
  organization: Organization;
  imports: Pick<InterviewImports, 'upload'>;
  media: Pick<MediaAccess, 'open'>;
  readiness: Readonly<Record<string, ReadinessCheck>>;
  /** Returns whether only a restart can help this server. */
  isStuck: () => boolean;
  metrics: Registry;
  clientFolder: string;
  site: { pages: SitePages; folder: string };
  digests: Pick<DailyDigests, 'wanted' | 'want'>;
  calendars: Pick<CalendarFeeds, 'fileOf'>;
  limits: RateLimits;
}

export function createHttpApp(options: HttpAppOptions): Express {
  const { config, limits, log } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');
  app.use(requestDurations(options.metrics));
  app.use(...securityHeaders(config));
  app.use(healthRoutes(options.readiness, options.isStuck));
  app.use(metricsRoute(options.metrics, config.metricsToken));
  const staffOf = (headers: Headers) => options.accounts.staffOf(headers);
  app.use(calendarFeedRoute(options.calendars, limits));
  // Public pages come first. They are requested most often, and the API's many routes would delay them.
  app.use(siteRoutes({ ...options.site, digests: options.digests, limits, staffOf, log }));
  addApi(app, options, staffOf);
  const { organization, handlers } = options;
  const shellOf = pageShells({ pages: options.site.pages, organization, handlers, limits, log });
  app.use(clientFiles(options.clientFolder, { organization, shellOf }));
  app.use(nothingHere);
  app.use(errorReplies(log));
  return app;
}

function addApi(app: Express, options: HttpAppOptions, staffOf: StaffOf): void {
  const { config, handlers, accounts, downloads, recordings, organization, imports, media, limits, log } =
    options;
  // Handles media before the `api` rate limit, because a player would use up that limit.
  app.use(mediaFileRoutes({ media, limits, log }));
  app.use('/api', async (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    await limits.spend('api', addressGroupOf(request));
    next();
  });
  app.use(formDownloads(downloads.forForms, { limits, log }));
  app.use('/api', requireOwnOrigin(config.allowedOrigins));
  // Only staff may send bodies of this size. The next parser skips a body that this one has read.
  app.use('/api/kits', requireKitReader(staffOf), express.json({ limit: KIT_BODY_LIMIT, strict: true }));
  app.use('/api', express.json({ limit: BODY_LIMIT, strict: true }));
  app.use(signInRoutes(accounts, options.singleSignOn, limits));
  app.use(apiRoutes({ handlers, limits, staffOf, checkResults: config.nodeEnv !== 'production' }));
  app.use(staffDownloads(downloads.forStaff, { limits, log, staffOf }));
  app.use(uploadRoutes({ recordings, organization, imports, staffOf }));
  app.use('/api', nothingHere);
}

function requireKitReader(staffOf: StaffOf): RequestHandler {
  return async (request, _response, next) => {
    await requireStaff(staffOf, fromNodeHeaders(request.headers), 'kits.read');
    next();
  };
}

function nothingHere(): never {
  throw new AppError('not-found');
}

export function createHttpServer(app: Express): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app);
}
