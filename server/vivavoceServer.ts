import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import path from 'node:path';
import type { Express } from 'express';
import { uuidv7 } from 'uuidv7';
import type { MediaPlane } from '../shared/media/mediaPlane.ts';
import { HOME_QUESTION } from '../shared/site/sitePages.ts';
import type { TranscriptionConfig } from '../transcription/config.ts';
import type { Config } from './config.ts';
import { createAudit } from './features/audit/audit.ts';
import { auditEvents } from './features/audit/auditEvents.ts';
import { BulkActions } from './features/bulk/BulkActions.ts';
import { CalendarFeeds } from './features/calendar/CalendarFeeds.ts';
import { createCandidates } from './features/candidates/candidates.ts';
import { CaptionReaders } from './features/captions/CaptionReaders.ts';
import { createChatQueries } from './features/chat/chat.ts';
import { commandHandlers } from './features/commands.ts';
import { createConnectionTest } from './features/connectionTest/queries.ts';
import { availabilityRoutes } from './features/console/availability.ts';
import { enterRoutes } from './features/console/enterAsSelf.ts';
import { InterviewCreation } from './features/console/InterviewCreation.ts';
import { interviewsDownload } from './features/console/interviewsCsv.ts';
import { consoleRoutes } from './features/console/routes.ts';
import { createEvaluation } from './features/evaluation/evaluation.ts';
import { homeRoutes } from './features/home/routes.ts';
import { InterviewImports } from './features/interviewImport/InterviewImports.ts';
import { importDownload, importRoutes } from './features/interviewImport/routes.ts';
import { InterviewMails } from './features/interviewMails/InterviewMails.ts';
import { Messages } from './features/interviewMails/Messages.ts';
import { messageRoutes } from './features/interviewMails/messageRoutes.ts';
import { interviewMailRoutes } from './features/interviewMails/routes.ts';
import { createJoin, type Join, type LinkSources } from './features/join/exchangeLink.ts';
import { KitVoiceUploads } from './features/kit/KitVoiceUploads.ts';
import { createKits, type KitFeature, kitTeamRoutes, recordingRoutes } from './features/kit/kitFeature.ts';
import { Mail } from './features/mail/Mail.ts';
import { MediaRooms } from './features/media/mediaRooms.ts';
import { createMediaQueries } from './features/media/queries.ts';
import { Notices } from './features/notices/Notices.ts';
import { Organization } from './features/organization/Organization.ts';
import { organizationRoutes } from './features/organization/routes.ts';
import { PersonalLinks } from './features/personalLinks.ts';
import { createPractice } from './features/practice/practice.ts';
import type { PageRef } from './features/query.ts';
import { composeRecording } from './features/recording/compose/composeRecording.ts';
import { finaliseRecording } from './features/recording/finalise/finalise.ts';
import { RecordingRunners } from './features/recording/live/RecordingRunners.ts';
import { createRecordings } from './features/recording/recordings.ts';
import { createReviewQueries, type ReviewParts } from './features/recording/review/openReview.ts';
import { clipRoutes } from './features/recruiter/clipRoutes.ts';
import { ClipLibrary } from './features/recruiter/clips/ClipLibrary.ts';
import { readSpeechConfig } from './features/recruiter/clips/speechConfig.ts';
import { createDraftQueries } from './features/recruiter/commands.ts';
import { RecruiterPortrait } from './features/recruiter/portrait/RecruiterPortrait.ts';
import { createRecruiter } from './features/recruiter/recruiterFeature.ts';
import { createClips } from './features/report/clips/ReportClips.ts';
import { reportDownloads } from './features/report/pdf/downloads.ts';
import { ReportPrints } from './features/report/pdf/ReportPrints.ts';
import { createReports } from './features/report/reports.ts';
import { rubricQueries } from './features/rubric/conductCommands.ts';
import { createScheduling } from './features/scheduling/scheduling.ts';
import { createScoring } from './features/scoring/scoring.ts';
import { SeatSweeper } from './features/seat/seatSweeper.ts';
import { DesertedSessions } from './features/session/desertedSessions.ts';
import { createSite } from './features/site/site.ts';
import { accountRoutes } from './features/staff/accountRoutes.ts';
import { createStaff, type Staff } from './features/staff/staff.ts';
import { templateRoutes } from './features/templates/routes.ts';
import { Templates } from './features/templates/Templates.ts';
import { createTranscripts, type Transcripts, transcriptJobs } from './features/transcript/transcripts.ts';
import { DatabaseWatch } from './http/DatabaseWatch.ts';
import { createHttpApp, createHttpServer } from './http/httpApp.ts';
import { createMetrics } from './http/metrics.ts';
import { isOwnHandshake } from './http/origins.ts';
import { handshakeAddressGroup } from './http/requests.ts';
import { cutOffStragglers } from './http/stragglers.ts';
import { Interviews } from './interviews/interviews.ts';
import { LogWatch } from './interviews/logWatch.ts';
import { OldSummaries } from './interviews/OldSummaries.ts';
import { StaffInterviews } from './interviews/staffInterviews.ts';
import { RateLimits } from './limits/RateLimits.ts';
import { type LiveBus, LocalBus } from './live/liveBus.ts';
import { connectRedis, RedisBus } from './live/redisBus.ts';
import type { Logger } from './log.ts';
import { Dispatcher } from './signaling/dispatcher.ts';
import { RequestLimits } from './signaling/requestLimits.ts';
import { Signaling } from './signaling/signaling.ts';
import { createStore, type Store } from './store/store.ts';

