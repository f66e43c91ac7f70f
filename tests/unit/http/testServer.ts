import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { type Config, loadConfig } from '../../../server/config.ts';
import { createAudit } from '../../../server/features/audit/audit.ts';
import { BulkActions } from '../../../server/features/bulk/BulkActions.ts';
import { CalendarFeeds } from '../../../server/features/calendar/CalendarFeeds.ts';
import { type Candidates, createCandidates } from '../../../server/features/candidates/candidates.ts';
import { availabilityRoutes } from '../../../server/features/console/availability.ts';
import { enterRoutes } from '../../../server/features/console/enterAsSelf.ts';
import { InterviewCreation } from '../../../server/features/console/InterviewCreation.ts';
import { interviewsDownload } from '../../../server/features/console/interviewsCsv.ts';
import { consoleRoutes } from '../../../server/features/console/routes.ts';
import { createEvaluation, type EvaluationFeature } from '../../../server/features/evaluation/evaluation.ts';
import { homeRoutes } from '../../../server/features/home/routes.ts';
import { InterviewImports } from '../../../server/features/interviewImport/InterviewImports.ts';
import { importDownload, importRoutes } from '../../../server/features/interviewImport/routes.ts';
import { InterviewMails } from '../../../server/features/interviewMails/InterviewMails.ts';
import { Messages } from '../../../server/features/interviewMails/Messages.ts';
import { messageRoutes } from '../../../server/features/interviewMails/messageRoutes.ts';
import { interviewMailRoutes } from '../../../server/features/interviewMails/routes.ts';
import { createJoin, type Join, type LinkSources } from '../../../server/features/join/exchangeLink.ts';
import { KitVoiceUploads } from '../../../server/features/kit/KitVoiceUploads.ts';
import { createKits, kitTeamRoutes, recordingRoutes } from '../../../server/features/kit/kitFeature.ts';
import { Mail } from '../../../server/features/mail/Mail.ts';
import { type NoticeFeatureOptions, Notices } from '../../../server/features/notices/Notices.ts';
import { Organization } from '../../../server/features/organization/Organization.ts';
import { organizationRoutes } from '../../../server/features/organization/routes.ts';
import { PersonalLinks } from '../../../server/features/personalLinks.ts';
import {
  createPractice,
  type PracticeFeature,
  type PracticeFeatureOptions,
} from '../../../server/features/practice/practice.ts';
import {
  createRecordings,
  type Recordings,
  type RecordingsOptions,
} from '../../../server/features/recording/recordings.ts';
import { clipRoutes, type RecruiterClips } from '../../../server/features/recruiter/clipRoutes.ts';
import type { Cut } from '../../../server/features/report/clips/ClipsJob.ts';
import { createClips } from '../../../server/features/report/clips/ReportClips.ts';
import { reportDownloads } from '../../../server/features/report/pdf/downloads.ts';
import { ReportPrints } from '../../../server/features/report/pdf/ReportPrints.ts';
import { createReports, type Reports } from '../../../server/features/report/reports.ts';
import { createScheduling } from '../../../server/features/scheduling/scheduling.ts';
import { createScoring } from '../../../server/features/scoring/scoring.ts';
import { createSite, type Site, type SiteOptions } from '../../../server/features/site/site.ts';
import { accountRoutes } from '../../../server/features/staff/accountRoutes.ts';
import { createStaff, type Staff } from '../../../server/features/staff/staff.ts';
import { templateRoutes } from '../../../server/features/templates/routes.ts';
import { Templates } from '../../../server/features/templates/Templates.ts';
import type { Transcribe } from '../../../server/features/transcript/transcribeTask.ts';
import { createTranscripts, transcriptJobs } from '../../../server/features/transcript/transcripts.ts';
import { createHttpApp, createHttpServer, type HttpAppOptions } from '../../../server/http/httpApp.ts';
import { createMetrics } from '../../../server/http/metrics.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { StaffInterviews } from '../../../server/interviews/staffInterviews.ts';
import { type Limit, type LimitName, RateLimits } from '../../../server/limits/RateLimits.ts';
import { LocalBus } from '../../../server/live/liveBus.ts';
import { createStore, type Store } from '../../../server/store/store.ts';
import { NodeId } from '../../../shared/ids.ts';
import type { ClipId } from '../../../shared/recruiter/clip.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import type { TranscriptionConfig } from '../../../transcription/config.ts';
import { CaptureNodes } from '../../support/captureNodes.ts';
import { freePort } from '../../support/freePort.ts';
import { HandMadeFinishing } from '../../support/handMadeFinishing.ts';
import { rememberPassword } from '../../support/rememberedPassword.ts';
import { quickFolder } from '../../support/temporaryFolder.ts';
import { FolderOfRecordings } from './folderOfRecordings.ts';
import { Visitor } from './visitor.ts';

