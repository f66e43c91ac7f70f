import { AppError } from '../../../shared/errors.ts';
import { UserId } from '../../../shared/ids.ts';
import { staffMay } from '../../../shared/permissions.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { RECORDING_ROUTES, StoragePlace } from '../../../shared/protocol/recordingRoutes.ts';
import { type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import type { ErasureStore } from '../../store/erasureStore.ts';
import type { LostStorageStore } from '../../store/lostStorageStore.ts';
import type { JobRunner } from '../jobs/JobRunner.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import { erasure } from './commands.ts';
import type { RecordingKeeper } from './RecordingKeeper.ts';
import type { RecordingRecords } from './RecordingRecords.ts';
import type { Retention } from './Retention.ts';
import { type GrantHolder, openReview, type ReviewParts, renewGrant } from './review/openReview.ts';

type RecordingRoutes = Pick<RouteHandlers, keyof typeof RECORDING_ROUTES>;

interface RecordingRouteOptions {
  interviews: StaffInterviews;
  review: ReviewParts;
  records: RecordingRecords;
  keeper: Pick<RecordingKeeper, 'follow'>;
  erasures: ErasureStore;
  lostPlaces: Pick<LostStorageStore, 'missing' | 'declare'>;
  present: () => StoragePlace[];
  runner: Pick<JobRunner, 'retry' | 'enqueueAgain' | 'poll'>;
  retention: Pick<Retention, 'days' | 'countOver' | 'change'>;
}

/** A deletion that takes longer than this counts as blocked. A few minutes are normal. */
const DELETED_WITHIN_MS = 5 * 60_000;

export function interviewRecordingRoutes(options: RecordingRouteOptions): RecordingRoutes {
  const { interviews, review, records, keeper, erasures, lostPlaces, present, runner, retention } = options;
  return {
    'review.open': async ({ interviewId, held }, { member }) =>
      openReview(
        review,
        {
          state: await interviews.read(interviewId, member),
          viewer: staffViewer(member),
          holder: holderOf(member),
          may: {
            erase: staffMay('recordings.erase', member.role),
            download: staffMay('recordings.download', member.role),
          },
        },
        held,
      ),
    'review.renew': async ({ interviewId, grant }, { member }) =>
      renewGrant(
        review,
        { state: await interviews.read(interviewId, member), holder: holderOf(member) },
        grant,
      ),
    'recording.list': (wanted, { member }) => records.listFor(member, wanted),
    'recording.retry': async ({ interviewId }, { member }) => {
      const { recording } = await interviews.read(interviewId, member);
      const ids = [
        recording?.recordingId,
        ...(recording?.erased ?? []).map(({ recordingId }) => recordingId),
      ];
      for (const target of ids)
        for (const kind of ['finalise', 'compose', 'clips', 'transcript', 'erase'])
          if (target !== undefined) await runner.retry({ kind, target });
      const target = recording?.recordingId;
      if (target === undefined) return;
      const record = await records.find(target);
      // A job that finished without media did not fail, so it is queued again instead of retried.
      if (record?.finished?.media.length === 0) await runner.enqueueAgain({ kind: 'finalise', target });
    },
    'recording.erase': async ({ interviewId }, { member }) => {
      const recordingId = await interviews.execute(interviewId, member, state => ({
        events: erasure(state),
        result: state.recording?.recordingId ?? state.recording?.erased.at(-1)?.recordingId,
      }));
      if (recordingId === undefined) throw new AppError('not-found', 'nothing-recorded');
      await keeper.follow(interviewId);
      const receipt = await erasures.find(recordingId);
      if (!receipt) throw new Error('There is no receipt of what was erased.');
      return { receipt };
    },
    'recording.receipts': async ({ interviewId }, { member }) => {
      await interviews.read(interviewId, member);
      return { receipts: await erasures.list(interviewId) };
    },
    'storage.missing': async () => ({
      places: await lostPlaces.missing(present(), Date.now() - DELETED_WITHIN_MS),
    }),
    'storage.declareLost': async (place, { member }) => {
      if (present().some(({ kind, placeId }) => kind === place.kind && placeId === place.placeId))
        throw AppError.conflict('media-server-answers', place);
      const deletions = await lostPlaces.declare(place, member.userId);
      runner.poll();
      return { deletions };
    },
    'retention.read': async () => {
      const days = await retention.days();
      return days === undefined ? {} : { days };
    },
    'retention.preview': async ({ days }) => ({ recordings: await retention.countOver(days) }),
    'retention.change': ({ days }, { member }) => retention.change(days, member.userId),
  };
}

function holderOf(member: StaffMember): Extract<GrantHolder, { type: 'staff' }> {
  return { type: 'staff', userId: UserId.parse(member.userId) };
}
