import { Manager, type Socket } from 'socket.io-client';
import { AppError } from '../../shared/errors.ts';
import { NOTICE_NAMES, NOTICES, type NoticeName, type NoticePayload } from '../../shared/protocol/notices.ts';
import type { RequestEnvelope, RequestName, SocketAuth } from '../../shared/protocol/requests.ts';
import { backoffMs } from './backoff.ts';
import { Disposables } from './disposables.ts';
import { asAppError, errorIn } from './replies.ts';

export interface SocketLinkOptions {
  /** Called before every connect and reconnect. */
  auth: () => Promise<SocketAuth>;
  onConnected: () => void;
  onDisconnected: () => void;
  /** Called when the server refuses the connection or the personal link. Returns true to retry. */
  onRefused: (error: AppError) => boolean;
  onNotice: <N extends NoticeName>(name: N, payload: NoticePayload<N>) => void;
}

const REPLY_TIMEOUT_MS = 8_000;
const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 3_000;

let warm: Manager | undefined;

/** Opens the transport of the next link early, while the personal link is exchanged. Does nothing on failure. */
export function warmUpTransport(): void {
  if (warm) return;
  warm = newManager({ reconnection: false });
  warm.open();
}

function takeManager(): Manager {
  const manager = warm?.reconnection(true) ?? newManager({});
  warm = undefined;
  return manager;
}

function newManager(options: { reconnection?: boolean }): Manager {
  return new Manager({
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: FIRST_RETRY_MS,
    reconnectionDelayMax: MAX_RETRY_MS,
    timeout: 6_000,
    ...options,
  });
}

/** Connects, authenticates, and reconnects until closed. Drops notices that don't match their schema. */
export class SocketLink {
  readonly #options: SocketLinkOptions;
  readonly #socket: Socket;
  readonly #disposables = new Disposables();
  #refusals = 0;

  constructor(options: SocketLinkOptions) {
    this.#options = options;
    this.#socket = takeManager().socket('/', { auth: present => void this.#present(present) });
    this.#listen();
    this.#socket.connect();
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  async send(name: RequestName, envelope: RequestEnvelope): Promise<unknown> {
    if (!this.#socket.connected) throw AppError.unavailable('disconnected');
    try {
      return await this.#socket.timeout(REPLY_TIMEOUT_MS).emitWithAck(name, envelope);
    } catch (cause) {
      throw AppError.unavailable('answer-late', cause);
    }
  }

  close(): void {
    this.#disposables.dispose();
    this.#socket.disconnect();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('connect', () => {
      this.#refusals = 0;
      this.#options.onConnected();
    });
    socket.on('disconnect', () => {
      this.#options.onDisconnected();
      // socket.io doesn't reconnect after the server has disconnected, for example to restart.
      if (!socket.active) this.#connectLater();
    });
    socket.on('connect_error', (error: Error & { data?: unknown }) => {
      // If the socket is active, socket.io retries. Otherwise the server refused the handshake.
      if (!socket.active) this.#refused(errorIn(error.data) ?? AppError.unavailable(undefined, error));
    });
    for (const name of NOTICE_NAMES) socket.on(name, (payload: unknown) => this.#deliver(name, payload));
    this.#disposables.add(() => socket.off());
    // Reconnects now, because socket.io would wait for its next retry or for a ping timeout.
    this.#disposables.listen(window, 'online', () => {
      if (!socket.connected) this.#reconnectNow();
    });
  }

  #deliver(name: NoticeName, payload: unknown): void {
    const decoded = NOTICES[name].safeParse(payload);
    if (decoded.success) this.#options.onNotice(name, decoded.data);
  }

  async #present(present: (auth: object) => void): Promise<void> {
    try {
      present(await this.#options.auth());
    } catch (error) {
      this.#socket.disconnect();
      this.#refused(asAppError(error));
    }
  }

  #refused(error: AppError): void {
    if (this.#disposables.disposed) return;
    if (this.#options.onRefused(error)) this.#connectLater();
  }

  #connectLater(): void {
    const timer = setTimeout(
      () => this.#reconnectNow(),
      backoffMs(this.#refusals++, FIRST_RETRY_MS, MAX_RETRY_MS),
    );
    this.#disposables.add(() => clearTimeout(timer));
  }

  #reconnectNow(): void {
    if (this.#disposables.disposed || this.#socket.connected) return;
    this.#socket.disconnect();
    this.#socket.connect();
  }
}
