import { SignJWT } from 'jose';
import type { Logger } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { NodeId, RoomId } from '../../shared/ids.ts';
import {
  CONTROL_AUDIENCE,
  CONTROL_PATH,
  CONTROL_TOKEN_LIFETIME_S,
  type ControlClientToServer,
  type ControlReply,
  type ControlServerToClient,
  type NodeRegistration,
  NodeState,
  OTHER_NODE,
} from '../../shared/media/controlChannel.ts';
import {
  type AnyMediaEvent,
  MEDIA_EVENTS,
  MEDIA_REQUESTS,
  type MediaEventName,
  type MediaParams,
  type MediaRequestName,
  type MediaResult,
  RoomRef,
} from '../../shared/media/mediaPlane.ts';

const EventEnvelope = z.object({
  name: z.enum(Object.keys(MEDIA_EVENTS) as MediaEventName[]),
  payload: z.unknown(),
});

interface NodeConnectionOptions {
  registration: NodeRegistration;
  secret: string;
  emit: (event: AnyMediaEvent) => void;
  onDisconnected: () => void;
  /** Called after the connection was closed because the node was away for too long. */
  onForgotten: (node: NodeConnection) => void;
  logger: Logger;
}

const REQUEST_TIMEOUT_MS = 5_000;
/** Longer timeouts for requests that wait for a disk or read a whole recording. */
const SLOW_REQUEST_TIMEOUTS_MS: Partial<Record<MediaRequestName, number>> = {
  'capture.stop': 20_000,
  'capture.list': 20_000,
  'capture.release': 20_000,
  'capture.digest': 120_000,
};
/** A request that succeeds even if the room is missing, so its success doesn't show that the room exists. */
const STOPS_WITHOUT_ROOM: MediaRequestName = 'capture.stop';
/** When a node was disconnected for this long or its lease ends, its rooms are placed on other nodes. */
const ABSENCE_MAX_MS = 5_000;
/** A node that returns within this time is told to close the rooms that other nodes have taken over. */
const FORGET_AFTER_MS = 60_000;

/** Connection to one sfu node. Closes after the node was disconnected and without a lease for a minute. */
export class NodeConnection {
  readonly nodeId: NodeId;
  readonly #options: NodeConnectionOptions;
  #socket: Socket<ControlServerToClient, ControlClientToServer>;
  readonly #rooms = new Map<RoomId, RoomRef>();
  /** Rooms that the node should close, because they were reported lost or never confirmed. */
  #abandoned: RoomRef[] = [];
  #registration: NodeRegistration;
  #leaseEnded = false;
  #placedSince = 0;
  #absence: { lossTimer: NodeJS.Timeout; forgetTimer: NodeJS.Timeout } | undefined;
  #closed = false;

  constructor(options: NodeConnectionOptions) {
    this.#options = options;
    this.#registration = options.registration;
    this.nodeId = options.registration.nodeId;
    this.#socket = this.#open();
    this.#startAbsence();
  }

  get answers(): boolean {
    return this.#socket.connected;
  }

  get takesRooms(): boolean {
    return this.answers && !this.#registration.draining && !this.#leaseEnded;
  }

  get load(): number {
    return this.#registration.load + this.#placedSince;
  }

  /** Updates the node's registration, which is undefined when the node's lease has ended. */
  register(registration: NodeRegistration | undefined): void {
    this.#leaseEnded = registration === undefined;
    if (registration) {
      const hasMoved = registration.controlUrl !== this.#registration.controlUrl;
      this.#registration = registration;
      this.#placedSince = 0;
      if (hasMoved) this.#reopen();
    } else if (!this.#socket.connected) {
      this.#loseRooms();
    }
  }

