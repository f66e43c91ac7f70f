import type { Logger } from 'pino';
import type { InterviewId, RecordingId } from '../../../shared/ids.ts';
import type { InterviewEvent } from '../../../shared/interview/events.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { runningStretch } from '../../../shared/recording/reduceRecording.ts';
import { SerialQueue } from '../../../shared/SerialQueue.ts';
import type { InterviewChange, Interviews } from '../../interviews/interviews.ts';
import { Poller } from '../../Poller.ts';
import type { ErasureStore } from '../../store/erasureStore.ts';
import type { InterviewRecordingStore } from '../../store/interviewRecordingStore.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';

/** Events after which there may be something to do for a recording. */
const CONCERNS: ReadonlySet<InterviewEvent['kind']> = new Set([
  'recording.started',
  'recording.stopped',
  'recording.erased',
  'media.lost',
  'session.ended',
  'interview.cancelled',
]);
/** What another server has written and then died is found so much later. */
const LOOK_EVERY_MS = 30_000;
/** Interviews whose logs are looked at in one query. */
const AT_ONCE = 200;

interface KeeperOptions {
  interviews: Pick<Interviews, 'read' | 'subscribe'>;
  events: Pick<InterviewStore, 'readEvents'>;
  recordings: InterviewRecordingStore;
  erasures: ErasureStore;
  /** Told when a job has been added to the queue. */
  onJob: () => void;
  /** What is to be looked after besides, at the start and from time to time. */
  sweep: () => Promise<void>;
  logger: Logger;
  lookEveryMs?: number | undefined;
}

/**
 * Follows the logs of interviews, and keeps what the database knows of recordings in step with them: a recording whose interview is over
 * is made playable, one that was erased is deleted. What no one was there to follow is found at the next start. Ends when it is closed.
 */
export class RecordingKeeper {
  readonly #options: KeeperOptions;
  readonly #unsubscribe: () => void;
  readonly #poller: Poller;
  readonly #queue = new SerialQueue<InterviewId>();
  #started = false;
  /** The interview before which the next round continues. */
  #turn: InterviewId | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#unsubscribe = options.interviews.subscribe(change => this.#onChange(change));
    this.#poller = new Poller({
      task: () => this.#look(),
      intervalMs: options.lookEveryMs ?? LOOK_EVERY_MS,
      onError: error => options.logger.warn({ err: error }, 'recordings could not be looked after'),
    });
  }

  /** Takes up everything that is in the logs and not done. Never rejects. */
  look(): Promise<void> {
    return this.#poller.run();
  }

  /** Brings the database in step with the log of one interview. Safe to repeat. */
  async follow(interviewId: InterviewId, seq = 0): Promise<void> {
    await this.#queue.run(interviewId, async () => {
      const state = await this.#options.interviews.read(interviewId);
      await this.#settle(state);
      if (seq > 0) await this.#options.recordings.see(interviewId, seq);
    });
  }

  /** Safe to call twice. */
  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#poller.close();
  }

  #onChange({ interviewId, after, events }: InterviewChange): void {
    const seq = events.findLast(({ kind }) => CONCERNS.has(kind))?.seq;
    if (seq === undefined || !after.recording || this.#poller.closed) return;
    void this.#tryToFollow(interviewId, seq);
  }

  async #look(): Promise<void> {
    const { recordings, sweep } = this.#options;
    await this.#followUnseen();
    for (const interviewId of await recordings.unsettled()) await this.#tryToFollow(interviewId);
    if (!this.#poller.closed) await sweep();
  }

  /**
   * Everything at the start; afterwards the newest interviews and some of the others, in turn. What could not be followed in an old interview,
   * such as the deletion of its recording, is found again after at most half a minute for every `AT_ONCE` interviews with recordings.
   */
  async #followUnseen(): Promise<void> {
    const newest = await this.#followSome(undefined);
    if (this.#started) {
      const turn = this.#turn ?? newest;
      this.#turn = turn && (await this.#followSome(turn));
      return;
    }
    for (let next = newest; next !== undefined && !this.#poller.closed; ) next = await this.#followSome(next);
    this.#started = true;
  }

  async #followSome(before: InterviewId | undefined): Promise<InterviewId | undefined> {
    const { found, next } = await this.#options.recordings.unseen(AT_ONCE, before);
    for (const { interviewId, seq } of found) await this.#tryToFollow(interviewId, seq);
    return next;
  }

  /** One that cannot be followed must not keep the others here. */
  async #tryToFollow(interviewId: InterviewId, seq?: number): Promise<void> {
    try {
      await this.follow(interviewId, seq);
    } catch (error) {
      this.#options.logger.warn({ interviewId, err: error }, 'a recording could not be followed');
    }
  }

  async #settle(state: InterviewState): Promise<void> {
    const { recordings, onJob } = this.#options;
    const { interviewId, recording } = state;
    if (!recording) return;
    const { recordingId, stretches, erased } = recording;
    const [first] = stretches;
    if (recordingId !== undefined && first) {
      await recordings.note({ recordingId, interviewId, startedAt: first.startedAt, stretches });
      if (isFinal(state.phase) && !runningStretch(recording)) {
        const endedAt = state.endedAt ?? stretches.at(-1)?.stoppedAt ?? first.startedAt;
        await recordings.beginProcessing(recordingId, endedAt);
        onJob();
      }
    }
    for (const { recordingId: erasedId } of erased) await this.#erase(interviewId, erasedId);
  }

  async #erase(interviewId: InterviewId, recordingId: RecordingId): Promise<void> {
    const { events, recordings, erasures, onJob } = this.#options;
    if (await erasures.find(recordingId)) return;
    // What the folded log has forgotten by now: which stretches there were, and who wanted it.
    const log = await events.readEvents(interviewId, 0);
    const started = log.flatMap(event =>
      event.kind === 'recording.started' && event.payload.recordingId === recordingId ? [event] : [],
    );
    const erasure = log.find(
      event => event.kind === 'recording.erased' && event.payload.recordingId === recordingId,
    );
    if (!erasure) return;
    await recordings.note({
      recordingId,
      interviewId,
      startedAt: started[0] ? started[0].at - started[0].payload.agoMs : erasure.at,
      stretches: started.map(({ payload }) => payload),
    });
    // Only the clock of retention erases without being a person.
    const cause = erasure.actor.type === 'system' ? 'retention' : 'request';
    await erasures.begin({ interviewId, recordingId, cause, requestedAt: erasure.at });
    onJob();
  }
}
