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
import { type HandshakeChecks, identify } from './handshake.ts';
import { type Identity, pageOf, personKeyOf, viewerOf } from './identity.ts';
import { forwardMediaEvent } from './mediaNotices.ts';
import { TransportGuard } from './transportGuard.ts';
import { ViewDelivery } from './viewDelivery.ts';

/** A silent client counts as gone after at most the sum of both. */
const PING_INTERVAL_MS = 4_000;
const PING_TIMEOUT_MS = 4_000;

const KNOWN_REQUESTS: ReadonlySet<string> = new Set(REQUEST_NAMES);

interface SocketData {
  identity: Identity;
}

/** The socket.io side of the server: handshakes, requests, notices. Ends with `close()`. */
export class Signaling {
  readonly #io: Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>;
  readonly #interviews: Interviews;
  readonly #dispatcher: Dispatcher;
  readonly #checks: HandshakeChecks;
  readonly #noteWatching: (userId: UserId, interviewId: InterviewId) => Promise<void>;
  readonly #serverId: string;
  readonly #logger: Logger;
  readonly #connections = new Connections();
  readonly #delivery: ViewDelivery;
  readonly #unsubscribe: (() => void)[];
  readonly #farewells = new Set<Promise<void>>();

  constructor(options: {
    httpServer: HttpServer;
    interviews: Interviews;
    dispatcher: Dispatcher;
    checks: HandshakeChecks;
    /** Keeps for good which member of staff watches which interview. */
    noteWatching: (userId: UserId, interviewId: InterviewId) => Promise<void>;
    plane: MediaPlane;
    /** Refuses foreign origins and floods of handshakes before a socket exists. */
    admit: (request: IncomingMessage) => Promise<boolean>;
    /** Throws `rate-limited` where too many proofs are shown, right or wrong. */
    limitProofs: (request: IncomingMessage) => Promise<void>;
    /** Throws `rate-limited` where one person connects too often. */
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
    this.#delivery = new ViewDelivery(this.#interviews, this.#connections);
    this.#unsubscribe = [
      options.plane.subscribe(event => forwardMediaEvent(event, this.#connections)),
      this.#interviews.subscribe(change => this.#contradict(change)),
      // Members of the staff who looked at it find that there is nothing any more.
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

  /** Interviews that someone connected here looks at. */
  watchedInterviews() {
    return this.#connections.interviewIds();
  }

  isConnected(page: PageRef): boolean {
    return this.#connections.findPage(page) !== undefined;
  }

  /** Drops the console connections of a staff member; those who may still look come back by themselves. */
  recheckStaff(userId: string): void {
    for (const connection of this.#connections.all()) {
      const { identity } = connection;
      if (identity.kind === 'organizer' && identity.userId === userId) connection.drop();
    }
  }

  /** Ends every socket and waits until their ends are written. Clients come back by themselves, here or elsewhere. */
  async close(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await this.#io.close();
    await Promise.allSettled(this.#farewells);
    this.#delivery.close();
  }

  async #welcome(socket: ClientSocket, identity: Identity): Promise<void> {
    const connection = new Connection(socket, identity);
    const ready = this.#enter(connection, socket);
    const answer = async (acknowledge: unknown, dispatch: () => Promise<Reply<unknown>>) => {
      if (typeof acknowledge !== 'function') return;
      const welcome = await ready;
      // A peer that is gone by now asks again; a page must not enter after its own farewell.
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

  /** Writes the arrival and shows the view; false (and an ended socket) when that was refused. */
  async #enter(connection: Connection, socket: ClientSocket): Promise<boolean> {
    const { identity } = connection;
    try {
      // The same page with a new socket: its old one is dead, only not noticed yet.
      this.#connections.findSame(identity)?.drop();
      // The log does not know of pages of the console, nor of those that have left a seat and keep their socket.
      const most = identity.kind === 'seat' ? LIMITS.pagesPerSeat : LIMITS.pagesPerMember;
      if (this.#connections.countOthers(identity) >= most) throw AppError.tooManyPages();
      this.#connections.add(connection);
      if (identity.kind === 'seat') {
        await connectPage(this.#interviews, identity, this.#serverId);
      } else {
        // A member who lost the right before being added was not among those to be dropped.
        const member = await this.#checks.staffOf(socket.handshake.headers);
        if (member?.role !== identity.role) throw AppError.unavailable('This right has just changed.');
        await this.#noteWatching(identity.userId, identity.interviewId);
      }
      connection.letIn();
      const state = await this.#interviews.read(identity.interviewId);
      // A change that was told meanwhile has brought a newer one.
      if (!connection.hasView) connection.show(viewOf(state, viewerOf(identity)));
      return true;
    } catch (error) {
      this.#connections.remove(connection);
      if (!(error instanceof AppError))
        this.#logger.error({ err: error }, 'connection could not be welcomed');
      // The client tells a refusal from a passing failure by whether it was told a reason.
      if (error instanceof AppError && !error.retryable)
        connection.end(error.code === 'too-many-pages' ? 'too-many-pages' : 'link-revoked');
      else socket.disconnect(true);
      return false;
    }
  }

  /** A server that lost sight of this one for a while has called our pages disconnected: they are written as here again. */
  #contradict({ interviewId, before, after, events }: InterviewChange): void {
    for (const { kind, payload } of events) {
      if (kind !== 'seat.disconnected') continue;
      const { seatId, clientId } = payload;
      const wasHere = before?.seats[seatId]?.pages[clientId]?.connected === true;
      const isHere = after.seats[seatId]?.pages[clientId]?.connected === true;
      const identity = this.#connections.findPage({ interviewId, seatId, clientId })?.identity;
      if (!wasHere || isHere || identity?.kind !== 'seat') continue;
      connectPage(this.#interviews, identity, this.#serverId).catch(error =>
        this.#logger.warn({ interviewId, err: error }, 'a page could not be written as here again'),
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
      // The sweep of seats finds the page, or the person comes back before.
      this.#logger.warn(
        { err: error, interviewId: identity.interviewId },
        'a disconnect could not be written',
      );
    }
  }
}

/** socket.io hands `data` of the error to the client with `connect_error`. */
function asHandshakeError(error: unknown): Error {
  const reply = errorToReply(error);
  return Object.assign(new Error(reply.code), { data: reply });
}
