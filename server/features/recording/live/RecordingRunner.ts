import type { Logger } from 'pino';
import { AppError } from '../../../../shared/errors.ts';
import type { InterviewId, RecordingId, StretchId } from '../../../../shared/ids.ts';
import type { Actor, NewEvent } from '../../../../shared/interview/events.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { CapturedStretch, CaptureEndReason } from '../../../../shared/media/capture.ts';
import type {
  AnyMediaEvent,
  MediaParams,
  MediaPlane,
  MediaResult,
  RoomRef,
} from '../../../../shared/media/mediaPlane.ts';
import { RECORDED_GROUPS } from '../../../../shared/permissions.ts';
import { mayGoOn, recordingDue } from '../../../../shared/recording/recordingDue.ts';
import type { RecordingState } from '../../../../shared/recording/recordingState.ts';
import { runningStretch } from '../../../../shared/recording/reduceRecording.ts';
import type { Decision } from '../../../interviews/decision.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import { Poller } from '../../../Poller.ts';
import { roomIdOf, roomOf } from '../../media/mediaRooms.ts';
import { isGone, stopCapture, writeStopped } from './endStretch.ts';
import { newStretchId, recordingIdOf } from './recordingIds.ts';

const SYSTEM: Actor = { type: 'system' };
/** How soon something that the media plane or the database refused is tried again. */
const RETRY_MS = 500;
/** How long what was last heard of a stretch is good for: the news of its end may have been lost on the way. */
const CONFIRM_MS = 10_000;
/** How soon a media server that cannot write is asked again. */
const TROUBLE_RETRY_MS = 30_000;
const UNSEEN = Number.NEGATIVE_INFINITY;

/** What the media plane records, or was asked to, as far as this runner knows. */
interface Held {
  readonly room: RoomRef;
  readonly recordingId: RecordingId;
  readonly stretchId: StretchId;
  /** Whether it is in the log. */
  logged: boolean;
  /** When the media plane last said that it runs; `performance.now()`. */
  seenAt: number;
}

interface RunnerOptions {
  interviewId: InterviewId;
  interviews: Interviews;
  plane: MediaPlane;
  secret: string;
  logger: Logger;
}

/**
 * Records one interview while this server holds its lease: makes the media plane do what the log demands, and writes what it did. A start
 * is written once the media plane records, a stop once it has stopped, so that the log is the truth for everybody who looks at the
 * badge. Another server can go on at any moment. Ends when it is closed; what is being recorded goes on.
 */
export class RecordingRunner {
  readonly #options: RunnerOptions;
  readonly #logger: Logger;
  readonly #unsubscribe: (() => void)[];
  #held: Held | undefined;
  /** What the media plane has told to have ended, and is not in the log yet. */
  readonly #ends = new Map<StretchId, CaptureEndReason>();
  /** Whether what an earlier server left behind has been looked at. */
  #hasTakenOver = false;
  /** While a media server cannot write: when to ask it again. */
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

  /** Whether the media plane may still record what the log does not ask for any more. */
  get busy(): boolean {
    return this.#held !== undefined;
  }

  /** Looks at the state and acts on it; looks once more if it changes meanwhile. */
  follow(): void {
    void this.#poller.run();
  }

