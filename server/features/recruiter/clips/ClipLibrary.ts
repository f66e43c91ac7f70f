import type { Logger } from 'pino';
import { AppError } from '../../../../shared/errors.ts';
import type { ClipId, ClipSheet } from '../../../../shared/recruiter/clip.ts';
import { ClipFolder } from './ClipFolder.ts';
import { ClipMaker } from './ClipMaker.ts';
import {
  BETWEEN_ATTEMPTS_MS,
  type ClipPriority,
  ClipQueue,
  type ClipTask,
  canImprove,
  isReady,
  isSettled,
} from './ClipQueue.ts';
import { CLIP_FAILURES, type ClipError, type ClipFailure } from './clipError.ts';
import { type ClipRequest, clipIdOf } from './clipRequest.ts';
import { RenderProcess } from './RenderProcess.ts';
import type { SpeechConfig } from './speechConfig.ts';
import { type StoredVoiceUpload, VoiceUploadFolder } from './VoiceUploadFolder.ts';

/** An order this long after a clip failed, or got the built-in voice as a fallback, renders it again. */
const RETRY_AFTER_MS = 300_000;
/** Younger voice uploads are never deleted, because their database row may not exist yet. */
const RECENTLY_MS = 2 * 60 * 60 * 1_000;

interface ClipLibraryOptions {
  folder: string;
  speech: SpeechConfig;
  logger: Logger;
  betweenAttemptsMs?: readonly number[];
}

type ClipProblem = { clipId: ClipId; reason: ClipFailure; message: string };

export interface LibraryProgress {
  ready: number;
  total: number;
  failed: ClipProblem[];
  /** Lines that the built-in synthesizer speaks because the speech service failed. */
  fallback: ClipProblem[];
  rendering?: ClipId;
}

type ClipListener = (clipId: ClipId, outcome: 'ready' | 'failed') => void;

/** All clips of this installation. A separate process renders each clip once and stores it in a folder. */
export class ClipLibrary {
  readonly #speech: SpeechConfig;
  readonly #log: Logger;
  readonly #clips: ClipFolder;
  readonly #uploads: VoiceUploadFolder;
  readonly #process = new RenderProcess();
  readonly #maker: ClipMaker;
  readonly #queue: ClipQueue;
  readonly #tasks = new Map<ClipId, ClipTask>();
  readonly #listeners = new Set<ClipListener>();
  readonly #orders = new Set<() => void>();
  readonly #closing = new AbortController();

  /** Creates the library. An unusable folder is only logged, and rendering fails later. */
  static async create(options: ClipLibraryOptions): Promise<ClipLibrary> {
    const library = new ClipLibrary(options);
    await library.#clips
      .sweep()
      .catch(error => options.logger.warn({ err: error }, 'the clips folder could not be swept'));
    return library;
  }

