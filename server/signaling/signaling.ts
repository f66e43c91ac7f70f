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
import { deliverChange } from './deliverChange.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type HandshakeChecks, type Identity, identify, pageOf, personKeyOf, viewerOf } from './identity.ts';
import { forwardMediaEvent } from './mediaNotices.ts';
import { TransportGuard } from './transportGuard.ts';

const PING_INTERVAL_MS = 4_000;
const PING_TIMEOUT_MS = 4_000;

const KNOWN_REQUESTS: ReadonlySet<string> = new Set(REQUEST_NAMES);

interface SignalingOptions {
  httpServer: HttpServer;
  interviews: Interviews;
  dispatcher: Dispatcher;
  checks: HandshakeChecks;
  /** Notes in the audit log that a member sees a live interview. */
  noteWatching: (userId: UserId, interviewId: InterviewId) => Promise<void>;
  plane: MediaPlane;
  /** Returns whether a client may connect. Called before its socket is created. */
  admit: (request: IncomingMessage) => Promise<boolean>;
  /** Counts attempts to prove an identity, successful or not. Throws `rate-limited`. */
  limitProofs: (request: IncomingMessage) => Promise<void>;
  limitArrivals: (personKey: string) => Promise<void>;
  serverId: string;
  logger: Logger;
}

export class Signaling {
  readonly #io: Server<
    ClientToServerEvents,
    ServerToClientEvents,
    Record<string, never>,
    { identity: Identity }
  >;
  readonly #options: SignalingOptions;
  readonly #connections = new Connections();
  readonly #unsubscribe: (() => void)[];
  readonly #farewells = new Set<Promise<void>>();

