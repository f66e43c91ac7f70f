import { AppError } from '../../shared/errors.ts';
import { NodeId, type RecordingId, type RoomId, type StretchId } from '../../shared/ids.ts';
import type { CapturedRun, CaptureEndReason } from '../../shared/media/capture.ts';
import type {
  AnyMediaEvent,
  MediaParams,
  MediaPlane,
  MediaRequestName,
  MediaResult,
  RoomRef,
} from '../../shared/media/mediaPlane.ts';
import { Changes } from './changes.ts';

interface Captured {
  recordingId: RecordingId;
  stretchId: StretchId;
  room: RoomRef;
  state: 'open' | 'closed';
}

/** A request that waits until the test releases it. */
export interface HeldRequest {
  /** The request has arrived. */
  reached: Promise<void>;
  /** Completes the request and sends the response. */
  letGo: () => void;
}

const WAIT_MS = 20_000;

/**
 * A fake media plane that has rooms and reports recordings, for races and faults that a real one can't be
 * forced into. Responds as `sfu/recorder` does: one segment run per room, and none restarts after it ended.
 */
export class CapturePlane implements MediaPlane {
  readonly nodeId = NodeId.parse('sfu-1');
  readonly asked: { name: MediaRequestName; params: unknown }[] = [];
  readonly #rooms = new Map<RoomId, RoomRef>();
  readonly #captured: Captured[] = [];
  readonly #listeners = new Set<(event: AnyMediaEvent) => void>();
  readonly #refusals = new Map<MediaRequestName, Error>();
  readonly #unanswered = new Set<MediaRequestName>();
  readonly #gates = new Map<MediaRequestName, { arrive: () => void; open: Promise<void> }>();
  readonly #changes = new Changes();
  #storageLow = false;

  /** Creates the room and ends one of a lower epoch. */
  makeRoom(roomId: RoomId, epoch: number): RoomRef {
    this.dropRoom(roomId);
    const room = { nodeId: this.nodeId, roomId, epoch };
    this.#rooms.set(roomId, room);
    return room;
  }

  /** Removes the room, which ends its recording. */
  dropRoom(roomId: RoomId): void {
    const room = this.#rooms.get(roomId);
    if (!room) return;
    this.#rooms.delete(roomId);
    for (const stretch of this.#captured) if (stretch.room === room) this.#end(stretch, 'room-closed');
  }

  /** Ends every recording, as a full disk does. `silently`: without an event. */
  endAll(reason: CaptureEndReason, { silently = false } = {}): void {
    for (const stretch of this.#captured) this.#end(stretch, reason, silently);
  }

  /** The disk becomes full, which is reported, or has space again, which is not. */
  setStorageLow(low: boolean): void {
    this.#storageLow = low;
    if (low) this.#emit({ name: 'capture.storageLow', payload: { nodeId: this.nodeId, freeBytes: 1_000 } });
  }

  refuse(name: MediaRequestName, error: Error): void {
    this.#refusals.set(name, error);
  }

  accept(name: MediaRequestName): void {
    this.#refusals.delete(name);
  }

  /** The next request of this name succeeds, but its response is lost. */
  loseNextAnswer(name: MediaRequestName): void {
    this.#unanswered.add(name);
  }

  /** The next request of this name succeeds, but its response waits for the test. */
  holdNext(name: MediaRequestName): HeldRequest {
    const { promise: reached, resolve: arrive } = Promise.withResolvers<void>();
    const { promise: open, resolve: letGo } = Promise.withResolvers<void>();
    this.#gates.set(name, { arrive, open });
    return { reached, letGo };
  }

  get open(): StretchId[] {
    return this.#captured.filter(({ state }) => state === 'open').map(({ stretchId }) => stretchId);
  }

  /** Everything on the disk, oldest first. */
  get onDisk(): StretchId[] {
    return this.#captured.map(({ stretchId }) => stretchId);
  }

  countOf(name: MediaRequestName): number {
    return this.asked.filter(request => request.name === name).length;
  }

  until(what: string, isSo: (plane: this) => boolean): Promise<unknown> {
    return this.#changes.waitFor(() => isSo(this), {
      milliseconds: WAIT_MS,
      complaint: () => `Waited in vain for ${what}.`,
    });
  }

  async request<N extends MediaRequestName>(name: N, params: MediaParams<N>): Promise<MediaResult<N>> {
    this.asked.push({ name, params });
    const gate = this.#gates.get(name);
    this.#gates.delete(name);
    const refusal = this.#refusals.get(name);
    const answer = refusal ? undefined : this.#answer(name, params as never);
    this.#changes.tell();
    gate?.arrive();
    await gate?.open;
    if (refusal) throw refusal;
    if (this.#unanswered.delete(name)) throw new AppError('media-unavailable');
    return answer as MediaResult<N>;
  }

  subscribe(listener: (event: AnyMediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  ready(): boolean {
    return true;
  }

  nodeIds(): readonly NodeId[] {
    return [this.nodeId];
  }

  async close(): Promise<void> {}

  #answer(name: MediaRequestName, params: never): unknown {
    switch (name) {
      case 'capture.start':
        return this.#start(params);
      case 'capture.stop':
        return this.#stop(params);
      case 'capture.list':
        return { stretches: this.#captured.map(listed) };
      case 'capture.release':
        return this.#release(params);
      default:
        throw new Error(`Recording never requests ${name}.`);
    }
  }

  #start({ room, recordingId, stretchId }: MediaParams<'capture.start'>): MediaResult<'capture.start'> {
    const known = this.#captured.find(stretch => stretch.stretchId === stretchId);
    const found = this.#requireRoom(room);
    if (known?.state === 'closed') throw AppError.conflict(undefined, 'ended');
    if (known) return { agoMs: 40, storageLow: this.#storageLow };
    for (const stretch of this.#captured) if (stretch.room === found) this.#end(stretch, 'replaced');
    this.#captured.push({ recordingId, stretchId, room: found, state: 'open' });
    return { agoMs: 2, storageLow: this.#storageLow };
  }

  #stop({ room, stretchId }: MediaParams<'capture.stop'>): MediaResult<'capture.stop'> {
    this.#requireRoom(room);
    const stretch = this.#captured.find(candidate => candidate.stretchId === stretchId);
    if (stretch) this.#end(stretch, 'stopped');
    return {};
  }

  #release({ stretchId }: MediaParams<'capture.release'>): MediaResult<'capture.release'> {
    const index = this.#captured.findIndex(stretch => stretch.stretchId === stretchId);
    if (this.#captured[index]?.state === 'open') throw AppError.conflict(undefined, 'open');
    if (index >= 0) this.#captured.splice(index, 1);
    return {};
  }

  #requireRoom({ roomId, epoch }: RoomRef): RoomRef {
    const room = this.#rooms.get(roomId);
    if (room && room.epoch > epoch) throw new AppError('stale-epoch');
    if (room?.epoch !== epoch) throw AppError.notFound('media room', roomId);
    return room;
  }

  #end(stretch: Captured, reason: CaptureEndReason, silently = false): void {
    if (stretch.state === 'closed') return;
    stretch.state = 'closed';
    const { room, recordingId, stretchId } = stretch;
    if (!silently) this.#emit({ name: 'capture.ended', payload: { room, recordingId, stretchId, reason } });
    this.#changes.tell();
  }

  #emit(event: AnyMediaEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function listed({ recordingId, stretchId, state }: Captured): CapturedRun {
  return { recordingId, stretchId, state, segments: [] };
}
