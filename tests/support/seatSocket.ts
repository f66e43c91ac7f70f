import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { type ClientId, type CommandId, InterviewId, type SeatId } from '../../shared/ids.ts';
import type { InterviewView, SeatView } from '../../shared/interview/view.ts';
import { applyPatch } from '../../shared/protocol/mergePatch.ts';
import {
  type EndReason,
  NOTICE_NAMES,
  NOTICES,
  type NoticeName,
  type NoticePayload,
} from '../../shared/protocol/notices.ts';
import {
  REQUESTS,
  type Reply,
  type RequestName,
  type RequestParams,
  type RequestResult,
  type SocketAuth,
} from '../../shared/protocol/requests.ts';
import { type ApiClient, tokenOf } from './apiClient.ts';
import { Changes } from './changes.ts';
import { newClientId } from './interviewLog.ts';

const WAIT_MS = 20_000;

interface Heard {
  name: NoticeName;
  payload: unknown;
}

export interface ConnectOptions {
  clientId?: ClientId;
  /** Absent: the server that exchanged the link. */
  serverUrl?: string;
}

/** A page without a browser: one raw socket that keeps the view as a real client does, and collects every notice. It doesn't reconnect. */
export class SeatSocket {
  readonly clientId: ClientId;
  readonly disconnected: Promise<string>;
  readonly socket: Socket;
  readonly notices: Heard[] = [];
  /** Patches that didn't follow the current version. A real client would resume. */
  missedPatches = 0;
  #view: InterviewView | undefined;
  #version = 0;
  readonly #changes = new Changes();
  #failure: Error | undefined;

  /** Exchanges a personal link and connects; resolves with the first view. */
  static async open(api: ApiClient, link: string, options: ConnectOptions = {}): Promise<SeatSocket> {
    const { joinToken } = await api.call('join.exchange', { link: tokenOf(link) });
    return SeatSocket.openWithToken(options.serverUrl ?? api.baseUrl, joinToken, options.clientId);
  }

  static async openWithToken(
    serverUrl: string,
    joinToken: string,
    clientId: ClientId = newClientId(),
  ): Promise<SeatSocket> {
    return SeatSocket.#connect(serverUrl, { kind: 'seat', joinToken, clientId });
  }

  /** Opens the interview in the console with the staff cookie of `api`. */
  static async openConsole(
    api: ApiClient,
    interviewId: string,
    clientId: ClientId = newClientId(),
  ): Promise<SeatSocket> {
    const auth: SocketAuth = { kind: 'organizer', interviewId: InterviewId.parse(interviewId), clientId };
    return SeatSocket.#connect(api.baseUrl, auth, { cookie: api.cookieHeader });
  }

