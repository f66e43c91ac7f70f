import { fromNodeHeaders } from 'better-auth/node';
import express, { type Express, type RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import { AppError } from '../../shared/errors.ts';
import type { Config } from '../config.ts';
import type { KitVoiceUploads } from '../features/kit/KitVoiceUploads.ts';
import type { DailyDigests } from '../features/notices/DailyDigests.ts';
import type { PracticeArchive } from '../features/practice/PracticeArchive.ts';
import type { MediaAccess } from '../features/recording/MediaAccess.ts';
import type { ReportPrints } from '../features/report/pdf/ReportPrints.ts';
import type { RouteHandlers } from '../features/routeHandlers.ts';
import type { Scoring } from '../features/scoring/scoring.ts';
import type { SitePages } from '../features/site/SitePages.ts';
import type { StaffAccounts } from '../features/staff/accounts.ts';
import type { Logger } from '../log.ts';
import { apiRoutes } from './apiRoutes.ts';
import { addressGroup } from './clientAddress.ts';
import { clientFiles } from './clientFiles.ts';
import { errorReplies } from './errorReplies.ts';
import { fileRoutes } from './fileRoutes.ts';
import { healthRoutes, type ReadinessCheck } from './health.ts';
import { mediaFileRoutes } from './mediaFileRoutes.ts';
import { metricsRoute, requestDurations } from './metrics.ts';
import { requireOwnOrigin } from './origins.ts';
import { practiceArchiveRoutes } from './practiceArchiveRoutes.ts';
import { type Limit, type LimitName, RateLimits } from './rateLimits.ts';
import { recordingFileRoutes } from './recordingFileRoutes.ts';
import { draftPdfRoutes, reportPdfRoutes } from './reportPdfRoutes.ts';
import { requireStaff, type StaffOf } from './requireStaff.ts';
import { securityHeaders } from './securityHeaders.ts';
import { signInRoutes } from './signInRoutes.ts';
import { siteRoutes } from './siteRoutes.ts';

/** Largest JSON body of what is a form: everything but a kit. */
const BODY_LIMIT = '64kb';
/** The fullest kit that the schema allows, also as YAML. */
const KIT_BODY_LIMIT = '2mb';

export interface HttpAppOptions {
  config: Config;
  log: Logger;
  handlers: RouteHandlers;
  accounts: StaffAccounts;
  scoring: Pick<Scoring, 'exportScorecards'>;
  recordings: KitVoiceUploads;
  /** Files of recordings of interviews. */
  media: Pick<MediaAccess, 'open'>;
  /** Everything of a private page. */
  archive: Pick<PracticeArchive, 'open'>;
  /** Reports on paper. */
  prints: Pick<ReportPrints, 'forReader' | 'forStaff'>;
  /** What /readyz asks, by name: database, media, redis. */
  readiness: Readonly<Record<string, ReadinessCheck>>;
  metrics: Registry;
  /** Folder of the built client. */
  clientFolder: string;
  /** The public pages, with the folder of their build. */
  site: { pages: SitePages; folder: string };
  /** The daily message to evaluators, and the way out of it. */
  digests: Pick<DailyDigests, 'wanted' | 'want'>;
  redis?: Redis | undefined;
  limits?: Partial<Record<LimitName, Limit>> | undefined;
}

/** Everything that is answered over HTTP, in the order in which it is asked. Listening and closing are the caller's. */
export function createHttpApp(options: HttpAppOptions): Express {
  const { config, log } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');
  app.use(requestDurations(options.metrics));
  app.use(...securityHeaders(config));
  app.use(healthRoutes(options.readiness));
  app.use(metricsRoute(options.metrics, config.metricsToken));
  const limits = new RateLimits({ redis: options.redis, limits: options.limits });
  const staffOf = (headers: Headers) => options.accounts.staffOf(headers);
  // What most people ask for does not go by every route of the interface first.
  app.use(siteRoutes({ ...options.site, digests: options.digests, limits, staffOf, log }));
  addApi(app, options, limits);
  app.use(clientFiles(options.clientFolder));
  app.use(nothingHere);
  app.use(errorReplies(log));
  return app;
}

function addApi(app: Express, options: HttpAppOptions, limits: RateLimits): void {
  const { config, handlers, accounts, scoring, recordings, media, archive, prints } = options;
  const staffOf = (headers: Headers) => accounts.staffOf(headers);
  // In front of the limit of everything else, which a player would use up.
  app.use(mediaFileRoutes({ media, limits, log: options.log }));
  app.use('/api', async (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    await limits.spend('api', addressGroup(request.ip ?? ''));
    next();
  });
  app.use(practiceArchiveRoutes({ archive, limits, log: options.log }));
  app.use(reportPdfRoutes({ prints, limits, log: options.log }));
  app.use('/api', requireOwnOrigin(config.allowedOrigins));
  // Only staff send kits, so no one else makes the server read that much. A body that was read is left alone further down.
  app.use('/api/kits', forReadersOfKits(staffOf), express.json({ limit: KIT_BODY_LIMIT, strict: true }));
  app.use('/api', express.json({ limit: BODY_LIMIT, strict: true }));
  app.use(signInRoutes(accounts, limits));
  app.use(
    apiRoutes({
      handlers,
      limits,
      staffOf,
      checkResults: config.nodeEnv !== 'production',
    }),
  );
  app.use(fileRoutes({ scoring, staffOf }));
  app.use(draftPdfRoutes({ prints, limits, staffOf }));
  app.use(recordingFileRoutes({ recordings, staffOf }));
  app.use('/api', nothingHere);
}

function forReadersOfKits(staffOf: StaffOf): RequestHandler {
  return async (request, _response, next) => {
    await requireStaff(staffOf, fromNodeHeaders(request.headers), 'kits.read');
    next();
  };
}

function nothingHere(): never {
  throw new AppError('not-found', 'There is nothing here.');
}