/** The built site. */
const SITE_FOLDER = fileURLToPath(new URL('../../../dist/site', import.meta.url));

export const OWNER = { name: 'Olga Owner', email: 'olga@example.org', password: 'correct horse battery' };
rememberPassword(OWNER.password);

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly config: Config;
  readonly store: Store;
  readonly staff: Staff;
  readonly join: Join;
  readonly interviews: Interviews;
  readonly templates: Templates;
  readonly recordings: KitVoiceUploads;
  /** Folder of the files. */
  readonly files: FolderOfRecordings;
  /** Recordings of interviews. The test creates the media that media servers would record. */
  readonly finished: Recordings;
  readonly mail: Mail;
  readonly interviewMails: InterviewMails;
  readonly notices: Notices;
  readonly practice: PracticeFeature;
  readonly reports: Reports;
  readonly evaluation: EvaluationFeature;
  readonly candidates: Candidates;
  readonly bulk: BulkActions;
  readonly nodes: CaptureNodes;
  readonly site: Site;
  /** Creates a person with a browser of their own. */
  visitor(): Visitor;
  /** Completes the setup and returns the owner's browser. */
  owner(): Promise<Visitor>;
  /** Creates a staff member who joined by invitation. */
  member(owner: Visitor, role: Exclude<StaffRole, 'owner'>, email: string): Promise<Visitor>;
  close(): Promise<void>;
}

