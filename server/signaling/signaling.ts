import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import { AppError, errorToReply } from '../../shared/errors.ts';
import type { InterviewId, UserId } from '../../shared/ids.ts';
import { LIMITS } from '../../shared/interview/fields.ts';
import { viewOf } from '../../shared/interview/viewOf.ts';
import type { MediaPlane } from '../../shared/media/mediaPlane.ts';
import {
  type ClientToServerEvents,
  MAX_FRAME_BYTES,
  REQUEST_NAMES,
  type Reply,
  type ServerToClientEvents,
} from '../../shared/protocol/requests.ts';
import type { PageRef } from '../features/query.ts';
import { connectPage, disconnectPage } from '../features/seat/pages.ts';
import type { InterviewChange, Interviews } from '../interviews/interviews.ts';
import { type ClientSocket, Connection } from './connection.ts';
import { Connections } from './connections.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type HandshakeChecks, type Identity, identify, pageOf, personKeyOf, viewerOf } from './identity.ts';
import { forwardMediaEvent } from './mediaNotices.ts';
import { TransportGuard } from './transportGuard.ts';
import { deliverChange } from './viewDelivery.ts';

/** A silent client counts as disconnected after at most the sum of both. */
const PING_INTERVAL_MS = 4_000;
const PING_TIMEOUT_MS = 4_000;

const KNOWN_REQUESTS: ReadonlySet<string> = new Set(REQUEST_NAMES);

interface SocketData {
  identity: Identity;
}

/** Serves sockets: handshakes, requests, and notices. */
export class Signaling {
  readonly #io: Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>;
  readonly #interviews: Interviews;
  readonly #dispatcher: Dispatcher;
  readonly #checks: HandshakeChecks;
  readonly #noteWatching: (userId: UserId, interviewId: InterviewId) => Promise<void>;
  readonly #serverId: string;
  readonly #logger: Logger;
  readonly #connections = new Connections();
  readonly #unsubscribe: (() => void)[];
  readonly #farewells = new Set<Promise<void>>();