  async request<N extends MediaRequestName>(name: N, params: MediaParams<N>): Promise<MediaResult<N>> {
    const reply = await this.#ask(name, params).catch((error: unknown) => {
      if (name === 'room.create') {
        const { roomId, epoch } = params as MediaParams<'room.create'>;
        if (!this.#rooms.has(roomId)) this.#abandoned.push({ nodeId: this.nodeId, roomId, epoch });
      }
      throw error;
    });
    if (!reply.ok) throw AppError.fromReply(reply.error);
    const result = MEDIA_REQUESTS[name].result.parse(reply.result) as MediaResult<N>;
    this.#noteRoom(name, params, result);
    return result;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#endAbsence();
    this.#socket.disconnect();
    this.#rooms.clear();
  }

  #reopen(): void {
    this.#socket.off();
    this.#socket.disconnect();
    this.#startAbsence();
    this.#socket = this.#open();
  }

  #open(): Socket<ControlServerToClient, ControlClientToServer> {
    const { secret, logger } = this.#options;
    const socket: Socket<ControlServerToClient, ControlClientToServer> = io(this.#registration.controlUrl, {
      path: CONTROL_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 1_000,
      timeout: 3_000,
      auth: give => {
        signControlToken(secret).then(
          token => give({ token, nodeId: this.nodeId }),
          error => logger.error({ err: error }, 'no token for an sfu could be signed'),
        );
      },
    });
    socket.on('connect', () => this.#endAbsence());
    socket.on('disconnect', () => this.#onDisconnected());
    socket.on('connect_error', error => this.#onConnectError(error));
    socket.on('node.state', state => this.#onNodeState(state));
    socket.on('media.event', event => this.#onEvent(event));
    return socket;
  }

  async #ask(name: MediaRequestName, params: unknown): Promise<ControlReply> {
    if (!this.#socket.connected) throw unavailable();
    try {
      const timeoutMs = SLOW_REQUEST_TIMEOUTS_MS[name] ?? REQUEST_TIMEOUT_MS;
      return await this.#socket.timeout(timeoutMs).emitWithAck('request', name, params);
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** Notes the request's room, because a successful request shows that the room exists on this node. */
  #noteRoom(name: MediaRequestName, params: object, result: object): void {
    const holder = 'room' in result ? result : params;
    const room = 'room' in holder ? RoomRef.parse(holder.room) : undefined;
    if (!room || name === STOPS_WITHOUT_ROOM) return;
    if (name === 'room.create') this.#placedSince += 1;
    this.#abandoned = this.#abandoned.filter(({ roomId }) => roomId !== room.roomId);
    const known = this.#rooms.get(room.roomId);
    if (name === 'room.close') this.#forgetRoom(room);
    else if (!known || known.epoch <= room.epoch) this.#rooms.set(room.roomId, room);
  }

  #onDisconnected(): void {
    if (this.#closed) return;
    this.#options.logger.warn('connection to sfu lost');
    this.#startAbsence();
    if (this.#leaseEnded) this.#loseRooms();
    this.#options.onDisconnected();
  }

  #onConnectError(error: Error): void {
    // socket.io does not reconnect after a refusal.
    if (this.#socket.active) return;
    if (error.message === OTHER_NODE) this.#loseRooms();
    else {
      const reason = error.message;
      this.#options.logger.error({ reason }, 'sfu refuses this server: is MEDIA_SECRET the same?');
    }
    setTimeout(() => !this.#closed && this.#socket.connect(), 1_000).unref();
  }

  /** Reports rooms that the node lost while this server was disconnected. */
  #onNodeState(untrusted: unknown): void {
    const decoded = NodeState.safeParse(untrusted);
    if (!decoded.success) {
      this.#options.logger.error('the state of an sfu cannot be read');
      return;
    }
    const alive = new Map(decoded.data.rooms.map(room => [room.roomId, room.epoch]));
    for (const room of this.#rooms.values())
      if (alive.get(room.roomId) !== room.epoch) this.#loseRoom(room, 'worker-died');
    this.#closeAbandoned();
    this.#options.logger.info({ rooms: alive.size }, 'connected to sfu');
  }

  #onEvent(untrusted: unknown): void {
    const event = decodeEvent(untrusted);
    if (!event) {
      this.#options.logger.error('an event of an sfu cannot be read');
      return;
    }
    if (event.name === 'room.lost') this.#forgetRoom(event.payload.room);
    this.#options.emit(event);
  }

  #startAbsence(): void {
    this.#absence ??= {
      lossTimer: setTimeout(() => this.#loseRooms(), ABSENCE_MAX_MS),
      forgetTimer: setTimeout(() => this.#forgetNode(), FORGET_AFTER_MS),
    };
  }

  #endAbsence(): void {
    clearTimeout(this.#absence?.lossTimer);
    clearTimeout(this.#absence?.forgetTimer);
    this.#absence = undefined;
  }

  #loseRooms(): void {
    for (const room of this.#rooms.values()) {
      this.#abandoned.push(room);
      this.#loseRoom(room, 'node-lost');
    }
  }

  #loseRoom(room: RoomRef, reason: 'worker-died' | 'node-lost'): void {
    this.#forgetRoom(room);
    this.#options.emit({ name: 'room.lost', payload: { room, reason } });
  }

  #forgetRoom(room: RoomRef): void {
    if (this.#rooms.get(room.roomId)?.epoch === room.epoch) this.#rooms.delete(room.roomId);
  }

  #closeAbandoned(): void {
    const rooms = this.#abandoned;
    this.#abandoned = [];
    for (const room of rooms)
      this.request('room.close', { room }).catch((error: unknown) => {
        // Ignores the error if a newer room has replaced this room.
        if (error instanceof AppError && error.code === 'stale-epoch') return;
        const { roomId } = room;
        this.#options.logger.warn({ roomId, err: error }, 'an abandoned room could not be closed');
      });
  }

  #forgetNode(): void {
    if (!this.#leaseEnded) {
      this.#endAbsence();
      this.#startAbsence();
      return;
    }
    this.close();
    this.#options.onForgotten(this);
  }
}

function decodeEvent(untrusted: unknown): AnyMediaEvent | undefined {
  const envelope = EventEnvelope.safeParse(untrusted);
  if (!envelope.success) return undefined;
  const { name } = envelope.data;
  const payload = MEDIA_EVENTS[name].safeParse(envelope.data.payload);
  return payload.success ? ({ name, payload: payload.data } as AnyMediaEvent) : undefined;
}

function unavailable(cause?: unknown): AppError {
  return new AppError('media-unavailable', undefined, { cause });
}

/** Signs a token that proves knowledge of MEDIA_SECRET without sending it. */
function signControlToken(secret: string): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(CONTROL_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(`${CONTROL_TOKEN_LIFETIME_S}s`)
    .sign(new TextEncoder().encode(secret));
}