  /** Safe to call twice. A start that no one would know of is taken back. */
  async close(): Promise<void> {
    if (this.#poller.closed) return;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await this.#poller.close();
    const held = this.#held;
    if (!held || held.logged) return;
    await stopCapture(this.#options.plane, held.room, held.stretchId).catch(error =>
      this.#logger.warn({ stretchId: held.stretchId, err: error }, 'a start could not be taken back'),
    );
  }

  async #follow(): Promise<void> {
    const { interviews, interviewId } = this.#options;
    const state = await interviews.current(interviewId);
    const room = roomOf(state);
    // What was recorded in an earlier room has ended with it.
    if (this.#held && !isSame(this.#held.room, room)) this.#held = undefined;
    const running = runningStretch(state.recording);
    const isStrange = running !== undefined && running.stretchId !== this.#held?.stretchId;
    if (room && (isStrange || !this.#hasTakenOver)) await this.#takeOver(room);
    await this.#settle(await interviews.current(interviewId));
  }

  /** Brings the media plane and the log to what the state asks for. */
  async #settle(state: InterviewState): Promise<void> {
    const { secret } = this.#options;
    const room = roomOf(state);
    const due = recordingDue(state) === 'due';
    const held = this.#held;
    const end = held && this.#ends.get(held.stretchId);
    if (held && end) {
      await this.#noteEnd(held, end);
    } else if (held && !isWanted(held, state, secret)) {
      await this.#stop(held);
    } else if (held && !held.logged) {
      await this.#start(held);
    } else if (held) {
      await this.#confirm(held);
    } else if (due && room) {
      await this.#begin(room);
    }
    if (this.#held) this.#poller.runIn(CONFIRM_MS);
    if (!due) this.#trouble = undefined;
    for (const stretchId of this.#ends.keys())
      if (stretchId !== this.#held?.stretchId) this.#ends.delete(stretchId);
  }

  /** Looks at what lies on the room's media server: a server that died may have begun something, or missed its end. */
  async #takeOver(room: RoomRef): Promise<void> {
    const { interviews, interviewId, plane, secret } = this.#options;
    const captured = await this.#captured(room);
    // After the list, so that whatever was written down meanwhile is known.
    const state = await interviews.read(interviewId);
    this.#hasTakenOver = true;
    if (!isSame(room, roomOf(state))) return;
    const recordingId = recordingIdOf(state, secret);
    const running = runningStretch(state.recording);
    if (running && this.#held?.logged !== false)
      this.#held = { room, recordingId, stretchId: running.stretchId, logged: true, seenAt: UNSEEN };
    const known = new Set(state.recording?.stretches.map(({ stretchId }) => stretchId));
    for (const stretch of captured ?? []) {
      const { stretchId } = stretch;
      if (stretch.recordingId !== recordingId || known.has(stretchId)) continue;
      if (stretchId === this.#held?.stretchId) continue;
      this.#logger.warn({ stretchId }, 'something was recorded that no one was told of; it is deleted');
      if (stretch.state === 'open') await stopCapture(plane, room, stretchId);
      await this.#release(room, stretchId);
    }
  }

  /** Undefined where the list cannot be had; empty where the media server is not there any more, and nothing runs on it. */
  async #captured({ nodeId }: RoomRef): Promise<readonly CapturedStretch[] | undefined> {
    try {
      return (await this.#options.plane.request('capture.list', { nodeId })).stretches;
    } catch (error) {
      if (isGone(error)) return [];
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
    // No one is recorded on what another server may have changed meanwhile, nor where it could not be written down.
    const state = await interviews.read(interviewId);
    if (recordingDue(state) !== 'due' || runningStretch(state.recording) || !isSame(room, roomOf(state)))
      return;
    this.#held = {
      room,
      recordingId: recordingIdOf(state, secret),
      stretchId: newStretchId(),
      logged: false,
      seenAt: UNSEEN,
    };
    await this.#start(this.#held);
  }

  /** Also for a start of which no answer came: the media plane knows the stretch then, or begins it. */
  async #start(held: Held): Promise<void> {
    const { plane, interviews, interviewId, secret } = this.#options;
    let began: { agoMs: number; storageLow: boolean; toldAt: number };
    try {
      const answer = await plane.request('capture.start', captureOf(held));
      began = { ...answer, toldAt: performance.now() };
    } catch (error) {
      await this.#onStartFailed(held, error);
      return;
    }
    let written: boolean;
    try {
      written = await interviews.execute(interviewId, SYSTEM, state =>
        decideStarted(state, held, secret, Math.round(began.agoMs + performance.now() - began.toldAt)),
      );
    } catch (error) {
      // Where it cannot be written that it runs, it does not run.
      await this.#end(held);
      throw error;
    }
    if (written) {
      held.logged = true;
      held.seenAt = performance.now();
      this.#trouble = undefined;
      this.#logger.info({ stretchId: held.stretchId, nodeId: held.room.nodeId }, 'recording started');
      await this.#noteStorage(held, began.storageLow);
      return;
    }
    await this.#drop(held);
  }

  /** To start what runs changes nothing, and nothing that has ended is begun again. */
  async #confirm(held: Held): Promise<void> {
    if (performance.now() - held.seenAt < CONFIRM_MS) return;
    let answer: MediaResult<'capture.start'>;
    try {
      answer = await this.#options.plane.request('capture.start', captureOf(held));
      held.seenAt = performance.now();
    } catch (error) {
      const code = codeOf(error);
      if (code === 'media-unavailable') throw error;
      // What runs is not refused: it has ended, and would have to be begun.
      const isOver = isGone(error) || code === 'conflict';
      await this.#noteEnd(held, isOver ? undefined : troubleOf(error));
      return;
    }
    await this.#noteStorage(held, answer.storageLow);
  }

  /** Whether the disk fills, while it records. */
  async #noteStorage({ stretchId }: Held, low: boolean): Promise<void> {
    const { interviews, interviewId } = this.#options;
    // Nearly always there is nothing to be written.
    if (!isStorageNews(await interviews.current(interviewId), stretchId, low)) return;
    await interviews.execute(interviewId, SYSTEM, state => ({
      events: isStorageNews(state, stretchId, low)
        ? [{ kind: 'recording.storageChanged', payload: { stretchId, low } }]
        : [],
      result: undefined,
    }));
  }

  async #onStartFailed(held: Held, error: unknown): Promise<void> {
    const code = codeOf(error);
    // Whether it has begun is not known: the same is asked again.
    if (code === 'media-unavailable') throw error;
    if (code === 'conflict') {
      // It had begun, as no one could tell, and has ended.
      await this.#drop(held);
      this.follow();
      return;
    }
    this.#held = undefined;
    if (isGone(error)) {
      // The room is made anew as soon as someone asks for it.
      this.#poller.runIn(RETRY_MS);
      return;
    }
    this.#logger.error({ nodeId: held.room.nodeId, err: error }, 'recording could not be started');
    this.#awaitBetterTimes(held.room);
    await this.#options.interviews.execute(this.#options.interviewId, SYSTEM, state =>
      decideRefused(state, troubleOf(error)),
    );
  }

  async #stop(held: Held): Promise<void> {
    if (!held.logged) {
      await this.#drop(held);
      return;
    }
    await this.#end(held);
    await this.#noteStopped(held);
  }