  static async #connect(
    serverUrl: string,
    auth: SocketAuth,
    headers: Record<string, string> = {},
  ): Promise<SeatSocket> {
    const page = new SeatSocket(serverUrl, auth, headers);
    try {
      await page.#waitFor('the first view', () => page.#view !== undefined);
    } catch (error) {
      page.close();
      throw error;
    }
    return page;
  }

  private constructor(serverUrl: string, auth: SocketAuth, headers: Record<string, string>) {
    this.clientId = auth.clientId;
    this.socket = io(serverUrl, {
      auth,
      transports: ['websocket'],
      extraHeaders: { origin: serverUrl, ...headers },
      forceNew: true,
      reconnection: false,
    });
    for (const name of NOTICE_NAMES) this.socket.on(name, (payload: unknown) => this.#hear(name, payload));
    this.socket.on('connect_error', error => this.#fail(error));
    this.disconnected = new Promise(resolve => {
      this.socket.on('disconnect', reason => {
        const told = this.#find('connection.ended')?.reason ?? reason;
        if (!this.#view) this.#fail(new Error(`The connection ended before there was a view: ${told}`));
        resolve(reason);
      });
    });
  }

  /** Why the server ended the connection permanently; pending until then. */
  get ended(): Promise<EndReason> {
    return this.notice('connection.ended').then(({ reason }) => reason);
  }

  get view(): InterviewView {
    if (!this.#view) throw new Error('There is no view yet.');
    return this.#view;
  }

  get version(): number {
    return this.#version;
  }

  get own(): SeatView {
    const own = this.view.ownSeatId && this.view.seats[this.view.ownSeatId];
    if (!own) throw new Error('This page has no seat.');
    return own;
  }

  seat(seatId: SeatId): SeatView | undefined {
    return this.view.seats[seatId];
  }

  /** Sends a request as a client does, by default with a new command id. Rejects with the `AppError` of the response. */
  async request<N extends RequestName>(
    name: N,
    params: RequestParams<N>,
    commandId?: string,
  ): Promise<RequestResult<N>> {
    const id = commandId ?? (REQUESTS[name].kind === 'command' ? (uuidv7() as CommandId) : undefined);
    const reply = (await this.raw(name, { ...(id && { commandId: id }), params })) as Reply<RequestResult<N>>;
    if (!reply.ok) throw AppError.fromReply(reply.error);
    return REQUESTS[name].result.parse(reply.result) as RequestResult<N>;
  }

  /** Sends any frame, resolves with the acknowledgement, and rejects without one. */
  raw(name: string, frame: unknown, timeoutMs = WAIT_MS): Promise<unknown> {
    return this.socket.timeout(timeoutMs).emitWithAck(name, frame);
  }

  async waitForView(
    what: string,
    wanted: (view: InterviewView) => boolean,
    timeoutMs = WAIT_MS,
  ): Promise<void> {
    await this.#waitFor(what, () => this.#view !== undefined && wanted(this.#view), timeoutMs);
  }

  /** The first notice of this kind that matches, past ones included. */
  notice<N extends NoticeName>(
    name: N,
    fits: (payload: NoticePayload<N>) => boolean = () => true,
    timeoutMs = WAIT_MS,
  ): Promise<NoticePayload<N>> {
    return this.#waitFor(`the notice ${name}`, () => this.#find(name, fits), timeoutMs);
  }

  /** Waits for the retry time of a rate limit, which no event tells. */
  allowedAgain({ details }: AppError): Promise<void> {
    return delay(z.number().parse(details?.retryAfterMs));
  }

  /** Disconnects, as a lost connection does. */
  close(): void {
    this.socket.disconnect();
  }

  /** Waits while connected: a failed connection rejects all waits. */
  #waitFor<T>(what: string, look: () => T | undefined | false, timeoutMs = WAIT_MS): Promise<T> {
    const lookUnlessFailed = () => {
      const found = look();
      if (!found && this.#failure) throw this.#failure;
      return found;
    };
    const complaint = () => `Waited in vain for ${what}.`;
    return this.#changes.waitFor(lookUnlessFailed, { milliseconds: timeoutMs, complaint });
  }

  #find<N extends NoticeName>(
    name: N,
    fits: (payload: NoticePayload<N>) => boolean = () => true,
  ): NoticePayload<N> | undefined {
    return this.notices
      .filter(heard => heard.name === name)
      .map(heard => heard.payload as NoticePayload<N>)
      .find(fits);
  }

  #fail(error: Error & { data?: unknown }): void {
    const reply = error.data as Parameters<typeof AppError.fromReply>[0] | undefined;
    this.#failure = reply?.code ? AppError.fromReply(reply) : error;
    this.#changes.tell();
  }

  #hear(name: NoticeName, received: unknown): void {
    const payload = NOTICES[name].parse(received);
    this.notices.push({ name, payload });
    if (name === 'interview.snapshot') this.#take(payload as NoticePayload<'interview.snapshot'>);
    if (name === 'interview.patch') this.#apply(payload as NoticePayload<'interview.patch'>);
    this.#changes.tell();
  }

  #take({ view, version }: { view: InterviewView; version: number }): void {
    this.#view = view;
    this.#version = version;
  }

  #apply({ patch, version }: NoticePayload<'interview.patch'>): void {
    if (version !== this.#version + 1 || !this.#view) {
      this.missedPatches += 1;
      return;
    }
    this.#view = applyPatch(this.#view, patch);
    this.#version = version;
  }

  /** Requests the whole view and applies it inside the acknowledgement, before a patch of the same frame. */
  resume(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const answered = (error: Error | null, reply: Reply<RequestResult<'interview.resume'>>) => {
      if (error) return reject(error);
      if (!reply.ok) return reject(AppError.fromReply(reply.error));
      this.#take(REQUESTS['interview.resume'].result.parse(reply.result));
      this.#changes.tell();
      resolve();
    };
    this.socket.timeout(WAIT_MS).emit('interview.resume', { params: {} }, answered);
    return promise;
  }
}