const CLIENT_FOLDER = path.resolve(import.meta.dirname, '../dist/client');
const SITE_FOLDER = path.resolve(import.meta.dirname, '../dist/site');

export type ServerOptions = { builtInKitFolder?: string; transcription?: TranscriptionConfig };

export class VivavoceServer {
  readonly #closers: AsyncDisposableStack;
  /** Link for creating the owner's account. Undefined once there is an owner. */
  readonly setupLink: string | undefined;

  /** Starts the server. Resolves when it listens. Rejects with `StartupError` or a network error. */
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
      // Only logs errors while closing, because the startup error is thrown.
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
  { builtInKitFolder, transcription }: ServerOptions,
): Promise<string | undefined> {
  const serverId = uuidv7();
  const store = await createStore(config, logger);
  closers.defer(() => store.close());
  const databaseWatch = new DatabaseWatch(store.database);
  closers.defer(() => databaseWatch.close());
  const redis = config.redisUrl ? await connectRedis(config.redisUrl, logger) : undefined;
  closers.defer(() => redis?.disconnect());
  const bus: LiveBus = redis ? await RedisBus.create(redis, serverId) : new LocalBus(serverId);
  closers.defer(() => bus.close());

  const interviews = new Interviews({
    store: store.interviews,
    announce: interviewId => bus.announceChange(interviewId),
    onListenerFault: error => logger.error({ err: error }, 'a listener of an interview failed'),
  });
  const base = { config, store, interviews, plane, bus, redis, serverId, logger };
  const listPresent = () => store.interviews.listPresent();
  const rooms = new MediaRooms(base);
  closers.defer(() => rooms.close());
  const staff = createStaff({
    config,
    store,
    interviews,
    assign: (...assignment) => evaluation.assign(...assignment),
    mail: {
      configured: config.smtpUrl !== undefined,
      send: (request, transaction) => mail.send(request, transaction),
      organization: () => organization.sender(),
    },
    log: logger,
  });
  const { accounts } = staff;
  const forStaff = new StaffInterviews(interviews);
  const scoring = createScoring({ store, interviews: forStaff });
  const speech = readSpeechConfig();
  const library = await ClipLibrary.create({ folder: config.clipFolder, speech, logger });
  closers.defer(() => library.close());
  const kit = await createKits({ store: store.kits, builtInFolder: builtInKitFolder });
  const organization = new Organization(store.settings);
  const portrait = new RecruiterPortrait({ text: HOME_QUESTION, clips: library });
  const site = await createSite({
    config,
    store,
    kits: kit.kits,
    organization,
    folder: SITE_FOLDER,
    portrait,
    practices: config.practiceSessions > 0,
    hasOwner: () => accounts.hasOwner(),
    onSetUp: listener => staff.onSetUp(listener),
  });
  const recordings = new KitVoiceUploads({ kits: kit.kits, store: store.voiceUploads, files: library });
  recordings.sweep().catch(error => logger.warn({ err: error }, 'removed recordings could not be swept'));
  const recordingsOf: KitVoiceUploads['recordingsOf'] = kitId => recordings.recordingsOf(kitId);
  const recruiter = createRecruiter({ ...base, store: store.interviews, library, recordingsOf });
  closers.defer(() => recruiter.close());
  const recordingRunners = new RecordingRunners({ ...base, listPresent, secret: config.secret });
  closers.defer(() => recordingRunners.close());
  closers.defer(auditEvents({ interviews, audit: store.audit, logger }));
  const metrics = createMetrics();
  const finished = await createRecordings({
    ...base,
    staffOf: headers => accounts.staffOf(headers),
    finalise: finaliseRecording,
    compose: composeRecording,
    otherJobs: transcriptJobs(store, transcription),
    metrics,
  });
  closers.defer(() => finished.close());
  finished.runner.add(staff.access);
  finished.runner.add(staff.seatMoves);
  const transcripts = createTranscripts({ store, forStaff, interviews, finished, transcription });
  const clips = createClips({ store, interviews, finished, logger });
  const limits = new RateLimits({ redis });
  const sender = () => organization.sender();
  const mail = new Mail({ config, mails: store.mails, runner: finished.runner, sender, limits, logger });
  closers.defer(() => mail.close());
  const links = new PersonalLinks(config);
  const messages = new Messages(store.settings);
  const interviewMails = new InterviewMails({
    messages,
    publicUrl: config.publicUrl,
    interviews,
    logs: store.interviews,
    told: store.toldSeats,
    mail,
    links,
    organization: sender,
    members: () => accounts.list(),
    logger,
  });
  closers.defer(() => interviewMails.close());
  const summaries = new OldSummaries({ interviews, store: store.interviews, logger });
  closers.defer(() => summaries.close());
  const tellLinkWanted: LinkSources['tellLinkWanted'] = mail.configured
    ? (state, seat, linkId) => notices.tellLinkWanted(state, seat, linkId)
    : undefined;
  const join = createJoin({
    secret: config.secret,
    store: store.interviews,
    settings: store.settings,
    interviews,
    toldSeats: store.toldSeats,
    tellLinkWanted,
    transcription,
  });
  const evaluation = createEvaluation({
    ...base,
    accounts,
    tellAssigned: assignment => notices.tellAssigned(assignment),
    mails: {
      configured: mail.configured,
      publicUrl: config.publicUrl,
      send: request => mail.send(request),
      wasWritten: onceKey => mail.wasWritten(onceKey),
      addressOf: link => links.addressOf(link),
    },
  });
  closers.defer(() => evaluation.close());
  const notices = new Notices({
    ...base,
    mail,
    accounts,
    queueOf: evaluation.queueOf,
    timeZone: () => organization.timeZone(),
  });
  closers.defer(() => notices.close());
  const reports = createReports({
    ...base,
    accounts,
    finished,
    clips,
    site,
    events: {
      changed: async interviewId => {
        await evaluation.tracker.follow(interviewId);
      },
      tellCandidate: told => notices.reports.tell(told),
      publishAsked: asked => notices.tellPublishAsked(asked),
      emailLink: told => notices.reports.sendAgain(told),
      questionAsked: asked => notices.questionAsked(asked),
      questionAnswered: answered => notices.reports.questionAnswered(answered),
    },
  });
  const prints = new ReportPrints(reports);
  closers.defer(interviews.subscribeToRemovals(interviewId => prints.forget(interviewId)));
  const reportFiles = reportDownloads(prints);
  const practice = createPractice({
    ...base,
    library,
    portrait: portrait.request,
    recordingsOf,
    finished,
    transcripts: transcripts.reading,
    published: site,
    mail,
    reportOf: interviewId => reports.archiveOf(interviewId),
    limits,
  });
  closers.defer(() => practice.close());
  const candidates = createCandidates({
    ...base,
    forStaff,
    accounts,
    finished,
    transcripts: transcripts.reading,
    mail,
    reportOf: interviewId => reports.archiveOf(interviewId),
    deletePracticePage: pageId => practice.deletePage(pageId),
  });
  closers.defer(() => candidates.close());

  const bulk = new BulkActions({
    store: store.bulk,
    list: store.interviewList,
    interviews: forStaff,
    told: store.toldSeats,
    workloads: store.workloads,
    mails: interviewMails,
    mailConfigured: mail.configured,
    runner: finished.runner,
    memberOf: userId => accounts.require(userId),
    timeZone: () => organization.timeZone(),
  });
  const audit = createAudit({ store, listStaff: () => staff.accounts.list() });
  const scheduling = createScheduling({
    store,
    interviews,
    accounts: staff.accounts,
    timeZone: () => organization.timeZone(),
    calendarOf: (state, seatId) => interviewMails.calendarOf(state, seatId),
    mail,
    publicUrl: config.publicUrl,
    tellLinkWanted,
  });
  const calendars = new CalendarFeeds({
    config,
    store: store.calendarFeeds,
    accounts: staff.accounts,
    organization: () => organization.card(),
    timeZone: () => organization.timeZone(),
  });
  const creation = new InterviewCreation({
    links,
    store,
    interviews: forStaff,
    kits: kit.kits,
    requireTeam: staff.teams.requireChoosable,
    timeZone: () => organization.timeZone(),
  });
  const templates = new Templates({
    store: store.templates,
    kits: kit.kits,
    creation,
    requireTeam: staff.teams.requireChoosable,
  });
  const imports = new InterviewImports({
    config,
    store: store.imports,
    templates,
    workloads: store.workloads,
    listStaff: () => staff.accounts.list(),
    runner: finished.runner,
    mailConfigured: mail.configured,
    logger,
  });
  closers.defer(() => imports.close());
  const app = createHttpApp({
    config,
    log: logger,
    handlers: {
      ...join.routes,
      ...staff.routes,
      ...audit.routes,
      ...accountRoutes({
        publicUrl: config.publicUrl,
        accounts,
        mail,
        organization: sender,
        singleSignOn: staff.singleSignOn,
        seatMoves: staff.seatMoves,
        limits,
        log: logger,
      }),
      ...scoring.routes,
      ...kit.routes,
      ...site.routes,
      ...organizationRoutes(organization),
      ...recordingRoutes(recordings),
      ...kitTeamRoutes(kit.kits, staff.teams.requireChoosable),
      ...finished.routes,
      ...transcripts.routes,
      ...mail.routes,
      ...calendars.routes,
      ...interviewMailRoutes({
        ...{ interviews: forStaff, told: store.toldSeats, mail, mails: interviewMails, audit: store.audit },
        ...{ links, logs: store.interviews },
      }),
      ...bulk.routes,
      ...messageRoutes({
        ...{ messages, mails: interviewMails, interviews: forStaff, list: store.interviewList },
        ...{ mail, audit: store.audit, limits },
      }),
      ...practice.routes,
      ...reports.routes,
      ...evaluation.routes,
      ...candidates.routes,
      ...clipRoutes({ interviews: forStaff, clips: recruiter.clips }),
      ...homeRoutes({
        store: store.home,
        queue: store.evaluationQueue,
        queueOf: evaluation.queueOf,
        calibrations: evaluation.calibrations,
        interviews: forStaff,
        clips: recruiter.clips,
        mailConfigured: mail.configured,
        workloads: store.workloads,
      }),
      ...scheduling.routes,
      ...enterRoutes({ store: store.interviews, interviews, links, audit: store.audit }),
      ...consoleRoutes({
        links,
        store,
        interviews: forStaff,
        creation,
        kits: kit.kits,
        mailConfigured: mail.configured,
        requireTeam: staff.teams.requireChoosable,
        memberName: userId => accounts.nameOf(userId),
        log: logger,
      }),
      ...templateRoutes(templates),
      ...availabilityRoutes({ store: store.workloads, members: () => staff.accounts.list() }),
      ...importRoutes(imports),
    },
    accounts,
    singleSignOn: staff.singleSignOn,
    downloads: {
      forForms: [...practice.downloads, ...reportFiles.forForms],
      forStaff: [
        ...scoring.downloads,
        ...reportFiles.forStaff,
        ...transcripts.downloads,
        ...candidates.downloads,
        ...audit.downloads,
        interviewsDownload(store, () => organization.timeZone()),
        importDownload(imports, store.imports),
      ],
    },
    recordings,
    organization,
    imports,
    media: finished.media,
    readiness: {
      database: () => store.database.answers(),
      media: () => plane.ready(),
      ...(bus.shared && { redis: () => bus.healthy() }),
    },
    isStuck: () => databaseWatch.isStuck,
    metrics,
    clientFolder: CLIENT_FOLDER,
    site: { pages: site.pages, folder: SITE_FOLDER },
    digests: notices.digests,
    calendars,
    limits,
  });
  const httpServer = createHttpServer(app);
  const review = finished.review;
  const parts = { ...base, app, httpServer, forStaff, rooms, staff, join, kit, review, transcripts, limits };
  const signaling = createSignaling(parts, closers);
  // Closers run in reverse order, so this one runs just before signaling waits for the last connection.
  closers.defer(cutOffStragglers(httpServer));
  accounts.subscribe(({ userId }) => {
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

  const ownPages = { serverId, isConnected: (page: PageRef) => signaling.find(page) !== undefined };
  const aliveServers = () => bus.aliveServers();
  const sweeper = new SeatSweeper({ interviews, listPresent, aliveServers, ownPages, logger });
  closers.defer(() => sweeper.close());
  // Disconnects pages of dead servers before anyone reconnects.
  await sweeper.sweep();

  const listEmpty = () => store.interviews.listEmpty();
  const deserted = new DesertedSessions({ interviews, listEmpty, logger });
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
  transcripts: Transcripts;
  store: Store;
  limits: RateLimits;
  serverId: string;
  logger: Logger;
}

function createSignaling(parts: SignalingParts, closers: AsyncDisposableStack): Signaling {
  const { config, app, plane, join, staff, store, limits } = parts;
  const connectionTest = createConnectionTest(plane);
  closers.defer(() => connectionTest.close());
  const captions = new CaptionReaders({ ...parts, pageOf: page => signaling.find(page) });
  closers.defer(() => captions.close());
  const requestLimits = new RequestLimits();
  const signaling = new Signaling({
    ...parts,
    dispatcher: new Dispatcher({
      ...parts,
      commands: commandHandlers,
      preparations: parts.kit.preparations,
      queries: {
        ...createMediaQueries(parts),
        ...connectionTest.queries,
        ...captions.queries,
        ...rubricQueries,
        ...createChatQueries(store.interviews),
        ...createDraftQueries(store.interviews),
        ...createReviewQueries(parts.review),
        ...parts.transcripts.queries,
      },
      limits: requestLimits,
    }),
    checks: {
      verifyJoinToken: token => join.verifyJoinToken(token),
      staffOf: headers => staff.staffOf(headers),
      requireInterview: async (interviewId, member) => {
        await parts.forStaff.read(interviewId, member);
      },
    },
    noteWatching: (userId, interviewId) =>
      store.audit.addUnlessRecent({ actor: userId, action: 'interview.watched', target: interviewId }),
    admit: async request => {
      if (!isOwnHandshake(request.headers, config.allowedOrigins)) return false;
      await limits.spend('handshake', handshakeAddressGroup(request, app));
      return true;
    },
    limitProofs: request => limits.spend('connect', handshakeAddressGroup(request, app)),
    limitArrivals: personKey => requestLimits.arrive(personKey),
  });
  closers.defer(() => signaling.close());
  return signaling;
}

async function listen(httpServer: HttpServer, { port, host }: Config): Promise<void> {
  httpServer.listen({ port, host });
  await once(httpServer, 'listening');
}
