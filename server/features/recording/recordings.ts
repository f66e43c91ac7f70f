import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { Config } from '../../config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { Store } from '../../store/store.ts';
import { JobRunner } from '../jobs/JobRunner.ts';
import type { JobHandler, JobTiming } from '../jobs/job.ts';
import { CaptureSweep } from './jobs/CaptureSweep.ts';
import { type Compose, ComposeJob } from './jobs/ComposeJob.ts';
import { EraseJob } from './jobs/EraseJob.ts';
import { type Finalise, FinaliseJob } from './jobs/FinaliseJob.ts';
import { MediaAccess, MediaGrants } from './MediaAccess.ts';
import { RecordingKeeper } from './RecordingKeeper.ts';
import { RecordingRecords } from './RecordingRecords.ts';
import { Retention } from './Retention.ts';
import type { ReviewParts } from './review/openReview.ts';
import { interviewRecordingRoutes } from './routes.ts';
import type { ObjectStorage } from './storage/ObjectStorage.ts';
import { openStorage } from './storage/openStorage.ts';
import { RecordingStorage } from './storage/RecordingStorage.ts';
import { sweepWorkFolders, WorkFolders } from './WorkFolders.ts';

export interface RecordingsOptions {
  config: Pick<Config, 'bucket' | 'recordingFolder' | 'workFolder'>;
  store: Store;
  interviews: Interviews;
  plane: Pick<MediaPlane, 'request' | 'nodeIds' | 'subscribe'>;
  staffOf: (headers: Headers) => Promise<StaffMember | undefined>;
  finalise: Finalise;
  compose: Compose;
  /** Jobs of other features, made from the parts that the jobs of recordings have. */
  otherJobs?: ((parts: JobParts) => readonly JobHandler[]) | undefined;
  serverId: string;
  metrics: Registry;
  logger: Logger;
  timing?: Partial<JobTiming> | undefined;
  pollMs?: number | undefined;
}

/** What jobs on finished recordings work with. */
export interface JobParts {
  readonly plane: RecordingsOptions['plane'];
  readonly interviews: Interviews;
  readonly events: Store['interviews'];
  readonly recordings: Store['interviewRecordings'];
  readonly files: Store['mediaFiles'];
  readonly objects: ObjectStorage;
  readonly storage: RecordingStorage;
  readonly folders: WorkFolders;
  readonly logger: Logger;
}

/** All parts that process recordings after their interviews. */
export type Recordings = Awaited<ReturnType<typeof createRecordings>>;

export async function createRecordings(options: RecordingsOptions) {
  const { config, store, interviews, plane, logger } = options;
  const { interviewRecordings: recordings, mediaFiles: files, erasures, lostStorage: lostPlaces } = store;
  const objects: ObjectStorage = await openStorage(config);
  const folders = await WorkFolders.create(config.workFolder, erasures);
  const storage = new RecordingStorage({ objects, files, logger });
  const events = store.interviews;
  const shared: JobParts = {
    plane,
    interviews,
    events,
    recordings,
    files,
    objects,
    storage,
    folders,
    logger,
  };
  const runner: JobRunner = new JobRunner({
    store: store.jobs,
    serverId: options.serverId,
    handlers: [
      new FinaliseJob({ ...shared, finalise: options.finalise }),
      ...(options.otherJobs?.(shared) ?? []),
      new ComposeJob({ ...shared, compose: options.compose }),
      new EraseJob({ ...shared, erasures, lostPlaces, stop: name => runner.stop(name) }),
    ],
    metrics: options.metrics,
    logger,
    timing: options.timing,
  });
  const sweep = new CaptureSweep({ plane, recordings, erasures, lostPlaces, jobs: runner, logger });
  const keeper = new RecordingKeeper({
    interviews,
    events,
    recordings,
    erasures,
    onJob: () => runner.poll(),
    sweep: async () => {
      await sweep.sweep();
      await storage.tidy();
      await sweepWorkFolders({ folders, recordings, lostPlaces, jobs: store.jobs });
      await store.mediaGrants.prune();
    },
    logger,
    pollMs: options.pollMs,
  });
  const retention = new Retention({ settings: store.settings, recordings, interviews, logger });
  const records = new RecordingRecords({ recordings, files, jobs: store.jobs, retention });
  const grants = new MediaGrants({ grants: store.mediaGrants, interviews });
  const review: ReviewParts = {
    readEvents: interviewId => events.readEvents(interviewId, 0),
    findRecord: recordingId => records.find(recordingId),
    grants,
  };
  return {
    routes: interviewRecordingRoutes({
      interviews: new StaffInterviews(interviews),
      review,
      records,
      keeper,
      erasures,
      lostPlaces,
      present: () => [
        ...plane.nodeIds().map(placeId => ({ kind: 'mediaServer' as const, placeId })),
        { kind: 'server' as const, placeId: folders.folderId },
      ],
      runner,
      retention,
    }),
    review,
    media: new MediaAccess({
      grants: store.mediaGrants,
      files,
      objects,
      interviews,
      staffOf: options.staffOf,
      pageOwns: (pageId, interviewId) => store.practice.owns(pageId, interviewId),
      reportShows: (linkId, fileId) => store.reportReaders.showsFile(linkId, fileId, Date.now()),
    }),
    records,
    storage: objects as Pick<ObjectStorage, 'read' | 'remove'>,
    recordingStorage: storage,
    folders,
    runner,
    keeper,
    retention,
    close: async () => {
      await retention.close();
      await keeper.close();
      await runner.close();
      objects.close();
    },
  };
}
