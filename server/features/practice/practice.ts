import type { Logger } from 'pino';
import { z } from 'zod';
import type { InterviewId } from '../../../shared/ids.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import { PRACTICE_ARCHIVE } from '../../../shared/protocol/practiceRoutes.ts';
import type { Config } from '../../config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { RateLimits } from '../../limits/RateLimits.ts';
import type { LiveBus } from '../../live/liveBus.ts';
import type { Store } from '../../store/store.ts';
import type { Mail } from '../mail/Mail.ts';
import type { Recordings } from '../recording/recordings.ts';
import type { ClipLibrary } from '../recruiter/clips/ClipLibrary.ts';
import type { ClipRequest, VoiceUploads } from '../recruiter/clips/clipRequest.ts';
import { type FormDownload, formDownload, type RouteHandlers } from '../routeHandlers.ts';
import type { Site } from '../site/site.ts';
import { practiceTranscriptDownload } from '../transcript/downloads.ts';
import { AttemptDetails } from './AttemptDetails.ts';
import { AttemptInterviews } from './AttemptInterviews.ts';
import { PageExpiry } from './PageExpiry.ts';
import { PracticeClips } from './PracticeClips.ts';
import { PracticeDeletion } from './PracticeDeletion.ts';
import { PracticeOffers } from './PracticeOffers.ts';
import { PracticeQueue } from './PracticeQueue.ts';
import { PracticeVisitors } from './PracticeVisitors.ts';
import { type ProofDifficulty, ProofOfWork } from './ProofOfWork.ts';
import { practiceArchive } from './practiceArchive.ts';
import { PracticePages, type PracticeParts } from './practicePage.ts';
import { practiceRoutes, transcriptReaderBy } from './routes.ts';

export interface PracticeFeatureOptions {
  config: Pick<Config, 'secret' | 'secure' | 'publicUrl' | 'practiceSessions'>;
  store: Store;
  interviews: Interviews;
  bus: Pick<LiveBus, 'aliveServers'>;
  library: Pick<ClipLibrary, 'order' | 'progressOf'>;
  /** The home page's loop of the recruiter. */
  portrait?: ClipRequest | undefined;
  recordingsOf: (kitId: KitId) => Promise<VoiceUploads>;
  finished: Pick<Recordings, 'review' | 'records' | 'storage' | 'runner' | 'keeper' | 'retention'>;
  transcripts: PracticeParts['transcripts'];
  published: Site;
  mail: Mail;
  reportOf: (interviewId: InterviewId) => Promise<object | undefined>;
  limits: RateLimits;
  logger: Logger;
  proofWork?: ProofDifficulty | undefined;
  pollMs?: number | undefined;
}

export interface PracticeFeature {
  readonly routes: ReturnType<typeof practiceRoutes> &
    ReturnType<typeof expiryRoutes> &
    Pick<RouteHandlers, 'recruiterClips.published'>;
  readonly downloads: readonly FormDownload[];
  /** Deletes a private page with all its attempts. */
  deletePage(pageId: string): Promise<void>;
  close(): Promise<void>;
}

const NOTHING_PUBLISHED = { published: async () => [], subscribe: () => () => {} };

export function createPractice(options: PracticeFeatureOptions): PracticeFeature {
  const { config, store, interviews, finished, published, mail, limits, logger } = options;
  const details = new AttemptDetails({
    events: store.interviews,
    findRecord: recordingId => finished.records.find(recordingId),
    transcripts: store.transcripts,
  });
  const { practice, practicePurges: purges, kits, settings } = store;
  const { keeper, runner, retention } = finished;
  const pages = new PracticePages(practice);
  const attempts = new AttemptInterviews({ interviews, kits, settings });
  const deletion = new PracticeDeletion({ purges, attempts, interviews, keeper, runner });
  const deletePage = async (pageId: string, visitedUntil: number) => {
    const listed = await practice.attemptsOf(pageId);
    await deletion.begin(pageId, undefined, visitedUntil);
    for (const { interviewId } of listed) details.forget(interviewId);
  };
  const expiry = new PageExpiry({ config, practice, purges, settings, retention, mail, deletePage, logger });
  const queue = new PracticeQueue({
    sessions: config.practiceSessions,
    queue: store.practiceQueue,
    interviews,
    aliveServers: () => options.bus.aliveServers(),
    logger,
    pollMs: options.pollMs,
  });
  const clips = new PracticeClips({
    library: options.library,
    portrait: options.portrait,
    kits,
    published: config.practiceSessions > 0 ? published : NOTHING_PUBLISHED,
    recordingsOf: options.recordingsOf,
    logger,
  });
  runner.add(deletion);
  const visitors = new PracticeVisitors(config);
  const proofs = new ProofOfWork({ secret: config.secret, limits, work: options.proofWork });
  const offers = new PracticeOffers({ published, kits });
  const own = { pages, details, expiry, queue, offers, attempts, clips, deletion, visitors, proofs };
  const parts = { ...options, ...own };
  return {
    routes: {
      ...expiryRoutes(expiry),
      ...practiceRoutes(parts),
      'recruiterClips.published': async () => clips.published(),
    },
    downloads: [
      archiveDownload(parts),
      practiceTranscriptDownload(options.transcripts, ref => transcriptReaderBy(parts, ref)),
    ],
    deletePage: pageId => deletePage(pageId, Number.MAX_SAFE_INTEGER),
    close: async () => {
      await queue.close();
      await clips.close();
    },
  };
}

const NO_PAGE =
  'There is no practice page with this link. It may have been deleted, and everything on it with it.';

function archiveDownload(parts: PracticeParts): FormDownload {
  return formDownload({
    path: PRACTICE_ARCHIVE,
    limit: 'practiceOpen',
    form: z.object({ page: LinkToken }),
    handle: async ({ page }) => ({
      fileName: 'practice-interviews.zip',
      contentType: 'application/zip',
      body: await practiceArchive(parts, page),
    }),
    failure: 'An archive could not be made',
    sentences: {
      'rate-limited': 'There were too many downloads. Wait a few minutes, then try again.',
      'link-invalid': NO_PAGE,
      invalid: NO_PAGE,
    },
  });
}

function expiryRoutes(
  expiry: PageExpiry,
): Pick<RouteHandlers, 'practicePages.read' | 'practicePages.preview' | 'practicePages.change'> {
  return {
    'practicePages.read': async () => {
      const [keep, days] = await Promise.all([expiry.setting(), expiry.days()]);
      return { keep, ...(days !== undefined && { days }) };
    },
    'practicePages.preview': ({ days }) => expiry.countOver(days),
    'practicePages.change': ({ keep }, { member }) => expiry.change(keep, member.userId),
  };
}
