import type { Logger } from 'pino';
import { AppError } from '../../../../shared/errors.ts';
import type { InterviewId, RecordingId, StretchId } from '../../../../shared/ids.ts';
import { type NewEvent, SYSTEM } from '../../../../shared/interview/events.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { CapturedRun, CaptureEndReason } from '../../../../shared/media/capture.ts';
import type {
  AnyMediaEvent,
  MediaParams,
  MediaPlane,
  MediaResult,
  RoomRef,
} from '../../../../shared/media/mediaPlane.ts';
import { RECORDED_GROUPS } from '../../../../shared/permissions.ts';
import { mayContinue, recordingDue } from '../../../../shared/recording/recordingDue.ts';
import type { RecordingState } from '../../../../shared/recording/recordingState.ts';
import { runningCapture } from '../../../../shared/recording/reduceRecording.ts';
import type { Decision } from '../../../interviews/decision.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import { Poller } from '../../../Poller.ts';
import { isRoomGone, roomIdOf, roomOf } from '../../media/mediaRooms.ts';
import { newStretchId, recordingIdOf, stopCapture, writeStopped } from './captures.ts';

const RETRY_MS = 500;
/** Interval for checking that a capture still runs, because the event that it has ended may be lost. */
const CONFIRM_MS = 10_000;
const TROUBLE_RETRY_MS = 30_000;
const NEVER = Number.NEGATIVE_INFINITY;

/** A capture run that the media plane was asked to start. */
interface ActiveCapture {
  readonly room: RoomRef;
  readonly recordingId: RecordingId;
  readonly stretchId: StretchId;
  logged: boolean;
  confirmedAt: number;
}

interface RunnerOptions {
  interviewId: InterviewId;
  interviews: Interviews;
  plane: MediaPlane;
  secret: string;
  logger: Logger;
}

/** Records an interview while this server holds its lease. A running capture continues after `close()`. */
export class RecordingRunner {
  readonly #options: RunnerOptions;
  readonly #logger: Logger;
  readonly #unsubscribe: (() => void)[];
  #active: ActiveCapture | undefined;
  /** Captures that have ended on the media plane but are not stopped in the log. */
  readonly #ends = new Map<StretchId, CaptureEndReason>();
  #hasTakenOver = false;
  /** Set while a media server cannot write. `until` is the time of the next attempt. */
  #trouble: { room: RoomRef; until: number } | undefined;
  readonly #poller: Poller;

