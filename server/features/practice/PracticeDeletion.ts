import { setTimeout as delay } from 'node:timers/promises';
import type { InterviewId } from '../../../shared/ids.ts';
import type { PracticeReceipt } from '../../../shared/protocol/practiceRoutes.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { PracticePurgeStore } from '../../store/practicePurgeStore.ts';
import type { JobRunner } from '../jobs/JobRunner.ts';
import { type JobContext, JobError, type JobHandler } from '../jobs/job.ts';
import type { RecordingKeeper } from '../recording/RecordingKeeper.ts';
import type { AttemptInterviews } from './AttemptInterviews.ts';

const DELETED_WITHIN_MS = 2_000;
const POLL_MS = 50;

interface DeletionOptions {
  purges: PracticePurgeStore;
  attempts: Pick<AttemptInterviews, 'close'>;
  interviews: Pick<Interviews, 'remove'>;
  keeper: Pick<RecordingKeeper, 'follow'>;
  runner: Pick<JobRunner, 'poll'>;
}

/** Deletes attempts and pages. Ends access first. A job deletes the data and resumes after interruptions. */
export class PracticeDeletion implements JobHandler {
  readonly kind = 'purge';
  readonly unending = 'Something of the practice could not be deleted yet.';
  readonly #options: DeletionOptions;

  constructor(options: DeletionOptions) {
    this.#options = options;
  }

  /** Starts deleting an attempt, or a page unless it was visited after `visitedUntil`. */
  async begin(
    pageId: string,
    interviewId?: InterviewId,
    visitedUntil?: number,
  ): Promise<PracticeReceipt | undefined> {
    const { purges, runner } = this.#options;
    const begun = await purges.start(pageId, interviewId, visitedUntil);
    if (!begun) return undefined;
    // Ends running interviews before the job runs. The job retries interviews that can't be ended now.
    await Promise.allSettled(begun.interviewIds.map(id => this.#close(id)));
    runner.poll();
    return begun.receipt;
  }

  /** Deletes the data of each attempt. `target` is the id of the deletion's receipt. */
  async run(target: string, { signal, progress }: JobContext): Promise<void> {
    const { purges } = this.#options;
    const rest = await purges.rest(target);
    for (const [index, { interviewId, hasLog }] of rest.entries()) {
      signal.throwIfAborted();
      if (hasLog) await this.#deleteRecording(interviewId, signal);
      await purges.purge(interviewId);
      await this.#options.interviews.remove(interviewId);
      progress((index + 1) / rest.length);
    }
    if (!(await purges.complete(target)))
      throw new JobError('Another deletion of the same page is under way.', 'soon');
  }

  async #close(interviewId: InterviewId): Promise<boolean> {
    const hadMore = await this.#options.attempts.close(interviewId);
    await this.#options.keeper.follow(interviewId);
    return hadMore;
  }

  /** Deletes the recording. Repeats, because a new recording may start while the interview closes. */
  async #deleteRecording(interviewId: InterviewId, signal: AbortSignal): Promise<void> {
    for (let hadMore = true; hadMore; ) {
      hadMore = await this.#close(interviewId);
      await this.#waitUntilDeleted(interviewId, signal);
    }
  }

  async #waitUntilDeleted(interviewId: InterviewId, signal: AbortSignal): Promise<void> {
    const { purges, runner } = this.#options;
    const giveUpAt = performance.now() + DELETED_WITHIN_MS;
    while ((await purges.unerased(interviewId)).length > 0) {
      if (performance.now() > giveUpAt) throw new JobError('The recording is still being deleted.', 'soon');
      runner.poll();
      await delay(POLL_MS, undefined, { signal });
    }
  }
}
