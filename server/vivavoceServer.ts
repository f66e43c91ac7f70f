import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import path from 'node:path';
import type { Express } from 'express';
import type { Redis } from 'ioredis';
import { uuidv7 } from 'uuidv7';
import type { MediaPlane } from '../shared/media/mediaPlane.ts';
import type { Config } from './config.ts';
import { createChatQueries } from './features/chat/chat.ts';
import { commandHandlers } from './features/commands.ts';
import { createConnectionTest } from './features/connectionTest/queries.ts';
import { consoleRoutes } from './features/console/routes.ts';
import { createEvaluation } from './features/evaluation/evaluation.ts';
import { createJoin, type Join } from './features/join/exchangeLink.ts';
import { KitVoiceUploads } from './features/kit/KitVoiceUploads.ts';
import { createKits, type KitFeature, recordingRoutes } from './features/kit/kitFeature.ts';
import { Mail } from './features/mail/Mail.ts';
import { MediaRooms } from './features/media/mediaRooms.ts';
import { createMediaQueries } from './features/media/queries.ts';
import { Notices } from './features/notices/Notices.ts';
import { createPractice } from './features/practice/practice.ts';
import { auditRecording } from './features/recording/auditRecording.ts';
import { composeRecording } from './features/recording/compose/composeRecording.ts';
import { finaliseRecording } from './features/recording/finalise/finalise.ts';
import { RecordingRunners } from './features/recording/live/RecordingRunners.ts';
import { createRecordings } from './features/recording/recordings.ts';
import { createReviewQueries, type ReviewParts } from './features/recording/review/openReview.ts';
import { clipRoutes } from './features/recruiter/clipRoutes.ts';
import { ClipLibrary } from './features/recruiter/clips/ClipLibrary.ts';
import { readSpeechConfig } from './features/recruiter/clips/speechConfig.ts';
import { createRecruiter } from './features/recruiter/recruiterFeature.ts';
import { createClips } from './features/report/clips/ReportClips.ts';
import { reportDownloads } from './features/report/pdf/downloads.ts';
import { ReportPrints } from './features/report/pdf/ReportPrints.ts';
import { createReports } from './features/report/reports.ts';
import { rubricQueries } from './features/rubric/conductCommands.ts';
import { createScoring } from './features/scoring/scoring.ts';
import { SeatSweeper } from './features/seat/seatSweeper.ts';
import { DesertedSessions } from './features/session/desertedSessions.ts';
import { createSite } from './features/site/site.ts';
import { createStaff, type Staff } from './features/staff/staff.ts';
import { createHttpApp } from './http/httpApp.ts';
import { createMetrics } from './http/metrics.ts';
import { isOwnHandshake } from './http/origins.ts';
import { handshakeAddressGroup } from './http/requests.ts';
import { cutOffStragglers } from './http/stragglers.ts';
import { Interviews } from './interviews/interviews.ts';
import { LogWatch } from './interviews/logWatch.ts';
import { StaffInterviews } from './interviews/staffInterviews.ts';
import { RateLimits } from './limits/RateLimits.ts';
import { type LiveBus, LocalBus } from './live/liveBus.ts';
import { connectRedis, RedisBus } from './live/redisBus.ts';
import type { Logger } from './log.ts';
import { Dispatcher } from './signaling/dispatcher.ts';
import { RequestLimits } from './signaling/requestLimits.ts';
import { Signaling } from './signaling/signaling.ts';
import type { AuditLog } from './store/auditLog.ts';
import type { InterviewStore } from './store/interviewStore.ts';
import { createStore, type Store } from './store/store.ts';

/** Where `npm start` puts the built client. */
const CLIENT_FOLDER = path.resolve(import.meta.dirname, '../dist/client');
/** The renderer of the public pages, and their files. */
const SITE_FOLDER = path.resolve(import.meta.dirname, '../dist/site');

export interface ServerOptions {
  /** Replaces the built-in kits. */
  builtInKitFolder?: string;
}

/** The control plane. Uses a media plane that the caller owns. */
export class VivavoceServer {
  readonly #closers: AsyncDisposableStack;
  /** Link that creates the owner's account. Undefined once there is an owner. */
  readonly setupLink: string | undefined;

  /** Resolves when the server is listening. Rejects with `StartupError` or an error of the network. */
  static async start(
    config: Config,
    plane: MediaPlane,
    logger: Logger,
    options: ServerOptions = {},
  ): Promise<VivavoceServer> {
    const closers = new AsyncDisposableStack();
    try {
      return new VivavoceServer(closers, await compose(config, plane, logger, closers, options));
    } catch (error) {
      // The first error is thrown. Errors while closing are only logged.
      await closers
        .disposeAsync()
        .catch(fault => logger.warn({ err: fault }, 'what had started could not be closed'));
      throw error;
    }
  }

  private constructor(closers: AsyncDisposableStack, setupLink: string | undefined) {
    this.#closers = closers;
    this.setupLink = setupLink;
  }

