import type { InterviewId } from '../../../shared/ids.ts';
import type { InterviewEvent } from '../../../shared/interview/events.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import type { InterviewChange, Interviews } from '../../interviews/interviews.ts';
import type { LiveBus } from '../../live/liveBus.ts';
import type { Logger } from '../../log.ts';
import type { InterviewStore, SchedulePosition } from '../../store/interviewStore.ts';
import { LeasedRunners } from '../LeasedRunners.ts';
import { clipProgress, type RecruiterClips } from './clipRoutes.ts';
import type { ClipLibrary } from './clips/ClipLibrary.ts';
import type { VoiceUploads } from './clips/clipRequest.ts';
import { InterviewClips } from './InterviewClips.ts';
import { RecruiterRunner } from './RecruiterRunner.ts';

const PLANNED_AT_ONCE = 100;
/** If the planned start was longer ago than this, clips are ordered only when the interview opens. */
const PLANNED_LATELY_MS = 30 * 24 * 60 * 60_000;

const CHANGES_CLIPS: ReadonlySet<InterviewEvent['kind']> = new Set([
  'recruiter.assigned',
  'kit.chosen',
  'accommodations.set',
]);

interface RecruiterFeature {
  clips: RecruiterClips;
  /** Returns the interviews whose recruiter this server runs, so that it watches their logs for changes. */
  interviewIds(): InterviewId[];
  close(): Promise<void>;
}

/** Renders clips in advance and runs the recruiter of each open interview. It does not close `library`. */
export function createRecruiter(options: {
  interviews: Interviews;
  store: Pick<InterviewStore, 'listPresent' | 'listPlanned'>;
  plane: MediaPlane;
  bus: LiveBus;
  library: ClipLibrary;
  recordingsOf: (kitId: KitId) => Promise<VoiceUploads>;
  logger: Logger;
}): RecruiterFeature {
  const { interviews, store, plane, bus, library, recordingsOf, logger } = options;
  const clips = new InterviewClips({ library, plane, recordingsOf, logger });
  const runners = new LeasedRunners<RecruiterRunner>({
    work: 'recruiter',
    interviews,
    bus,
    listPresent: () => store.listPresent(),
    isNeeded: ({ recruiter, phase }) => recruiter !== undefined && phase === 'open',
    start: interviewId => new RecruiterRunner({ interviewId, interviews, plane, clips, logger }),
    logger,
  });

  const order = (change: Pick<InterviewChange, 'after'>) => {
    const { after } = change;
    clips
      .order(after, after.phase === 'open' ? 'soon' : 'ahead')
      .catch(error =>
        logger.error({ interviewId: after.interviewId, err: error }, 'clips could not be ordered'),
      );
  };
  const unsubscribe = interviews.subscribe(change => {
    const { after, before, events } = change;
    if (!after.recruiter || isFinal(after.phase)) return;
    const opens = before?.phase !== 'open' && after.phase === 'open';
    if (opens || events.some(({ kind }) => CHANGES_CLIPS.has(kind))) order(change);
  });
  orderPlanned(store, interviews, order).catch(error =>
    logger.error({ err: error }, 'clips of planned interviews could not be ordered'),
  );

  return {
    clips: clipProgress(clips, library),
    interviewIds: () => runners.interviewIds(),
    close: async () => {
      unsubscribe();
      await runners.close();
    },
  };
}

/** Orders the clips of all planned interviews at startup, in the order of their start times. */
async function orderPlanned(
  store: Pick<InterviewStore, 'listPlanned'>,
  interviews: Interviews,
  order: (change: Pick<InterviewChange, 'after'>) => void,
): Promise<void> {
  let last: SchedulePosition | undefined = { scheduledAt: Date.now() - PLANNED_LATELY_MS, interviewId: '' };
  while (last) {
    const planned = await store.listPlanned(PLANNED_AT_ONCE, last);
    for (const { interviewId } of planned) order({ after: await interviews.current(interviewId) });
    last = planned.at(-1);
  }
}
