import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { uuidv7 } from 'uuidv7';
import { AppError, type ErrorReply } from '../../../shared/errors.ts';
import { ClientId } from '../../../shared/ids.ts';
import type { InterviewView, SeatView } from '../../../shared/interview/view.ts';
import { JOIN_ROUTES } from '../../../shared/protocol/joinRoutes.ts';
import { applyPatch } from '../../../shared/protocol/mergePatch.ts';
import {
  NOTICE_NAMES,
  NOTICES,
  type NoticeName,
  type NoticePayload,
} from '../../../shared/protocol/notices.ts';
import {
  REQUESTS,
  type RequestName,
  type RequestParams,
  type RequestResult,
} from '../../../shared/protocol/requests.ts';

const ANSWER_MS = 4_000;
const AGAIN_MS = 200;
const WAIT_MS = 20_000;

type Reply = { ok: true; result: unknown } | { ok: false; error: ErrorReply };

type SignalingEvents = { changed: [] } & {
  [N in NoticeName]: [NoticePayload<N>];
};

/** Rules 1 to 13: one page's connection and its view. Ends with `close` or when the server ends it. */
export class Signaling {
  /** Rule 4. */
  readonly clientId = ClientId.parse(uuidv7());
  /** Notices by name, each after the view has applied it; `changed` after each of them. */
  readonly events = new EventEmitter<SignalingEvents>();
  readonly #link: URL;
  readonly #socket: Socket;
  #view: InterviewView | undefined;
  #version = 0;
  #failure: Error | undefined;

  /** Resolves with the first view. */
  static async open(link: string): Promise<Signaling> {
    const signaling = new Signaling(new URL(link));
    try {
      await signaling.waitFor('the first view', () => signaling.#view);
    } catch (error) {
      signaling.close();
      throw error;
    }
    return signaling;
  }

  private constructor(link: URL) {
    this.#link = link;
    this.#socket = io(link.origin, {
      // A new proof for each connection, because proofs are short-lived.
      auth: answer => void this.#authenticate().then(answer, error => this.fail(error)),
      transports: ['websocket'],
      extraHeaders: { origin: link.origin },
      forceNew: true,
    });
    for (const name of NOTICE_NAMES)
      this.#socket.on(name, (payload: unknown) => this.#hear(name, NOTICES[name].parse(payload)));
    this.#socket.on('connect_error', (error: Error & { data?: ErrorReply }) => {
      if (error.data && !error.data.retryable) this.fail(AppError.fromReply(error.data));
    });
  }

  get view(): InterviewView {
    if (!this.#view) throw new Error('There is no view yet.');
    return this.#view;
  }

  get own(): SeatView {
    const own = this.view.ownSeatId && this.view.seats[this.view.ownSeatId];
    if (!own) throw new Error('This page has no seat.');
    return own;
  }

  /** Rules 7 to 9: repeats the request until it gets a final response. */
  async request<N extends RequestName>(name: N, params: RequestParams<N>): Promise<RequestResult<N>> {
    const { kind, result } = REQUESTS[name];
    const envelope = kind === 'command' ? { commandId: uuidv7(), params } : { params };
    return result.parse(await this.requestNamed(name, envelope)) as RequestResult<N>;
  }

  /** For any name, even unknown to this version of the protocol. */
  async requestNamed(name: string, envelope: object): Promise<unknown> {
    for (;;) {
      if (this.#failure) throw this.#failure;
      const reply = await this.#ask(name, envelope);
      if (reply?.ok) return reply.result;
      if (reply && !reply.error.retryable) throw AppError.fromReply(reply.error);
      await delay(Number(reply?.error.details?.retryAfterMs ?? AGAIN_MS));
    }
  }

  /** Checks now and after each notice until `look` returns a value. */
  async waitFor<T>(what: string, look: () => T | undefined | false): Promise<T> {
    const signal = AbortSignal.timeout(WAIT_MS);
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      if (this.#failure) throw this.#failure;
      await once(this.events, 'changed', { signal }).catch(cause => {
        throw new Error(`Waited in vain for ${what}.`, { cause });
      });
    }
  }

  /** Makes all waits check again. */
  changed(): void {
    this.events.emit('changed');
  }

  /** Ends the connection and rejects all waits with this error. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#socket.disconnect();
    this.changed();
  }

  /** Drops the connection, as a lost network does; it reconnects automatically. */
  drop(): void {
    this.#socket.io.engine.close();
  }

  close(): void {
    this.fail(new Error('This connection was closed.'));
  }

  /** Rule 2. */
  async #authenticate(): Promise<object> {
    const { method, path, result } = JOIN_ROUTES['join.exchange'];
    const response = await fetch(new URL(path, this.#link), {
      method,
      headers: { 'content-type': 'application/json', origin: this.#link.origin },
      body: JSON.stringify({ link: this.#link.hash.slice(1) }),
    });
    if (!response.ok) throw new Error(`The link was not exchanged: ${await response.text()}`);
    const { joinToken } = result.parse(await response.json());
    return { kind: 'seat', joinToken, clientId: this.clientId };
  }

  /** Undefined without a response; the caller repeats the request and gets its result. */
  #ask(name: string, envelope: object): Promise<Reply | undefined> {
    return this.#socket
      .timeout(ANSWER_MS)
      .emitWithAck(name, envelope)
      .catch(() => undefined);
  }

  #hear<N extends NoticeName>(name: N, payload: NoticePayload<NoticeName>): void {
    if (name === 'interview.snapshot') this.#take(payload as NoticePayload<'interview.snapshot'>);
    if (name === 'interview.patch') this.#apply(payload as NoticePayload<'interview.patch'>);
    if (name === 'connection.ended')
      this.fail(new Error(`Ended: ${(payload as NoticePayload<'connection.ended'>).reason}.`));
    this.events.emit(name as NoticeName, payload as never);
    this.changed();
  }

  #take({ view, version }: NoticePayload<'interview.snapshot'>): void {
    this.#view = view;
    this.#version = version;
  }

  /** Rule 11. */
  #apply({ patch, version }: NoticePayload<'interview.patch'>): void {
    if (this.#view && version === this.#version + 1)
      this.#take({ view: applyPatch(this.#view, patch), version, serverTime: 0 });
    else
      void this.request('interview.resume', {}).then(
        snapshot => this.#hear('interview.snapshot', snapshot),
        error => this.fail(error),
      );
  }
}
