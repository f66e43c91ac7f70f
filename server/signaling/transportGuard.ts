import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Server } from 'socket.io';
import { GuardedTransport, type Transport, type TransportLimits } from './guardedTransport.ts';

const MEGABYTE = 1024 * 1024;

const LIMITS: TransportLimits = {
  windowMs: 10_000,
  stranger: { frames: 30, bytes: 32 * 1024 },
  page: { frames: 1_500, bytes: 4 * MEGABYTE },
  proofs: 5,
  unsentBytes: MEGABYTE,
};

/** What all clients of this process together may leave unread; beyond it those that owe the most are cut off. */
const UNSENT_BYTES_IN_ALL = 256 * MEGABYTE;

/** Bounds the cost of every transport of a socket.io server, and of all of them together, trusted or not. */
export class TransportGuard {
  readonly #transports = new Map<Transport, GuardedTransport>();
  readonly #limits: TransportLimits;
  readonly #unsentBytesInAll: number;
  readonly #logger: Logger;
  #unsentBytes = 0;

  constructor(
    io: Pick<Server, 'engine'>,
    options: { logger: Logger; limits?: Partial<TransportLimits>; unsentBytesInAll?: number },
  ) {
    this.#limits = { ...LIMITS, ...options.limits };
    this.#unsentBytesInAll = options.unsentBytesInAll ?? UNSENT_BYTES_IN_ALL;
    this.#logger = options.logger;
    io.engine.on('connection', (transport: Transport) => this.#watch(transport));
    io.engine.use(
      (request: IncomingMessage, response: ServerResponse, next: (refusal?: Error) => void): void =>
        this.#follow(request, response, next),
    );
  }

  /** What clients have not taken yet, in bytes. */
  get unsentBytes(): number {
    return this.#unsentBytes;
  }

  /** Whether a transport may show one more proof of whom it speaks for; one that has tried too often is cut off. */
  admitProof(transport: Transport): boolean {
    return this.#transports.get(transport)?.admitProof() ?? false;
  }

  /** The proof held: from here on it may send what a page sends. */
  trust(transport: Transport): void {
    this.#transports.get(transport)?.trust();
  }

  #watch(transport: Transport): void {
    const guarded = new GuardedTransport(transport, {
      limits: this.#limits,
      onUnsent: change => this.#account(change),
      onCut: reason => this.#logger.info({ reason }, 'a transport was cut off'),
    });
    this.#transports.set(transport, guarded);
    transport.once('close', () => this.#transports.delete(transport));
  }

  /** Requests that belong to a transport which exists. */
  #follow(request: IncomingMessage, response: ServerResponse, next: (refusal?: Error) => void): void {
    const sid = new URL(request.url ?? '', 'http://server').searchParams.get('sid');
    // Clients try WebSocket first. A second connection to the same transport would not be counted.
    if (sid && request.headers.upgrade) {
      next(new Error('Transports are not upgraded.'));
      return;
    }
    if (sid && request.method === 'GET') this.#find(sid)?.poll(response);
    next();
  }

  #find(sid: string): GuardedTransport | undefined {
    for (const guarded of this.#transports.values()) if (guarded.sid === sid) return guarded;
    return undefined;
  }

  #account(change: number): void {
    this.#unsentBytes += change;
    if (change <= 0 || this.#unsentBytes <= this.#unsentBytesInAll) return;
    const fullestFirst = [...this.#transports.values()].sort((a, b) => b.unsentBytes - a.unsentBytes);
    for (const guarded of fullestFirst) {
      if (this.#unsentBytes <= this.#unsentBytesInAll) return;
      guarded.cut('unread by all');
    }
  }
}
