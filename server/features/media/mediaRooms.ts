import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import { type ClientId, type InterviewId, type PeerId, peerIdOf, type RoomId } from '../../../shared/ids.ts';
import { SYSTEM } from '../../../shared/interview/events.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { situationOf } from '../../../shared/interview/viewOf.ts';
import type { MediaPlane, RoomRef } from '../../../shared/media/mediaPlane.ts';
import { may, mediaGroupOf } from '../../../shared/permissions.ts';
import { SerialQueue } from '../../../shared/SerialQueue.ts';
import type { InterviewChange, Interviews } from '../../interviews/interviews.ts';

const RETRY_MIN_MS = 20;
const RETRY_MAX_MS = 1_000;

type MediaRoomsOptions = { plane: MediaPlane; interviews: Interviews; logger: Logger };

/** Keeps each open interview in one media room. Replaces lost rooms and removes peers that may not stay. */
export class MediaRooms {
  readonly #options: MediaRoomsOptions;
  readonly #queue = new SerialQueue<InterviewId>();
  readonly #unsubscribe: (() => void)[];
  readonly #closing = new AbortController();

  constructor(options: MediaRoomsOptions) {
    this.#options = options;
    this.#unsubscribe = [
      this.#options.plane.subscribe(event => {
        if (event.name === 'room.lost') void this.#recover(event.payload.room, event.payload.reason);
      }),
      this.#options.interviews.subscribe(change => this.#follow(change)),
    ];
  }

  close(): void {
    this.#closing.abort();
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
  }

  /** Returns the interview's room. Throws `not-found` while no media server has the room. */
  require(state: InterviewState): RoomRef {
    const room = roomOf(state);
    if (!room) throw AppError.notFound('media room of interview', state.interviewId);
    return room;
  }

  /** Creates the room if needed and runs `use` in it. Throws `media-unavailable` if no sfu has capacity. */
  async withRoom<T>(state: InterviewState, use: (room: RoomRef) => Promise<T>): Promise<T> {
    const room = roomOf(state) ?? (await this.#ensureRoom(state.interviewId));
    try {
      return await use(room);
    } catch (error) {
      if (!isRoomGone(error)) throw error;
      return use(await this.#ensureRoom(state.interviewId, room.epoch));
    }
  }

  /** Places the room on an sfu, unless it has already been placed again since epoch `lostEpoch` was lost. */
  async #ensureRoom(interviewId: InterviewId, lostEpoch = 0): Promise<RoomRef> {
    return this.#queue.run(interviewId, async () => {
      const state = await this.#options.interviews.read(interviewId);
      const known = roomOf(state);
      if (known && known.epoch > lostEpoch) return known;
      const { room } = await this.#options.plane.request('room.create', {
        roomId: roomIdOf(interviewId),
        epoch: state.media.epoch + 1,
      });
      const placed = await this.#options.interviews.execute(interviewId, SYSTEM, current => {
        const faster = roomOf(current);
        if (faster && faster.epoch >= room.epoch) return { events: [], result: faster };
        return {
          events: [{ kind: 'media.placed', payload: { nodeId: room.nodeId, epoch: room.epoch } }],
          result: room,
        };
      });
      if (placed.nodeId !== room.nodeId) await this.#closeRoom(room);
      this.#options.logger.info(
        { interviewId, nodeId: placed.nodeId, epoch: placed.epoch },
        'media room placed',
      );
      return placed;
    });
  }

  async #recover(lost: RoomRef, reason: string): Promise<void> {
    const interviewId = lost.roomId as string as InterviewId;
    try {
      const running = await this.#options.interviews.execute(interviewId, SYSTEM, state => {
        const room = roomOf(state);
        if (room?.nodeId !== lost.nodeId || room.epoch !== lost.epoch) return { events: [], result: false };
        const event = { kind: 'media.lost' as const, payload: { epoch: lost.epoch, reason } };
        return { events: [event], result: !isFinal(state.phase) };
      });
      // Other servers may also place a new room. The log decides which room is used.
      if (running) await this.#ensureRoomWithRetry(interviewId, lost.epoch);
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      this.#options.logger.error({ interviewId, err: error }, 'media room could not be placed again');
    }
  }

  /** Retries with a backoff, because a restarting worker or node needs a moment. */
  async #ensureRoomWithRetry(interviewId: InterviewId, lostEpoch: number): Promise<void> {
    for (let delayMs = RETRY_MIN_MS; ; delayMs = Math.min(delayMs * 2, RETRY_MAX_MS)) {
      try {
        await this.#ensureRoom(interviewId, lostEpoch);
        return;
      } catch (error) {
        if (!(error instanceof AppError && error.retryable)) throw error;
        await delay(delayMs, undefined, { signal: this.#closing.signal });
        const { phase } = await this.#options.interviews.current(interviewId);
        if (isFinal(phase)) return;
      }
    }
  }

  #follow({ before, after }: InterviewChange): void {
    if (before?.phase !== 'open' && after.phase === 'open') {
      this.#ensureRoom(after.interviewId).catch(error =>
        this.#options.logger.warn(
          { interviewId: after.interviewId, err: error },
          'media room could not be placed ahead',
        ),
      );
    }
    const room = before && roomOf(before);
    if (!room) return;
    if (isFinal(after.phase)) {
      if (!isFinal(before.phase)) void this.#closeRoom(room);
      return;
    }
    const remaining = mediaPeers(after);
    for (const [peerId, group] of mediaPeers(before)) {
      // A peer whose group changed has to join again, because the group decides if the peer is recorded.
      if (remaining.get(peerId) !== group)
        this.#options.plane.request('peer.leave', { room, peerId }).catch(ignoreGone);
    }
  }

  async #closeRoom(room: RoomRef): Promise<void> {
    await this.#options.plane.request('room.close', { room }).catch(ignoreGone);
  }
}

/** True when the room or its media server no longer exists. */
export function isRoomGone(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'not-found' || error.code === 'stale-epoch');
}

export function roomIdOf(interviewId: InterviewId): RoomId {
  return interviewId as string as RoomId;
}

export function roomOf(state: InterviewState): RoomRef | undefined {
  if (state.media.state !== 'placed') return undefined;
  return { nodeId: state.media.nodeId, roomId: roomIdOf(state.interviewId), epoch: state.media.epoch };
}

/** Ignores a failed request to remove a peer or a room, because both are gone if their server is gone. */
function ignoreGone(): void {}

export function mediaPeers(state: InterviewState): Map<PeerId, string> {
  const peers = new Map<PeerId, string>();
  for (const seat of Object.values(state.seats)) {
    if (!may('media.receive', situationOf(state, { kind: 'seat', seatId: seat.seatId }))) continue;
    for (const [clientId, page] of Object.entries(seat.pages)) {
      if (page.entered) peers.set(peerIdOf(seat.seatId, clientId as ClientId), mediaGroupOf(seat));
    }
  }
  return peers;
}
