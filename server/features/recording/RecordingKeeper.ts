import type { Logger } from 'pino';
import type { InterviewId, RecordingId } from '../../../shared/ids.ts';
import type { InterviewEvent } from '../../../shared/interview/events.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { runningCapture } from '../../../shared/recording/reduceRecording.ts';
import { SerialQueue } from '../../../shared/SerialQueue.ts';
import type { InterviewChange, Interviews } from '../../interviews/interviews.ts';
import { Poller } from '../../Poller.ts';
import type { ErasureStore } from '../../store/erasureStore.ts';
import type { InterviewRecordingStore } from '../../store/interviewRecordingStore.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';

const CONCERNS: ReadonlySet<InterviewEvent['kind']> = new Set([
  'recording.started',
  'recording.stopped',
  'recording.erased',
  'media.lost',
  'session.ended',
  'interview.cancelled',
]);
/** How often to look for events that a server logged but could not handle before it died. */
const POLL_MS = 30_000;
const PAGE_SIZE = 200;

interface KeeperOptions {
  interviews: Pick<Interviews, 'read' | 'subscribe'>;
  events: Pick<InterviewStore, 'readEvents'>;
  recordings: InterviewRecordingStore;
  erasures: ErasureStore;
  onJob: () => void;
  sweep: () => Promise<void>;
  logger: Logger;
  pollMs?: number | undefined;
}

/** Follows the interviews' logs. Stores facts about recordings, and starts finalizing and deleting them. */
export class RecordingKeeper {
  readonly #options: KeeperOptions;
  readonly #unsubscribe: () => void;
  readonly #poller: Poller;
  readonly #queue = new SerialQueue<InterviewId>();
  #started = false;
  /** Position of the next poll in the list of older interviews. */
  #turn: InterviewId | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#unsubscribe = options.interviews.subscribe(change => this.#onChange(change));
    this.#poller = new Poller({
      task: () => this.#poll(),
      intervalMs: options.pollMs ?? POLL_MS,
      onError: error => options.logger.warn({ err: error }, 'recordings could not be looked after'),
    });
  }

  poll(): Promise<void> {
    return this.#poller.run();
  }

  async follow(interviewId: InterviewId, seq = 0): Promise<void> {
    await this.#queue.run(interviewId, async () => {
      const state = await this.#options.interviews.read(interviewId);
      await this.#settle(state);
      if (seq > 0) await this.#options.recordings.noteProcessed(interviewId, seq);
    });
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#poller.close();
  }

  #onChange({ interviewId, after, events }: InterviewChange): void {
    const seq = events.findLast(({ kind }) => CONCERNS.has(kind))?.seq;
    if (seq === undefined || !after.recording || this.#poller.closed) return;
    void this.#tryToFollow(interviewId, seq);
  }

  async #poll(): Promise<void> {
    const { recordings, sweep } = this.#options;
    await this.#followUnseen();
    for (const interviewId of await recordings.unprocessed()) await this.#tryToFollow(interviewId);
    if (!this.#poller.closed) await sweep();
  }

  /** Reads all interviews at the start. Later polls read the newest page and one page of older interviews. */
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
    const { found, next } = await this.#options.recordings.unseen(PAGE_SIZE, before);
    for (const { interviewId, seq } of found) await this.#tryToFollow(interviewId, seq);
    return next;
  }

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
      if (isFinal(state.phase) && !runningCapture(recording)) {
        const endedAt = state.endedAt ?? stretches.at(-1)?.stoppedAt ?? first.startedAt;
        await recordings.startProcessing(recordingId, endedAt);
        onJob();
      }
    }
    for (const { recordingId: erasedId } of erased) await this.#erase(interviewId, erasedId);
  }

  async #erase(interviewId: InterviewId, recordingId: RecordingId): Promise<void> {
    const { events, recordings, erasures, onJob } = this.#options;
    if (await erasures.find(recordingId)) return;
    // Reads the log, because the state no longer says when a deleted recording was started.
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
    // The actor is the system only when the retention time is over.
    const cause = erasure.actor.type === 'system' ? 'retention' : 'request';
    await erasures.start({ interviewId, recordingId, cause, requestedAt: erasure.at });
    onJob();
  }
}
