import type { Logger } from 'pino';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { Config } from '../../config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { LiveBus } from '../../live/liveBus.ts';
import type { Store } from '../../store/store.ts';
import type { Recordings } from '../recording/recordings.ts';
import type { ClipLibrary } from '../recruiter/clips/ClipLibrary.ts';
import type { VoiceUploads } from '../recruiter/clips/clipRequest.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import { AttemptDetails } from './AttemptDetails.ts';
import { AttemptInterviews } from './attemptInterview.ts';
import type { KeptReports } from './keptReports.ts';
import { PageExpiry } from './PageExpiry.ts';
import { PracticeArchive } from './PracticeArchive.ts';
import { PracticeClips } from './PracticeClips.ts';
import { PracticeDeletion } from './PracticeDeletion.ts';
import { PracticeDevices } from './PracticeDevices.ts';
import { PracticeHouse } from './PracticeHouse.ts';
import { PracticePages } from './PracticePages.ts';
import { Proofs, type ProofWork } from './Proofs.ts';
import type { PracticeLimits } from './practiceLimits.ts';
import type { PracticeMail } from './practiceMail.ts';
import type { PublishedKits } from './publishedKits.ts';
import { practiceRoutes } from './routes.ts';

export interface PracticeFeatureOptions {
  config: Pick<Config, 'secret' | 'secure' | 'publicUrl' | 'practiceSessions'>;
  store: Store;
  interviews: Interviews;
  bus: Pick<LiveBus, 'aliveServers'>;
  library: Pick<ClipLibrary, 'order' | 'progressOf'>;
  recordingsOf: (kitId: KitId) => Promise<VoiceUploads>;
  finished: Pick<Recordings, 'review' | 'records' | 'storage' | 'runner' | 'keeper' | 'retention'>;
  published: PublishedKits;
  mail: PracticeMail;
  /** What an archive has of the report on an attempt. */
  reports: KeptReports;
  limits: PracticeLimits;
  logger: Logger;
  /** Tests have less to compute, and are less patient. */
  proofWork?: ProofWork | undefined;
  lookEveryMs?: number | undefined;
}

export interface PracticeFeature {
  readonly routes: ReturnType<typeof practiceRoutes> & ReturnType<typeof expiryRoutes>;
  readonly archive: PracticeArchive;
  close(): Promise<void>;
}

const NOTHING_PUBLISHED = { published: async () => [], subscribe: () => () => {} };

/** Practice without an account, put together. */
export function createPractice(options: PracticeFeatureOptions): PracticeFeature {
  const { config, store, interviews, finished, published, mail, limits, logger } = options;
  const pages = new PracticePages(store.practice);
  const details = new AttemptDetails({
    events: store.interviews,
    findRecord: recordingId => finished.records.find(recordingId),
  });
  const attempts = new AttemptInterviews({ interviews, kits: store.kits, settings: store.settings });
  const deletion = new PracticeDeletion({
    purges: store.practicePurges,
    attempts,
    interviews,
    keeper: finished.keeper,
    runner: finished.runner,
  });
  const expiry = new PageExpiry({
    publicUrl: config.publicUrl,
    secret: config.secret,
    store: store.practice,
    purges: store.practicePurges,
    settings: store.settings,
    retention: finished.retention,
    mail,
    deletePage: async (pageId, visitedUntil) => {
      const held = await store.practice.attemptsOf(pageId);
      await deletion.begin(pageId, undefined, visitedUntil);
      for (const { interviewId } of held) details.forget(interviewId);
    },
    logger,
  });
  const page = {
    store: store.practice,
    expiry,
    reports: store.reports,
    details,
    interviews,
    jobs: store.jobs,
    retention: finished.retention,
    published,
    mail,
  };
  const house = new PracticeHouse({
    sessions: config.practiceSessions,
    queue: store.practiceQueue,
    interviews,
    aliveServers: () => options.bus.aliveServers(),
    logger,
    lookEveryMs: options.lookEveryMs,
  });
  const clips = new PracticeClips({
    library: options.library,
    kits: store.kits,
    // Where no one practices nothing is rendered for it.
    published: config.practiceSessions > 0 ? published : NOTHING_PUBLISHED,
    recordingsOf: options.recordingsOf,
    logger,
  });
  finished.runner.add(deletion);
  return {
    routes: {
      ...expiryRoutes(expiry),
      ...practiceRoutes({
        publicUrl: config.publicUrl,
        store: store.practice,
        purges: store.practicePurges,
        kits: store.kits,
        interviews,
        pages,
        page,
        house,
        attempts,
        clips,
        deletion,
        devices: new PracticeDevices(config),
        proofs: new Proofs({ secret: config.secret, limits, work: options.proofWork }),
        limits,
        published,
        mail,
        review: finished.review,
        retention: finished.retention,
        onDeleted: interviewId => details.forget(interviewId),
      }),
    },
    archive: new PracticeArchive({
      pages,
      page,
      store: store.practice,
      limits,
      reports: options.reports,
      files: store.mediaFiles,
      objects: finished.storage,
    }),
    close: async () => {
      await house.close();
      await clips.close();
    },
  };
}

/** What staff decide about private pages. */
function expiryRoutes(
  expiry: PageExpiry,
): Pick<RouteHandlers, 'practicePages.read' | 'practicePages.change'> {
  return {
    'practicePages.read': async () => {
      const [keep, days] = await Promise.all([expiry.keep(), expiry.days()]);
      return { keep, ...(days !== undefined && { days }) };
    },
    'practicePages.change': async ({ keep }, { member }) => {
      await expiry.change(keep, member.userId);
      return {};
    },
  };
}