/** Starts all HTTP routes on a real port with a real database, without sockets and media. */
export async function startTestServer(
  options: Partial<Omit<HttpAppOptions, 'limits'>> & {
    limits?: Partial<Record<LimitName, Limit>>;
    env?: Record<string, string>;
    builtInKitFolder?: string;
    clips?: RecruiterClips;
    siteOptions?: Partial<SiteOptions>;
    logoLimit?: () => AbortSignal;
    practice?: Partial<PracticeFeatureOptions>;
    notices?: Partial<NoticeFeatureOptions>;
    /** Replaces the processing of recordings. */
    /** True to email invitations and links for new passwords, which would otherwise be counted among other emails. */
    staffMail?: boolean;
    finishing?: Pick<RecordingsOptions, 'finalise' | 'compose'>;
    cut?: Cut;
    reports?: Partial<Parameters<typeof createReports>[0]>;
    transcription?: TranscriptionConfig;
    transcribe?: Transcribe;
  } = {},
): Promise<TestServer> {
  const {
    env,
    builtInKitFolder,
    clips = NO_CLIPS,
    siteOptions,
    logoLimit,
    practice: practiceOptions,
    notices: noticeOptions,
    reports: reportOptions,
    finishing = new HandMadeFinishing(),
    cut = cutByHand,
    limits: changedLimits,
    staffMail = false,
    transcription,
    transcribe,
    ...overrides
  } = options;
  const newLimits = () => new RateLimits({ limits: changedLimits });
  const folder = await quickFolder('http');
  const port = await freePort();
  const config = loadConfig({
    NODE_ENV: 'test',
    PORT: `${port}`,
    DATA_DIR: folder.path,
    PRACTICE_SESSIONS: '0',
    ...env,
  });
  const log = pino({ level: 'silent' });
  const store = await createStore(config, log);
  const interviews = new Interviews({ store: store.interviews });
  const staff = createStaff({
    config,
    store,
    interviews,
    assign: (...assignment) => evaluation.assign(...assignment),
    ...(staffMail && {
      mail: {
        configured: config.smtpUrl !== undefined,
        send: (request, transaction) => mail.send(request, transaction),
        organization: () => organization.card(),
      },
    }),
    log,
  });
  const forStaff = new StaffInterviews(interviews);
  const scoring = createScoring({ store, interviews: forStaff });
  const kit = await createKits({
    store: store.kits,
    builtInFolder: builtInKitFolder ?? (await writeNoKits(folder.path)),
  });
  const organization = new Organization(store.settings, { logoLimit });
  const site = await createSite({
    config,
    store,
    kits: kit.kits,
    organization,
    folder: SITE_FOLDER,
    hasOwner: () => staff.accounts.hasOwner(),
    onSetUp: listener => staff.onSetUp(listener),
    ...siteOptions,
  });
  const tellLinkWanted: LinkSources['tellLinkWanted'] = config.smtpUrl
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
  const files = new FolderOfRecordings(path.join(folder.path, 'recordings'));
  const recordings = new KitVoiceUploads({
    kits: kit.kits,
    store: store.voiceUploads,
    files,
  });
  const metrics = createMetrics();
  const nodes = new CaptureNodes(NodeId.parse('sfu-1'));
  const finished = await createRecordings({
    config,
    store,
    interviews,
    plane: nodes,
    staffOf: headers => staff.accounts.staffOf(headers),
    finalise: finishing.finalise,
    compose: finishing.compose,
    otherJobs: transcriptJobs(store, transcription, transcribe),
    serverId: 'server-1',
    metrics,
    logger: log,
    timing: { pollMs: 50, soonMs: [10, 10], laterMs: 50 },
  });
  finished.runner.add(staff.access);
  finished.runner.add(staff.seatMoves);
  const transcripts = createTranscripts({ store, forStaff, interviews, finished, transcription });
  const mail = new Mail({
    config,
    mails: store.mails,
    runner: finished.runner,
    sender: () => organization.sender(),
    limits: newLimits(),
    logger: log,
  });
  const links = new PersonalLinks(config);
  const evaluation = createEvaluation({
    store,
    interviews,
    accounts: staff.accounts,
    logger: log,
    tellAssigned: assignment => notices.tellAssigned(assignment),
    mails: {
      configured: mail.configured,
      publicUrl: config.publicUrl,
      send: request => mail.send(request),
      wasWritten: onceKey => mail.wasWritten(onceKey),
      addressOf: link => links.addressOf(link),
    },
  });
  const notices = new Notices({
    config,
    store,
    interviews,
    mail,
    accounts: staff.accounts,
    queueOf: evaluation.queueOf,
    timeZone: () => organization.timeZone(),
    logger: log,
    ...noticeOptions,
  });
  const reportClips = createClips({ store, interviews, finished, cut, logger: log });
  const reports = createReports({
    config,
    store,
    interviews,
    accounts: staff.accounts,
    finished,
    clips: reportClips,
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
    logger: log,
    ...reportOptions,
  });
  const reportFiles = reportDownloads(new ReportPrints(reports));
  const practice = createPractice({
    config,
    store,
    interviews,
    bus: new LocalBus('server-1'),
    library: NO_RENDERING,
    recordingsOf: async () => new Map(),
    finished,
    transcripts: transcripts.reading,
    published: site,
    mail,
    reportOf: interviewId => reports.archiveOf(interviewId),
    limits: newLimits(),
    logger: log,
    proofWork: { cost: 1, counter: [1, 4] },
    ...practiceOptions,
  });
  const candidates = createCandidates({
    config,
    mail,
    store,
    interviews,
    forStaff,
    accounts: staff.accounts,
    finished,
    transcripts: transcripts.reading,
    reportOf: interviewId => reports.archiveOf(interviewId),
    deletePracticePage: pageId => practice.deletePage(pageId),
    logger: log,
  });
  const messages = new Messages(store.settings);
  const interviewMails = new InterviewMails({
    messages,
    publicUrl: config.publicUrl,
    interviews,
    logs: store.interviews,
    told: store.toldSeats,
    mail,
    links,
    organization: () => organization.card(),
    members: () => staff.accounts.list(),
    logger: log,
  });
  const bulk = new BulkActions({
    store: store.bulk,
    list: store.interviewList,
    interviews: forStaff,
    told: store.toldSeats,
    workloads: store.workloads,
    mails: interviewMails,
    mailConfigured: mail.configured,
    runner: finished.runner,
    memberOf: userId => staff.accounts.require(userId),
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
    links: new PersonalLinks(config),
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
    logger: log,
  });
  const app = createHttpApp({
    config,
    log,
    accounts: staff.accounts,
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
    handlers: {
      ...staff.routes,
      ...audit.routes,
      ...accountRoutes({
        publicUrl: config.publicUrl,
        accounts: staff.accounts,
        mail,
        organization: () => organization.card(),
        singleSignOn: staff.singleSignOn,
        seatMoves: staff.seatMoves,
        limits: newLimits(),
        log,
      }),
      ...join.routes,
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
        ...{ mail, audit: store.audit, limits: newLimits() },
      }),
      ...practice.routes,
      ...reports.routes,
      ...evaluation.routes,
      ...candidates.routes,
      ...clipRoutes({ interviews: forStaff, clips }),
      ...homeRoutes({
        store: store.home,
        queue: store.evaluationQueue,
        queueOf: evaluation.queueOf,
        calibrations: evaluation.calibrations,
        interviews: forStaff,
        clips,
        mailConfigured: mail.configured,
        workloads: store.workloads,
      }),
      ...scheduling.routes,
      ...enterRoutes({
        store: store.interviews,
        interviews,
        links: new PersonalLinks(config),
        audit: store.audit,
      }),
      ...consoleRoutes({
        links: new PersonalLinks(config),
        store,
        interviews: forStaff,
        creation,
        kits: kit.kits,
        mailConfigured: mail.configured,
        requireTeam: staff.teams.requireChoosable,
        memberName: userId => staff.accounts.nameOf(userId),
        log,
      }),
      ...templateRoutes(templates),
      ...availabilityRoutes({ store: store.workloads, members: () => staff.accounts.list() }),
      ...importRoutes(imports),
    },
    readiness: { database: () => store.database.answers() },
    isStuck: () => false,
    metrics,
    clientFolder: await writeClient(folder.path),
    site: { pages: site.pages, folder: SITE_FOLDER },
    digests: notices.digests,
    calendars,
    ...overrides,
    limits: newLimits(),
  });
  const server = createHttpServer(app);
  const listening = Promise.withResolvers<void>();
  server.listen(port, '127.0.0.1', listening.resolve);
  await listening.promise;
  const url = `http://127.0.0.1:${port}`;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await imports.close();
    await candidates.close();
    await evaluation.close();
    await practice.close();
    await notices.close();
    await interviewMails.close();
    await mail.close();
    await finished.close();
    await store.close();
    await folder.remove();
  };
  const visitor = () => new Visitor(url, config.publicUrl);
  return {
    url,
    config,
    store,
    staff,
    join,
    interviews,
    templates,
    recordings,
    files,
    finished,
    mail,
    interviewMails,
    notices,
    practice,
    reports,
    evaluation,
    candidates,
    bulk,
    nodes,
    site,
    visitor,
    owner: async () => {
      const owner = visitor();
      const token = tokenOf(await staff.ensureSetupLink());
      await owner.call('setup.complete', { token, ...OWNER });
      return owner;
    },
    member: async (owner, role, email) => {
      const { url: link } = await owner.call('staff.invite', { email, role });
      const member = visitor();
      await member.call('invitations.accept', { token: tokenOf(link), name: role, password: OWNER.password });
      return member;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Fake cut that returns an identifiable clip. */
const cutByHand: Cut = async ({ fromMs, toMs }, { folder: place }) => {
  const file = path.join(place, 'clip.mp4');
  await writeFile(file, `clip ${fromMs} ${toMs}`);
  return file;
};

/** Every clip is already generated. */
const NO_RENDERING: PracticeFeatureOptions['library'] = {
  order: wishes => ({ clipIds: wishes.map(() => 'a'.repeat(64) as ClipId), settled: Promise.resolve() }),
  progressOf: () => ({ ready: 1, total: 1, failed: [], fallback: [] }),
};

const NO_CLIPS: RecruiterClips = {
  progress: async () => ({ total: 0, ready: 0, failed: [] }),
  retry: async () => {},
};

/** Creates one signed-in browser for each staff role. */
export async function everyStaffRole(server: TestServer): Promise<Record<StaffRole, Visitor>> {
  const owner = await server.owner();
  return {
    owner,
    organizer: await server.member(owner, 'organizer', 'organizer@example.org'),
    evaluator: await server.member(owner, 'evaluator', 'evaluator@example.org'),
    interviewer: await server.member(owner, 'interviewer', 'interviewer@example.org'),
  };
}

/** Returns the token in the fragment of a link. */
export function tokenOf(link: string | undefined): string {
  const token = link?.split('#')[1];
  if (!token) throw new Error(`There is no token in ${link}.`);
  return token;
}

/** Reading the built-in kits takes a while, and few tests need them. */
async function writeNoKits(folder: string): Promise<string> {
  const kits = path.join(folder, 'kits');
  await mkdir(kits, { recursive: true });
  return kits;
}

async function writeClient(folder: string): Promise<string> {
  const client = path.join(folder, 'client');
  await mkdir(path.join(client, 'assets'), { recursive: true });
  await writeFile(
    path.join(client, 'index.html'),
    '<!doctype html><title>Vivavoce</title><div id="root"></div><noscript>It needs scripts.</noscript>',
  );
  await writeFile(path.join(client, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(path.join(client, 'assets', 'main-abc123.js'), 'export {};');
  return client;
}