  async #end(held: Held): Promise<void> {
    await stopCapture(this.#options.plane, held.room, held.stretchId);
    this.#held = undefined;
  }

  /** No one was told that it ran, so nothing of it is kept. */
  async #drop(held: Held): Promise<void> {
    const { interviews, interviewId } = this.#options;
    await this.#end(held);
    const { recording } = await interviews.read(interviewId);
    // An append of which no answer came may have been written all the same.
    if (recording?.stretches.some(({ stretchId }) => stretchId === held.stretchId)) return;
    await this.#release(held.room, held.stretchId);
  }

  /** The media server has stopped by itself. */
  async #noteEnd(held: Held, end: CaptureEndReason | undefined): Promise<void> {
    this.#held = undefined;
    if (end === 'storage-full' || end === 'failed') this.#awaitBetterTimes(held.room);
    if (held.logged) await this.#noteStopped(held, end);
  }

  async #noteStopped({ stretchId }: Held, end?: CaptureEndReason): Promise<void> {
    const { interviews, interviewId } = this.#options;
    await writeStopped(interviews, { interviewId }, stretchId, end);
    this.#logger.info({ stretchId, ...(end && { end }) }, 'recording stopped');
  }

  #awaitBetterTimes(room: RoomRef): void {
    this.#trouble = { room, until: Date.now() + TROUBLE_RETRY_MS };
    this.#poller.runIn(TROUBLE_RETRY_MS);
  }

  async #release({ nodeId }: RoomRef, stretchId: StretchId): Promise<void> {
    try {
      await this.#options.plane.request('capture.release', { nodeId, stretchId });
    } catch (error) {
      if (!isGone(error)) this.#logger.warn({ stretchId, err: error }, 'a stretch could not be deleted');
    }
  }

  #onMedia({ name, payload }: AnyMediaEvent): void {
    if (name === 'capture.storageLow' && payload.nodeId === this.#held?.room.nodeId) {
      // Asked again, it says so of this stretch.
      this.#held.seenAt = UNSEEN;
      this.follow();
    }
    if (name !== 'capture.ended' || payload.room.roomId !== roomIdOf(this.#options.interviewId)) return;
    this.#ends.set(payload.stretchId, payload.reason);
    this.follow();
  }
}

/** Whether it is this stretch that is to run: not one that the log has ended, nor one of a recording that was erased meanwhile. */
function isWanted(held: Held, state: InterviewState, secret: string): boolean {
  if (held.logged) return mayGoOn(state) && runningStretch(state.recording)?.stretchId === held.stretchId;
  return recordingDue(state) === 'due' && held.recordingId === recordingIdOf(state, secret);
}

function isStorageNews({ recording }: InterviewState, stretchId: StretchId, low: boolean): boolean {
  return runningStretch(recording)?.stretchId === stretchId && (recording?.storageLow ?? false) !== low;
}

function isSame(room: RoomRef, other: RoomRef | undefined): boolean {
  return room.epoch === other?.epoch && room.nodeId === other.nodeId;
}

function captureOf({ room, recordingId, stretchId }: Held): MediaParams<'capture.start'> {
  return { room, recordingId, stretchId, groups: [...RECORDED_GROUPS] };
}

function troubleOf(error: unknown): 'storage-full' | 'failed' {
  return codeOf(error) === 'storage-full' ? 'storage-full' : 'failed';
}

function codeOf(error: unknown): AppError['code'] | undefined {
  return error instanceof AppError ? error.code : undefined;
}

function decideStarted(state: InterviewState, held: Held, secret: string, agoMs: number): Decision<boolean> {
  const { recordingId, stretchId, room } = held;
  if (runningStretch(state.recording)?.stretchId === stretchId) return { events: [], result: true };
  if (!isWanted(held, state, secret) || !isSame(room, roomOf(state))) return { events: [], result: false };
  return {
    events: [
      ...replaced(state.recording),
      { kind: 'recording.started', payload: { recordingId, stretchId, nodeId: room.nodeId, agoMs } },
    ],
    result: true,
  };
}

/** A media server records one stretch of a room at a time: whatever ran before this one has ended. */
function replaced(recording: RecordingState | undefined): NewEvent[] {
  const running = runningStretch(recording);
  if (!running) return [];
  return [{ kind: 'recording.stopped', payload: { stretchId: running.stretchId, reason: 'media-lost' } }];
}

function decideRefused(state: InterviewState, trouble: 'storage-full' | 'failed'): Decision<undefined> {
  const isKnown = state.recording?.trouble === trouble;
  return { events: isKnown ? [] : [{ kind: 'recording.refused', payload: { trouble } }], result: undefined };
}