  /** Safe to call twice. */
  close(): Promise<void> {
    return this.#closers.disposeAsync();
  }
}

async function compose(
  config: Config,
  plane: MediaPlane,
  logger: Logger,
  closers: AsyncDisposableStack,
  { builtInKitFolder }: ServerOptions,
): Promise<string | undefined> {
  const serverId = uuidv7();
  const store = await createStore(config, logger);
  closers.defer(() => store.close());
  const redis = config.redisUrl ? await connectRedis(config.redisUrl, logger) : undefined;
  closers.defer(() => redis?.disconnect());
  const bus: LiveBus = redis ? await RedisBus.create(redis, serverId) : new LocalBus(serverId);
  closers.defer(() => bus.close());

  const interviews = new Interviews({
    store: store.interviews,
    announce: interviewId => bus.announceChange(interviewId),
    onListenerFault: error => logger.error({ err: error }, 'a listener of an interview failed'),
  });
  const rooms = new MediaRooms({ plane, interviews, logger });
  closers.defer(() => rooms.close());
  const staff = createStaff({ config, store, interviews, log: logger });
  const forStaff = new StaffInterviews(interviews);
  const scoring = createScoring({ store, interviews: forStaff });
  const library = await ClipLibrary.create({
    folder: config.clipFolder,
    speech: readSpeechConfig(),
    logger,
  });
  closers.defer(() => library.close());
  const kit = await createKits({ store: store.kits, builtInFolder: builtInKitFolder });
  const site = await createSite({
    config,
    store,
    kits: kit.kits,
    folder: SITE_FOLDER,
    practices: config.practiceSessions > 0,
    hasOwner: () => staff.accounts.hasOwner(),
    onSetUp: listener => staff.onSetUp(listener),
  });
  const recordings = new KitVoiceUploads({ kits: kit.kits, store: store.voiceUploads, files: library });
  recordings.sweep().catch(error => logger.warn({ err: error }, 'removed recordings could not be swept'));
  const recruiter = createRecruiter({
    interviews,
    store: store.interviews,
    plane,
    bus,
    library,
    recordingsOf: kitId => recordings.recordingsOf(kitId),
    logger,
  });
  closers.defer(() => recruiter.close());
  const recordingRunners = new RecordingRunners({
    interviews,
    plane,
    bus,
    listPresent: () => store.interviews.listPresent(),
    secret: config.secret,
    logger,
  });
  closers.defer(() => recordingRunners.close());
  closers.defer(auditRecording({ interviews, audit: store.audit, logger }));
  const metrics = createMetrics();
  const finished = await createRecordings({
    config,
    store,
    interviews,
    plane,
    staffOf: headers => staff.accounts.staffOf(headers),
    finalise: finaliseRecording,
    compose: composeRecording,
    serverId,
    metrics,
    logger,
  });
  closers.defer(() => finished.close());
  finished.runner.add(staff.access);
  const clips = createClips({ store, interviews, finished, logger });
  const mail = new Mail({
    config,
    mails: store.mails,
    runner: finished.runner,
    limits: new RateLimits({ redis }),
    logger,
  });
  closers.defer(() => mail.close());
  const join = createJoin({ secret: config.secret, store: store.interviews, interviews });
  const evaluation = createEvaluation({
    store,
    interviews,
    accounts: staff.accounts,
    logger,
    tellAssigned: assignment => notices.tellAssigned(assignment),
  });
  closers.defer(() => evaluation.close());
  const notices = new Notices({
    config,
    store,
    interviews,
    mail,
    accounts: staff.accounts,
    queueOf: evaluation.queueOf,
    logger,
  });
  closers.defer(() => notices.close());
  const reports = createReports({
    config,
    store,
    interviews,
    accounts: staff.accounts,
    finished,
    clips,
    site,
    events: {
      changed: async interviewId => {
        await evaluation.tracker.follow(interviewId);
      },
      tellCandidate: told => notices.reports.tell(told),
      emailLink: told => notices.reports.sendAgain(told),
    },
    logger,
  });
  const prints = new ReportPrints(reports);
  closers.defer(interviews.subscribeToRemovals(interviewId => prints.forget(interviewId)));
  const reportFiles = reportDownloads(prints);
  const practice = createPractice({
    config,
    store,
    interviews,
    bus,
    library,
    recordingsOf: kitId => recordings.recordingsOf(kitId),
    finished,
    published: site,
    mail,
    reportOf: interviewId => reports.archiveOf(interviewId),
    limits: new RateLimits({ redis }),
    logger,
  });
  closers.defer(() => practice.close());

  const app = createHttpApp({
    config,
    log: logger,
    handlers: {
      ...join.routes,
      ...staff.routes,
      ...scoring.routes,
      ...kit.routes,
      ...site.routes,
      ...recordingRoutes(recordings),
      ...finished.routes,
      ...mail.routes,
      ...practice.routes,
      ...reports.routes,
      ...evaluation.routes,
      ...clipRoutes({ interviews: forStaff, clips: recruiter.clips }),
      ...consoleRoutes({
        publicUrl: config.publicUrl,
        store,
        interviews: forStaff,
        kits: kit.kits,
        log: logger,
      }),
    },
    accounts: staff.accounts,
    downloads: {
      forForms: [...practice.downloads, ...reportFiles.forForms],
      forStaff: [...scoring.downloads, ...reportFiles.forStaff],
    },
    recordings,
    media: finished.media,
    readiness: readinessOf(store, plane, bus),
    metrics,
    clientFolder: CLIENT_FOLDER,
    site: { pages: site.pages, folder: SITE_FOLDER },
    digests: notices.digests,
    redis,
  });
  const httpServer = createServer(app);
  const signaling = createSignaling(
    {
      config,
      app,
      httpServer,
      interviews,
      forStaff,
      plane,
      rooms,
      staff,
      join,
      kit,
      review: finished.review,
      store: store.interviews,
      audit: store.audit,
      redis,
      serverId,
      logger,
    },
    closers,
  );
  // Closed in reverse order: this starts just before signaling waits for the last connection.
  closers.defer(cutOffStragglers(httpServer));
  staff.accounts.subscribe(({ userId }) => {
    signaling.recheckStaff(userId);
    bus.announceStaffChange(userId);
  });
  bus.onStaffChange(userId => signaling.recheckStaff(userId));
  const watch = new LogWatch({
    bus,
    interviews,
    watched: () => [
      ...new Set([
        ...signaling.watchedInterviews(),
        ...recruiter.interviewIds(),
        ...recordingRunners.interviewIds(),
      ]),
    ],
    logger,
  });
  closers.defer(() => watch.close());

  const sweeper = new SeatSweeper({
    interviews,
    listPresent: () => store.interviews.listPresent(),
    aliveServers: () => bus.aliveServers(),
    ownPages: { serverId, isConnected: page => signaling.isConnected(page) },
    logger,
  });
  closers.defer(() => sweeper.close());
  // Disconnects the pages of dead servers before anyone reconnects.
  await sweeper.sweep();

  const deserted = new DesertedSessions({
    interviews,
    listEmpty: () => store.interviews.listEmpty(),
    logger,
  });
  closers.defer(() => deserted.close());

  const setupLink = await staff.ensureSetupLink();
  await listen(httpServer, config);
  return setupLink;
}