  constructor(options: {
    httpServer: HttpServer;
    interviews: Interviews;
    dispatcher: Dispatcher;
    checks: HandshakeChecks;
    /** Audits which member of staff watches which interview. */
    noteWatching: (userId: UserId, interviewId: InterviewId) => Promise<void>;
    plane: MediaPlane;
    /** Rejects foreign origins and too many handshakes before a socket exists. */
    admit: (request: IncomingMessage) => Promise<boolean>;
    /** Throws `rate-limited` for too many proofs, valid or not. */
    limitProofs: (request: IncomingMessage) => Promise<void>;
    /** Throws `rate-limited` when a person connects too often. */
    limitArrivals: (personKey: string) => Promise<void>;
    serverId: string;
    logger: Logger;
  }) {
    this.#interviews = options.interviews;
    this.#dispatcher = options.dispatcher;
    this.#checks = options.checks;
    this.#noteWatching = options.noteWatching;
    this.#serverId = options.serverId;
    this.#logger = options.logger;
    this.#io = new Server(options.httpServer, {
      maxHttpBufferSize: MAX_FRAME_BYTES,
      pingInterval: PING_INTERVAL_MS,
      pingTimeout: PING_TIMEOUT_MS,
      serveClient: false,
      allowUpgrades: false,
      allowRequest: (request, decide) => {
        options.admit(request).then(
          allowed => decide(allowed ? null : 'refused', allowed),
          () => decide('refused', false),
        );
      },
    });
    const guard = new TransportGuard(this.#io, { logger: options.logger });
    this.#unsubscribe = [
      this.#interviews.subscribe(change => deliverChange(change, this.#connections)),
      options.plane.subscribe(event => forwardMediaEvent(event, this.#connections)),
      this.#interviews.subscribe(change => this.#reconnectLivePages(change)),
      // For staff who watch a deleted interview: their pages reconnect and get `not-found`.
      this.#interviews.subscribeToRemovals(interviewId => {
        for (const connection of this.#connections.of(interviewId)) connection.drop();
      }),
    ];
    this.#io.use((socket, next) => {
      const { auth, headers } = socket.handshake;
      if (!guard.admitProof(socket.conn)) return;
      const identified = options
        .limitProofs(socket.request)
        .then(() => identify(auth, headers, options.checks))
        .then(async identity => {
          await options.limitArrivals(personKeyOf(identity));
          return identity;
        });
      identified.then(
        identity => {
          socket.data.identity = identity;
          guard.trust(socket.conn);
          next();
        },
        error => next(asHandshakeError(error)),
      );
    });
    this.#io.on('connection', socket => void this.#welcome(socket, socket.data.identity));
  }

  /** Returns the interviews that have a connection to this server. */
  watchedInterviews() {
    return this.#connections.interviewIds();
  }

  isConnected(page: PageRef): boolean {
    return this.#connections.findPage(page) !== undefined;
  }

  /** Drops the console connections of a staff member. Clients that still have access reconnect. */
  recheckStaff(userId: string): void {
    for (const connection of this.#connections.all()) {
      const { identity } = connection;
      if (identity.kind === 'organizer' && identity.userId === userId) connection.drop();
    }
  }

  /** Ends every socket and waits until the departures are written. Clients reconnect. */
  async close(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await this.#io.close();
    await Promise.allSettled(this.#farewells);
  }

  async #welcome(socket: ClientSocket, identity: Identity): Promise<void> {
    const connection = new Connection(socket, identity);
    const ready = this.#enter(connection, socket);
    const answer = async (acknowledge: unknown, dispatch: () => Promise<Reply<unknown>>) => {
      if (typeof acknowledge !== 'function') return;
      const welcome = await ready;
      // The client has disconnected and will repeat the request. A page must not enter after it left.
      if (welcome && !socket.connected) return;
      acknowledge(welcome ? await dispatch() : { ok: false, error: AppError.linkInvalid().toReply() });
    };
    for (const name of REQUEST_NAMES)
      socket.on(name, (frame: unknown, acknowledge: unknown) =>
        answer(acknowledge, () => this.#dispatcher.dispatch(connection, name, frame)),
      );
    socket.onAny((name: string, ...sent: unknown[]) => {
      if (KNOWN_REQUESTS.has(name)) return;
      void answer(sent.at(-1), () => this.#dispatcher.refuseUnknown(connection));
    });
    socket.on('disconnect', () => {
      const farewell = ready.then(() => this.#leave(connection)).catch(() => {});
      this.#farewells.add(farewell);
      void farewell.finally(() => this.#farewells.delete(farewell));
    });
  }

  /** Writes the arrival and sends the view. Ends the socket and returns false when that is refused. */
  async #enter(connection: Connection, socket: ClientSocket): Promise<boolean> {
    const { identity } = connection;
    try {
      // The page has reconnected before the server noticed that its old socket is dead.
      this.#connections.findSame(identity)?.drop();
      // Counts connections, because the log has no pages of the console and none that left their seat.
      const most = identity.kind === 'seat' ? LIMITS.pagesPerSeat : LIMITS.pagesPerMember;
      if (this.#connections.countOthers(identity) >= most) throw AppError.tooManyPages();
      this.#connections.add(connection);
      if (identity.kind === 'seat') {
        await connectPage(this.#interviews, identity, this.#serverId);
      } else {
        // `recheckStaff` may have run before this connection was added.
        const member = await this.#checks.staffOf(socket.handshake.headers);
        if (member?.role !== identity.role) throw AppError.unavailable('role-changed');
        await this.#noteWatching(identity.userId, identity.interviewId);
      }
      connection.startUpdates();
      const state = await this.#interviews.read(identity.interviewId);
      // A change may have brought a newer view.
      if (!connection.hasView) connection.show(viewOf(state, viewerOf(identity)));
      return true;
    } catch (error) {
      this.#connections.remove(connection);
      if (!(error instanceof AppError))
        this.#logger.error({ err: error }, 'connection could not be welcomed');
      // The client retries unless it gets a reason.
      if (error instanceof AppError && !error.retryable)
        connection.end(error.code === 'too-many-pages' ? 'too-many-pages' : 'link-revoked');
      else socket.disconnect(true);
      return false;
    }
  }

  /** Writes a page as connected again when another server, which lost sight of this one, wrote it as disconnected. */
  #reconnectLivePages({ interviewId, before, after, events }: InterviewChange): void {
    for (const { kind, payload } of events) {
      if (kind !== 'seat.disconnected') continue;
      const { seatId, clientId } = payload;
      const wasHere = before?.seats[seatId]?.pages[clientId]?.connected === true;
      const isHere = after.seats[seatId]?.pages[clientId]?.connected === true;
      const identity = this.#connections.findPage({ interviewId, seatId, clientId })?.identity;
      if (!wasHere || isHere || identity?.kind !== 'seat') continue;
      connectPage(this.#interviews, identity, this.#serverId).catch(error =>
        this.#logger.warn({ interviewId, err: error }, 'a page could not be written as connected again'),
      );
    }
  }

  async #leave(connection: Connection): Promise<void> {
    const { identity } = connection;
    this.#connections.remove(connection);
    if (identity.kind !== 'seat') return;
    if (this.#connections.findPage(identity)) return;
    try {
      await disconnectPage(this.#interviews, pageOf(identity), this.#serverId);
    } catch (error) {
      // `SeatSweeper` repeats it.
      this.#logger.warn(
        { err: error, interviewId: identity.interviewId },
        'a disconnect could not be written',
      );
    }
  }
}

/** socket.io sends `data` of the error to the client with `connect_error`. */
function asHandshakeError(error: unknown): Error {
  const reply = errorToReply(error);
  return Object.assign(new Error(reply.code), { data: reply });
}