  constructor(options: RunnerOptions) {
    const { interviewId, interviews, plane, logger } = options;
    this.#options = options;
    this.#logger = logger.child({ interviewId });
    this.#poller = new Poller({
      task: () => this.#follow(),
      onError: error => {
        const passing = error instanceof AppError && error.retryable;
        if (!passing) this.#logger.error({ err: error }, 'the recording could not be followed');
        this.#poller.runIn(RETRY_MS);
      },
    });
    this.#unsubscribe = [
      interviews.subscribe(change => {
        if (change.interviewId === interviewId) this.follow();
      }),
      plane.subscribe(event => this.#onMedia(event)),
    ];
    this.follow();
  }

  get busy(): boolean {
    return this.#active !== undefined;
  }

  follow(): void {
    void this.#poller.run();
  }

  /** Stops a capture whose start is not in the log; others continue. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#poller.closed) return;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await this.#poller.close();
    const active = this.#active;
    if (!active || active.logged) return;
    await stopCapture(this.#options.plane, active.room, active.stretchId).catch(error =>
      this.#logger.warn({ stretchId: active.stretchId, err: error }, 'a start could not be taken back'),
    );
  }

  async #follow(): Promise<void> {
    const { interviews, interviewId } = this.#options;
    const state = await interviews.current(interviewId);
    const room = roomOf(state);
    // Forgets the capture of an earlier room, because it ended when that room ended.
    if (this.#active && !isSame(this.#active.room, room)) this.#active = undefined;
    const running = runningCapture(state.recording);
    const isUnknown = running !== undefined && running.stretchId !== this.#active?.stretchId;
    if (room && (isUnknown || !this.#hasTakenOver)) await this.#takeOver(room);
    await this.#apply(await interviews.current(interviewId));
  }

  async #apply(state: InterviewState): Promise<void> {
    const { secret } = this.#options;
    const room = roomOf(state);
    const due = recordingDue(state) === 'due';
    const active = this.#active;
    const end = active && this.#ends.get(active.stretchId);
    if (active && end) {
      await this.#noteEnd(active, end);
    } else if (active && !shouldRun(active, state, secret)) {
      await this.#stop(active);
    } else if (active && !active.logged) {
      await this.#start(active);
    } else if (active) {
      await this.#confirm(active);
    } else if (due && room) {
      await this.#begin(room);
    }
    if (this.#active) this.#poller.runIn(CONFIRM_MS);
    if (!due) this.#trouble = undefined;
    for (const stretchId of this.#ends.keys())
      if (stretchId !== this.#active?.stretchId) this.#ends.delete(stretchId);
  }

  /** Takes over captures, because the last lease holder may have died before it logged a start or stop. */
  async #takeOver(room: RoomRef): Promise<void> {
    const { interviews, interviewId, plane, secret } = this.#options;
    const captured = await this.#captured(room);
    // Reads the state after listing the captures, so that no logged capture is missing from the state.
    const state = await interviews.read(interviewId);
    this.#hasTakenOver = true;
    if (!isSame(room, roomOf(state))) return;
    const recordingId = recordingIdOf(state, secret);
    const running = runningCapture(state.recording);
    if (running && this.#active?.logged !== false)
      this.#active = { room, recordingId, stretchId: running.stretchId, logged: true, confirmedAt: NEVER };
    const known = new Set(state.recording?.stretches.map(({ stretchId }) => stretchId));
    for (const stretch of captured ?? []) {
      const { stretchId } = stretch;
      if (stretch.recordingId !== recordingId || known.has(stretchId)) continue;
      if (stretchId === this.#active?.stretchId) continue;
      this.#logger.warn({ stretchId }, 'something was recorded that no one was told of; it is deleted');
      if (stretch.state === 'open') await stopCapture(plane, room, stretchId);
      await this.#release(room, stretchId);
    }
  }

  /** Returns the captures on a media server. Undefined if the request fails; empty if the server is gone. */
  async #captured({ nodeId }: RoomRef): Promise<readonly CapturedRun[] | undefined> {
    try {
      return (await this.#options.plane.request('capture.list', { nodeId })).stretches;
    } catch (error) {
      if (isRoomGone(error)) return [];
      if (codeOf(error) === 'media-unavailable') throw error;
      this.#logger.warn({ nodeId, err: error }, 'what a media server has recorded cannot be listed');
      return undefined;
    }
  }

  async #begin(room: RoomRef): Promise<void> {
    const { interviews, interviewId, secret } = this.#options;
    const waitMs = this.#trouble && isSame(this.#trouble.room, room) ? this.#trouble.until - Date.now() : 0;
    if (waitMs > 0) {
      this.#poller.runIn(waitMs);
      return;
    }
    // Reads the database, because a recording must not start from an outdated state.
    const state = await interviews.read(interviewId);
    if (recordingDue(state) !== 'due' || runningCapture(state.recording) || !isSame(room, roomOf(state)))
      return;
    this.#active = {
      room,
      recordingId: recordingIdOf(state, secret),
      stretchId: newStretchId(),
      logged: false,
      confirmedAt: NEVER,
    };
    await this.#start(this.#active);
  }

  /** Starts a capture. Idempotent, so it also repeats a start that got no answer. */
  async #start(active: ActiveCapture): Promise<void> {
    const { plane, interviews, interviewId, secret } = this.#options;
    let answer: MediaResult<'capture.start'>;
    try {
      answer = await plane.request('capture.start', captureOf(active));
    } catch (error) {
      return this.#onStartFailed(active, error);
    }
    const startedAt = performance.now() - answer.agoMs;
    let written: boolean;
    try {
      written = await interviews.execute(interviewId, SYSTEM, state =>
        decideStarted(state, active, secret, Math.round(performance.now() - startedAt)),
      );
    } catch (error) {
      await this.#end(active);
      throw error;
    }
    if (!written) return this.#drop(active);
    active.logged = true;
    active.confirmedAt = performance.now();
    this.#trouble = undefined;
    this.#logger.info({ stretchId: active.stretchId, nodeId: active.room.nodeId }, 'recording started');
    await this.#noteStorage(active, answer.storageLow);
  }

  /** Checks a capture by starting it again, which does nothing if it runs and fails if it has ended. */
  async #confirm(active: ActiveCapture): Promise<void> {
    if (performance.now() - active.confirmedAt < CONFIRM_MS) return;
    let answer: MediaResult<'capture.start'>;
    try {
      answer = await this.#options.plane.request('capture.start', captureOf(active));
      active.confirmedAt = performance.now();
    } catch (error) {
      const code = codeOf(error);
      if (code === 'media-unavailable') throw error;
      const isOver = isRoomGone(error) || code === 'conflict';
      await this.#noteEnd(active, isOver ? undefined : troubleOf(error));
      return;
    }
    await this.#noteStorage(active, answer.storageLow);
  }

  async #noteStorage({ stretchId }: ActiveCapture, low: boolean): Promise<void> {
    const { interviews, interviewId } = this.#options;
    if (!isStorageChange(await interviews.current(interviewId), stretchId, low)) return;
    await interviews.execute(interviewId, SYSTEM, state => ({
      events: isStorageChange(state, stretchId, low)
        ? [{ kind: 'recording.storageChanged', payload: { stretchId, low } }]
        : [],
      result: undefined,
    }));
  }

  async #onStartFailed(active: ActiveCapture, error: unknown): Promise<void> {
    const code = codeOf(error);
    // Lets the caller repeat the request, because the capture may have started.
    if (code === 'media-unavailable') throw error;
    if (code === 'conflict') {
      await this.#drop(active);
      this.follow();
      return;
    }
    this.#active = undefined;
    if (isRoomGone(error)) return this.#poller.runIn(RETRY_MS);
    this.#logger.error({ nodeId: active.room.nodeId, err: error }, 'recording could not be started');
    this.#retryLater(active.room);
    const trouble = troubleOf(error);
    await this.#options.interviews.execute(this.#options.interviewId, SYSTEM, state => ({
      events:
        state.recording?.trouble === trouble ? [] : [{ kind: 'recording.refused', payload: { trouble } }],
      result: undefined,
    }));
  }

  async #stop(active: ActiveCapture): Promise<void> {
    if (!active.logged) return this.#drop(active);
    await this.#end(active);
    await this.#noteStopped(active);
  }

  async #end(active: ActiveCapture): Promise<void> {
    await stopCapture(this.#options.plane, active.room, active.stretchId);
    this.#active = undefined;
  }

  /** Deletes a capture that was never logged, because no one was informed that it ran. */
  async #drop(active: ActiveCapture): Promise<void> {
    const { interviews, interviewId } = this.#options;
    await this.#end(active);
    const { recording } = await interviews.read(interviewId);
    // The start may be in the log even if the request to write it got no answer.
    if (recording?.stretches.some(({ stretchId }) => stretchId === active.stretchId)) return;
    await this.#release(active.room, active.stretchId);
  }

  async #noteEnd(active: ActiveCapture, end: CaptureEndReason | undefined): Promise<void> {
    this.#active = undefined;
    if (end === 'storage-full' || end === 'failed') this.#retryLater(active.room);
    if (active.logged) await this.#noteStopped(active, end);
  }

  async #noteStopped({ stretchId }: ActiveCapture, end?: CaptureEndReason): Promise<void> {
    const { interviews, interviewId } = this.#options;
    await writeStopped(interviews, { interviewId }, stretchId, end);
    this.#logger.info({ stretchId, ...(end && { end }) }, 'recording stopped');
  }

  #retryLater(room: RoomRef): void {
    this.#trouble = { room, until: Date.now() + TROUBLE_RETRY_MS };
    this.#poller.runIn(TROUBLE_RETRY_MS);
  }

  async #release({ nodeId }: RoomRef, stretchId: StretchId): Promise<void> {
    try {
      await this.#options.plane.request('capture.release', { nodeId, stretchId });
    } catch (error) {
      if (!isRoomGone(error)) this.#logger.warn({ stretchId, err: error }, 'a capture could not be deleted');
    }
  }

  #onMedia({ name, payload }: AnyMediaEvent): void {
    if (name === 'capture.storageLow' && payload.nodeId === this.#active?.room.nodeId) {
      this.#active.confirmedAt = NEVER;
      this.follow();
    }
    if (name !== 'capture.ended' || payload.room.roomId !== roomIdOf(this.#options.interviewId)) return;
    this.#ends.set(payload.stretchId, payload.reason);
    this.follow();
  }
}