interface SignalingParts {
  config: Config;
  app: Express;
  httpServer: HttpServer;
  interviews: Interviews;
  forStaff: StaffInterviews;
  plane: MediaPlane;
  rooms: MediaRooms;
  staff: Staff;
  join: Join;
  kit: KitFeature;
  review: ReviewParts;
  store: InterviewStore;
  audit: AuditLog;
  redis: Redis | undefined;
  serverId: string;
  logger: Logger;
}

function createSignaling(parts: SignalingParts, closers: AsyncDisposableStack): Signaling {
  const { config, app, httpServer, interviews, plane, rooms, staff, join, audit, redis, serverId, logger } =
    parts;
  const connectionTest = createConnectionTest(plane);
  closers.defer(() => connectionTest.close());
  const limits = new RateLimits({ redis });
  const requestLimits = new RequestLimits();
  const signaling = new Signaling({
    httpServer,
    interviews,
    dispatcher: new Dispatcher({
      interviews,
      commands: commandHandlers,
      preparations: parts.kit.preparations,
      queries: {
        ...createMediaQueries({ plane, interviews, rooms }),
        ...connectionTest.queries,
        ...rubricQueries,
        ...createChatQueries(parts.store),
        ...createReviewQueries(parts.review),
      },
      limits: requestLimits,
      serverId,
      logger,
    }),
    checks: {
      verifyJoinToken: token => join.verifyJoinToken(token),
      staffOf: headers => staff.staffOf(headers),
      requireInterview: async (interviewId, member) => {
        await parts.forStaff.read(interviewId, member);
      },
    },
    noteWatching: (userId, interviewId) =>
      audit.add({ actor: userId, action: 'interview.watched', target: interviewId }),
    plane,
    admit: async (request: IncomingMessage) => {
      if (!isOwnHandshake(request.headers, config.allowedOrigins)) return false;
      await limits.spend('handshake', handshakeAddressGroup(request, app));
      return true;
    },
    limitProofs: request => limits.spend('connect', handshakeAddressGroup(request, app)),
    limitArrivals: personKey => requestLimits.arrive(personKey),
    serverId,
    logger,
  });
  closers.defer(() => signaling.close());
  return signaling;
}

function readinessOf(store: Store, plane: MediaPlane, bus: LiveBus) {
  return {
    database: () => store.database.answers(),
    media: () => plane.ready(),
    ...(bus.shared && { redis: () => bus.healthy() }),
  };
}

function listen(httpServer: HttpServer, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen({ port: config.port, host: config.host }, () => {
      httpServer.off('error', reject);
      resolve();
    });
  });
}
