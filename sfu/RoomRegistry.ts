import type { Logger } from 'pino';
import { AppError } from '../shared/errors.ts';
import type { NodeId, RoomId } from '../shared/ids.ts';
import type { AnyMediaEvent, RoomRef } from '../shared/media/mediaPlane.ts';
import type { Captioner } from './captions/Captioner.ts';
import type { MediaWorker } from './MediaWorker.ts';
import type { PlayoutClock } from './player/PlayoutClock.ts';
import { Room, type RoomCloseReason } from './Room.ts';
import type { Recorder } from './recorder/Recorder.ts';

interface RoomRegistryOptions {
  nodeId: NodeId;
  pickWorker: () => MediaWorker;
  clock: PlayoutClock;
  recorder: Recorder;
  captioner: Captioner;
  emit: (event: AnyMediaEvent) => void;
  logger: Logger;
}

type Creation = { readonly epoch: number; readonly room: Promise<Room> };

/** Epochs are remembered for this many room ids, so that a late request can't reopen a closed room. */
const REMEMBERED_EPOCHS_MAX = 10_000;

/** The rooms of this node: for each room id, only the one with the highest requested epoch. */
export class RoomRegistry {
  readonly #options: RoomRegistryOptions;
  readonly #rooms = new Map<RoomId, Room>();
  readonly #creations = new Map<RoomId, Creation>();
  /** Highest epoch seen for each room id, including closed rooms. */
  readonly #epochs = new Map<RoomId, number>();
  readonly #emptyListeners = new Set<() => void>();

  constructor(options: RoomRegistryOptions) {
    this.#options = options;
  }

  get rooms(): Iterable<Room> {
    return this.#rooms.values();
  }

  get refs(): RoomRef[] {
    return [...this.#rooms.values()].map(room => room.ref);
  }

  has(roomId: RoomId, epoch: number): boolean {
    return this.#rooms.get(roomId)?.ref.epoch === epoch;
  }

  /** Returns the room, or creates it. Concurrent callers get the same room. */
  async create(roomId: RoomId, epoch: number): Promise<Room> {
    this.#rejectOlder(roomId, epoch);
    const existing = this.#rooms.get(roomId);
    if (existing?.ref.epoch === epoch) return existing;
    const underWay = this.#creations.get(roomId);
    if (underWay?.epoch === epoch) return this.#whenCreated(roomId, underWay);

    existing?.close('replaced');
    this.#remember(roomId, epoch);
    const creation = { epoch, room: this.#make(roomId, epoch) };
    this.#creations.set(roomId, creation);
    return this.#whenCreated(roomId, creation);
  }

  /** Returns the room, or undefined if this node doesn't have it. Throws `stale-epoch` for an old epoch. */
  find(ref: RoomRef): Room | undefined {
    if (ref.nodeId !== this.#options.nodeId) return undefined;
    this.#rejectOlder(ref.roomId, ref.epoch);
    const room = this.#rooms.get(ref.roomId);
    return room?.ref.epoch === ref.epoch ? room : undefined;
  }

  require(ref: RoomRef): Room {
    const room = this.find(ref);
    if (!room) throw AppError.notFound('media room', ref.roomId);
    return room;
  }

  close(ref: RoomRef): void {
    this.find(ref)?.close('closed');
    if (this.#creations.get(ref.roomId)?.epoch === ref.epoch) this.#creations.delete(ref.roomId);
  }

  closeAll(): void {
    this.#creations.clear();
    for (const room of this.#rooms.values()) room.close('service-closed');
  }

  async empty(): Promise<void> {
    if (this.#rooms.size === 0) return;
    await new Promise<void>(resolve => this.#emptyListeners.add(resolve));
  }

  /** Waits until the room is created. If a newer room replaces it, all callers get the same error. */
  async #whenCreated(roomId: RoomId, creation: Creation): Promise<Room> {
    try {
      const room = await creation.room;
      if (this.#rooms.get(roomId) === room) return room;
      if (this.#creations.get(roomId) !== creation || room.closed) {
        room.close('replaced');
        throw staleEpoch(roomId);
      }
      this.#rooms.set(roomId, room);
      return room;
    } finally {
      if (this.#creations.get(roomId) === creation) this.#creations.delete(roomId);
    }
  }

  async #make(roomId: RoomId, epoch: number): Promise<Room> {
    const { nodeId, pickWorker, clock, recorder, captioner, emit, logger } = this.#options;
    return Room.create({
      ref: { nodeId, roomId, epoch },
      worker: pickWorker(),
      clock,
      recorder,
      captioner,
      emit,
      onClosed: (closed, reason) => this.#onClosed(closed, reason),
      logger: logger.child({ roomId, epoch }),
    });
  }

  #onClosed(room: Room, reason: RoomCloseReason): void {
    const { roomId } = room.ref;
    if (this.#rooms.get(roomId) === room) this.#rooms.delete(roomId);
    if (reason === 'worker-died')
      this.#options.emit({ name: 'room.lost', payload: { room: room.ref, reason: 'worker-died' } });
    if (this.#rooms.size > 0) return;
    for (const resolve of this.#emptyListeners) resolve();
    this.#emptyListeners.clear();
  }

  #rejectOlder(roomId: RoomId, epoch: number): void {
    if (epoch < (this.#epochs.get(roomId) ?? 0)) throw staleEpoch(roomId);
  }

  #remember(roomId: RoomId, epoch: number): void {
    this.#epochs.delete(roomId);
    this.#epochs.set(roomId, epoch);
    if (this.#epochs.size <= REMEMBERED_EPOCHS_MAX) return;
    for (const known of this.#epochs.keys()) {
      if (this.#rooms.has(known)) continue;
      this.#epochs.delete(known);
      return;
    }
  }
}

function staleEpoch(roomId: RoomId): AppError {
  return new AppError('stale-epoch', undefined, { details: { roomId } });
}