function shouldRun(active: ActiveCapture, state: InterviewState, secret: string): boolean {
  if (active.logged)
    return mayContinue(state) && runningCapture(state.recording)?.stretchId === active.stretchId;
  return recordingDue(state) === 'due' && active.recordingId === recordingIdOf(state, secret);
}

function isStorageChange({ recording }: InterviewState, stretchId: StretchId, low: boolean): boolean {
  return runningCapture(recording)?.stretchId === stretchId && (recording?.storageLow ?? false) !== low;
}

function isSame(room: RoomRef, other: RoomRef | undefined): boolean {
  return room.epoch === other?.epoch && room.nodeId === other.nodeId;
}

function captureOf({ room, recordingId, stretchId }: ActiveCapture): MediaParams<'capture.start'> {
  return { room, recordingId, stretchId, groups: [...RECORDED_GROUPS] };
}

function troubleOf(error: unknown): 'storage-full' | 'failed' {
  return codeOf(error) === 'storage-full' ? 'storage-full' : 'failed';
}

function codeOf(error: unknown): AppError['code'] | undefined {
  return error instanceof AppError ? error.code : undefined;
}

function decideStarted(
  state: InterviewState,
  active: ActiveCapture,
  secret: string,
  agoMs: number,
): Decision<boolean> {
  const { recordingId, stretchId, room } = active;
  if (runningCapture(state.recording)?.stretchId === stretchId) return { events: [], result: true };
  if (!shouldRun(active, state, secret) || !isSame(room, roomOf(state))) return { events: [], result: false };
  return {
    events: [
      ...replaced(state.recording),
      { kind: 'recording.started', payload: { recordingId, stretchId, nodeId: room.nodeId, agoMs } },
    ],
    result: true,
  };
}

/** Stops the earlier capture run in the log, because a room has only one capture run at a time. */
function replaced(recording: RecordingState | undefined): NewEvent[] {
  const running = runningCapture(recording);
  if (!running) return [];
  return [{ kind: 'recording.stopped', payload: { stretchId: running.stretchId, reason: 'media-lost' } }];
}