  private constructor({
    folder,
    speech,
    logger,
    betweenAttemptsMs = BETWEEN_ATTEMPTS_MS,
  }: ClipLibraryOptions) {
    this.#speech = speech;
    this.#log = logger;
    this.#clips = new ClipFolder(folder);
    this.#uploads = new VoiceUploadFolder(folder, this.#clips);
    this.#maker = new ClipMaker({
      clips: this.#clips,
      uploads: this.#uploads,
      process: this.#process,
      speech,
    });
    this.#queue = new ClipQueue({
      make: (task, signal) => this.#make(task, signal),
      settle: (task, error) => this.#settle(task, error),
      betweenAttemptsMs,
    });
  }

  idOf(request: ClipRequest): ClipId {
    return clipIdOf(request, this.#speech);
  }

  /** Renders missing clips, by priority. `settled` resolves when all are ready or failed, or on `close`. */
  order(
    requests: readonly ClipRequest[],
    priority: ClipPriority,
  ): { clipIds: ClipId[]; settled: Promise<void> } {
    const tasks = requests.map(request => this.#taskOf(request, priority));
    void this.#findOrEnqueue([...new Set(tasks)].filter(({ state }) => state === 'new'));
    return { clipIds: tasks.map(({ clipId }) => clipId), settled: this.#settled(tasks) };
  }

  async find(clipId: ClipId): Promise<Clip | undefined> {
    const task = this.#tasks.get(clipId);
    const sheet = await this.#clips.findSheet(task?.fallback?.clipId ?? clipId);
    if (sheet) return { sheet, read: () => this.#read(sheet, task) };
    if (task && isReady(task)) {
      this.#log.warn({ clipId }, 'a clip is no longer in its folder, and is made again');
      this.#renderAgain(task);
    }
    return undefined;
  }

  /** Returns the progress. Clips that were not ordered from this instance count as not ready. */
  progressOf(clipIds: readonly ClipId[]): LibraryProgress {
    const distinct = [...new Set(clipIds)];
    const tasks = distinct.flatMap(clipId => this.#tasks.get(clipId) ?? []);
    const rendering = this.#queue.rendering?.clipId;
    return {
      total: distinct.length,
      ready: tasks.filter(isReady).length,
      failed: tasks.flatMap(({ clipId, reason }) => (reason ? [problemOf(clipId, reason)] : [])),
      fallback: tasks.flatMap(({ clipId, fallback }) =>
        fallback ? [problemOf(clipId, fallback.reason)] : [],
      ),
      ...(rendering !== undefined && distinct.includes(rendering) && { rendering }),
    };
  }

  retry(clipIds: readonly ClipId[]): void {
    this.#maker.retryService();
    for (const clipId of new Set(clipIds)) {
      const task = this.#tasks.get(clipId);
      if (task && canImprove(task)) this.#enqueue(task);
    }
  }

  subscribe(listener: ClipListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stores a voice upload. Rejects with an `AppError` that the uploader sees. */
  storeVoiceUpload(source: string | AsyncIterable<Uint8Array>): Promise<StoredVoiceUpload> {
    return this.#uploads.keep(source, this.#closing.signal);
  }

  findRecording(fileSha256: string): Promise<string | undefined> {
    return this.#uploads.findFile(fileSha256);
  }

  listRecordings(): Promise<string[]> {
    return this.#uploads.listKeptBefore(Date.now() - RECENTLY_MS);
  }

  async removeClip(fileSha256: string, text: string): Promise<void> {
    const clipId = this.idOf({ kind: 'recording', fileSha256, text });
    const task = this.#tasks.get(clipId);
    // A clip in the queue needs no removal, because it fails without its voice upload.
    if (task && isSettled(task)) this.#tasks.delete(clipId);
    await this.#clips.remove(clipId);
  }

  removeRecording(fileSha256: string): Promise<void> {
    return this.#uploads.remove(fileSha256);
  }

  get renderPid(): number | undefined {
    return this.#process.pid;
  }

  close(): void {
    this.#closing.abort();
    this.#queue.close();
    this.#process.close();
    this.#listeners.clear();
    for (const checkSettled of this.#orders) checkSettled();
  }

  #taskOf(request: ClipRequest, priority: ClipPriority): ClipTask {
    const clipId = this.idOf(request);
    const known = this.#tasks.get(clipId);
    const task = known ?? { clipId, request, priority, state: 'new', failures: 0 };
    this.#tasks.set(clipId, task);
    this.#queue.raise(task, priority);
    if (canImprove(task) && Date.now() - (task.settledAt ?? 0) > RETRY_AFTER_MS) this.#enqueue(task);
    return task;
  }

  /** Looks for all clips before queuing any, so that missing clips are rendered in the requested order. */
  async #findOrEnqueue(tasks: readonly ClipTask[]): Promise<void> {
    for (const task of tasks) task.state = 'checking';
    const sheets = await Promise.all(tasks.map(({ clipId }) => this.#clips.findSheet(clipId)));
    if (this.#closing.signal.aborted) return;
    for (const [at, task] of tasks.entries()) {
      if (!sheets[at]) this.#enqueue(task);
      else {
        task.state = 'ready';
        this.#settle(task);
      }
    }
  }

  #enqueue(task: ClipTask): void {
    delete task.reason;
    this.#queue.add(task);
  }

  async #make(task: ClipTask, signal: AbortSignal): Promise<void> {
    const { clipId, request } = task;
    const startedAt = performance.now();
    const fallback = await this.#maker.make(clipId, request, signal);
    const ms = Math.round(performance.now() - startedAt);
    if (fallback) {
      task.fallback = fallback;
      this.#log.warn({ clipId, reason: fallback.reason, ms }, 'the built-in voice speaks a line instead');
    } else {
      delete task.fallback;
      this.#log.debug({ clipId, ms }, 'clip made');
    }
  }

  #settle(task: ClipTask, error?: ClipError): void {
    const { clipId } = task;
    task.settledAt = Date.now();
    if (error) {
      task.reason = error.reason;
      this.#log.error({ clipId, reason: error.reason, detail: detailOf(error) }, 'a clip could not be made');
    }
    this.#notify(clipId, isReady(task) ? 'ready' : 'failed');
    for (const checkSettled of this.#orders) checkSettled();
  }

  #notify(clipId: ClipId, outcome: 'ready' | 'failed'): void {
    for (const listener of this.#listeners) {
      try {
        listener(clipId, outcome);
      } catch (error) {
        this.#log.error({ clipId, err: error }, 'a listener of the clip library failed');
      }
    }
  }

  #settled(tasks: readonly ClipTask[]): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const checkSettled = () => {
      if (!this.#closing.signal.aborted && !tasks.every(isSettled)) return;
      this.#orders.delete(checkSettled);
      resolve();
    };
    this.#orders.add(checkSettled);
    checkSettled();
    return promise;
  }

  async #read(sheet: ClipSheet, task: ClipTask | undefined): Promise<Uint8Array> {
    const bytes = await this.#clips.readIntact(sheet);
    if (bytes) return bytes;
    const { clipId } = sheet;
    this.#log.error({ clipId }, 'a clip was damaged, and is made again');
    await this.#clips
      .setAside(clipId)
      .catch(error => this.#log.warn({ clipId, err: error }, 'a damaged clip could not be set aside'));
    if (task) this.#renderAgain(task);
    throw AppError.unavailable('clip-damaged');
  }

  #renderAgain(task: ClipTask): void {
    task.priority = 'now';
    delete task.fallback;
    this.#enqueue(task);
  }
}

function detailOf({ cause }: ClipError): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}

function problemOf(clipId: ClipId, reason: ClipFailure): ClipProblem {
  return { clipId, reason, message: CLIP_FAILURES[reason] };
}

export interface Clip {
  /** The `clipId` of a fallback differs from the `clipId` of the requested clip. */
  sheet: ClipSheet;
  /** Reads the WebM file. If damaged or missing, rejects with `unavailable` and renders the clip again. */
  read(): Promise<Uint8Array>;
}