  constructor(options: SignalingOptions) {
    this.#options = options;
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
      this.#options.interviews.subscribe(change => deliverChange(change, this.#connections)),
      options.plane.subscribe(event => forwardMediaEvent(event, this.#connections)),
      this.#options.interviews.subscribe(change => this.#noteWatchers(change)),
      this.#options.interviews.subscribe(change => this.#reconnectLivePages(change)),
      // Drops the connections of a deleted interview. Staff pages then reconnect and get `not-found`.
      this.#options.interviews.subscribeToRemovals(interviewId => {
        for (const connection of this.#connections.of(interviewId)) connection.drop();
      }),
    ];
    this.#io.use((socket, next) => {
      const { auth, headers } = socket.handshake;
      if (!guard.admitProof(socket.conn)) return;
      const admit = async () => {
        await options.limitProofs(socket.request);
        const identity = await identify(auth, headers, options.checks);
        await options.limitArrivals(personKeyOf(identity));
        socket.data.identity = identity;
        guard.trust(socket.conn);
      };
      admit().then(
        () => next(),
        error => next(asHandshakeError(error)),
      );
    });
    this.#io.on('connection', socket => void this.#welcome(socket, socket.data.identity));
  }

  watchedInterviews() {
    return this.#connections.interviewIds();
  }

  /** Returns the page's connection to this server. */
  find(page: PageRef): Connection | undefined {
    return this.#connections.findPage(page);
  }

  /** Drops the member's connections. Clients that still have access reconnect. */
  recheckStaff(userId: string): void {
    for (const connection of this.#connections.all()) {
      const { identity } = connection;
      if (identity.kind === 'organizer' && identity.userId === userId) connection.drop();
    }
  }

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
      // Doesn't answer if the socket has ended, so that a page that left doesn't enter again.
      if (welcome && !socket.connected) return;
      acknowledge(welcome ? await dispatch() : { ok: false, error: AppError.linkInvalid().toReply() });
    };
    for (const name of REQUEST_NAMES)
      socket.on(name, (frame: unknown, acknowledge: unknown) =>
        answer(acknowledge, () => this.#options.dispatcher.dispatch(connection, name, frame)),
      );
    socket.onAny((name: string, ...sent: unknown[]) => {
      if (KNOWN_REQUESTS.has(name)) return;
      void answer(sent.at(-1), () => this.#options.dispatcher.refuseUnknown(connection));
    });
    socket.on('disconnect', () => {
      const farewell = ready.then(() => this.#leave(connection)).catch(() => {});
      this.#farewells.add(farewell);
      void farewell.finally(() => this.#farewells.delete(farewell));
    });
  }

  /** Logs the arrival and sends the view. If the page is refused, ends the socket and returns false. */
  async #enter(connection: Connection, socket: ClientSocket): Promise<boolean> {
    const { identity } = connection;
    try {
      // Drops the page's old socket, because a page may reconnect before its old socket is known to be dead.
      this.#connections.findSame(identity)?.drop();
      // Counts connections, because the log knows neither console pages nor pages that have left their seat.
      const most = identity.kind === 'seat' ? LIMITS.pagesPerSeat : LIMITS.pagesPerMember;
      if (this.#connections.countOthers(identity) >= most) throw AppError.tooManyPages();
      this.#connections.add(connection);
      if (identity.kind === 'seat') {
        await connectPage(this.#options.interviews, identity, this.#options.serverId);
      } else {
        // Checks the role again, because `recheckStaff` may have run before this connection was added.
        const member = await this.#options.checks.staffOf(socket.handshake.headers);
        if (member?.role !== identity.role) throw AppError.unavailable('role-changed');
      }
      connection.startUpdates();
      const state = await this.#options.interviews.read(identity.interviewId);
      if (identity.kind === 'organizer' && state.phase === 'open')
        await this.#options.noteWatching(identity.userId, identity.interviewId);
      if (!connection.hasView) connection.show(viewOf(state, viewerOf(identity)));
      return true;
    } catch (error) {
      this.#connections.remove(connection);
      if (!(error instanceof AppError))
        this.#options.logger.error({ err: error }, 'connection could not be welcomed');
      if (error instanceof AppError && !error.retryable)
        connection.end(error.code === 'too-many-pages' ? 'too-many-pages' : 'link-revoked');
      else socket.disconnect(true);
      return false;
    }
  }

  /** Notes the members whose console shows an interview that has just started. */
  #noteWatchers({ interviewId, before, after }: InterviewChange): void {
    if (after.phase !== 'open' || before?.phase === 'open') return;
    for (const { identity } of this.#connections.of(interviewId))
      if (identity.kind === 'organizer')
        this.#options
          .noteWatching(identity.userId, interviewId)
          .catch(error =>
            this.#options.logger.error({ interviewId, err: error }, 'watching could not be noted'),
          );
  }

  /** Corrects the log after another server took this one for dead and logged its pages as disconnected. */
  #reconnectLivePages({ interviewId, before, after, events }: InterviewChange): void {
    for (const { kind, payload } of events) {
      if (kind !== 'seat.disconnected') continue;
      const { seatId, clientId } = payload;
      const wasHere = before?.seats[seatId]?.pages[clientId]?.connected === true;
      const isHere = after.seats[seatId]?.pages[clientId]?.connected === true;
      const identity = this.#connections.findPage({ interviewId, seatId, clientId })?.identity;
      if (!wasHere || isHere || identity?.kind !== 'seat') continue;
      connectPage(this.#options.interviews, identity, this.#options.serverId).catch(error =>
        this.#options.logger.warn(
          { interviewId, err: error },
          'a page could not be written as connected again',
        ),
      );
    }
  }

  async #leave(connection: Connection): Promise<void> {
    const { identity } = connection;
    this.#connections.remove(connection);
    if (identity.kind !== 'seat') return;
    if (this.#connections.findPage(identity)) return;
    try {
      await disconnectPage(this.#options.interviews, pageOf(identity), this.#options.serverId);
    } catch (error) {
      this.#options.logger.warn(
        { err: error, interviewId: identity.interviewId },
        'a disconnect could not be written',
      );
    }
  }
}

/** Returns an error with a reply as `data`, which socket.io sends to the client. */
function asHandshakeError(error: unknown): Error {
  const reply = errorToReply(error);
  return Object.assign(new Error(reply.code), { data: reply });
}
