import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Server } from 'socket.io';
import type { ClientSocket } from './connection.ts';

const MEGABYTE = 1024 * 1024;

const LIMITS: TransportLimits = {
  windowMs: 10_000,
  stranger: { frames: 30, bytes: 32 * 1024 },
  page: { frames: 1_500, bytes: 4 * MEGABYTE },
  proofs: 5,
  unsentBytes: MEGABYTE,
};

/** Maximum unread bytes of all clients. Above it, clients with the most unread bytes are disconnected. */
const UNSENT_BYTES_IN_ALL = 256 * MEGABYTE;

/** Limits traffic and buffers per transport, and unread bytes of all transports. */
export class TransportGuard {
  readonly #transports = new Map<Transport, GuardedTransport>();
  readonly #limits: TransportLimits;
  readonly #unsentBytesInAll: number;
  readonly #logger: Logger;
  unsentBytes = 0;

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

  /** Counts an attempt to prove an identity. After too many, cuts the transport off and returns false. */
  admitProof(transport: Transport): boolean {
    return this.#transports.get(transport)?.admitProof() ?? false;
  }

  /** Applies the higher limits of identified pages. Call once a proof of identity was accepted. */
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

  #follow(request: IncomingMessage, response: ServerResponse, next: (refusal?: Error) => void): void {
    const sid = new URL(request.url ?? '', 'http://server').searchParams.get('sid');
    // Refuses upgrades, because the traffic of the upgraded connection would not be counted.
    if (sid && request.headers.upgrade) {
      next(new Error('Transports are not upgraded.'));
      return;
    }
    if (sid && request.method === 'GET')
      for (const guarded of this.#transports.values()) if (guarded.sid === sid) guarded.poll(response);
    next();
  }

  #account(change: number): void {
    this.unsentBytes += change;
    if (change <= 0 || this.unsentBytes <= this.#unsentBytesInAll) return;
    const fullestFirst = [...this.#transports.values()].sort((a, b) => b.unsentBytes - a.unsentBytes);
    for (const guarded of fullestFirst) {
      if (this.unsentBytes <= this.#unsentBytesInAll) return;
      guarded.cut('unread by all');
    }
  }
}

/** engine.io's connection, which carries socket.io's sockets. */
export type Transport = ClientSocket['conn'];

type FrameBudget = { frames: number; bytes: number };

export interface TransportLimits {
  windowMs: number;
  /** Budget until a proof of identity is accepted. */
  stranger: FrameBudget;
  /** Budget of an identified page. Exceeds request limits, so that a fast page gets `rate-limited` first. */
  page: FrameBudget;
  /** Maximum number of attempts to prove an identity. */
  proofs: number;
  unsentBytes: number;
}

export type CutReason = 'frames' | 'proofs' | 'unread' | 'unread by all';

/** Maximum unread bytes during a graceful close, which can take half a minute. */
const FAREWELL_BYTES = 64 * 1024;

/** Methods of a WebSocket that engine.io's types omit. */
interface RawWebSocket {
  on(event: 'ping' | 'pong', listener: () => void): void;
  prependListener(event: 'message', listener: () => void): void;
  removeAllListeners(event: 'message'): void;
  terminate(): void;
}

/** Counts incoming traffic before parsing it, and outgoing bytes until they are read. Cuts off at limits. */
export class GuardedTransport {
  readonly #transport: Transport;
  /** Undefined for a transport that polls. */
  readonly #webSocket: RawWebSocket | undefined;
  readonly #limits: TransportLimits;
  readonly #onUnsent: (change: number) => void;
  readonly #onCut: (reason: CutReason) => void;
  #budget: FrameBudget;
  #windowEndsAt = 0;
  #frames = 0;
  #bytes = 0;
  #proofs = 0;
  #cut = false;
  unsentBytes = 0;
  /** Unread bytes in engine.io's buffer. */
  #queuedBytes = 0;
  /** Unread bytes in the WebSocket or in the response to a poll. */
  #batch = { bytes: 0 };

  constructor(
    transport: Transport,
    options: {
      limits: TransportLimits;
      onUnsent: (change: number) => void;
      onCut: (reason: CutReason) => void;
    },
  ) {
    this.#transport = transport;
    this.#limits = options.limits;
    this.#onUnsent = options.onUnsent;
    this.#onCut = options.onCut;
    this.#budget = options.limits.stranger;
    this.#webSocket = (transport.request as { websocket?: RawWebSocket }).websocket;
    if (this.#webSocket) this.#countWebSocket(this.#webSocket);
    else transport.on('packet', ({ data }: Packet) => this.#receive(1, sizeOf(data)));
    transport.on('packetCreate', ({ data }: Packet) => this.#send(sizeOf(data)));
    transport.on('flush', () => this.#handOver());
    transport.once('close', () => this.#closed());
  }

  get sid(): string {
    return (this.#transport as unknown as { id: string }).id;
  }

  admitProof(): boolean {
    this.#proofs += 1;
    if (this.#proofs <= this.#limits.proofs) return true;
    this.cut('proofs');
    return false;
  }

  trust(): void {
    this.#proofs = 0;
    this.#budget = this.#limits.page;
  }

  /** Counts the bytes that this response to a poll carries as unread until the response closes. */
  poll(response: ServerResponse): void {
    const batch = { bytes: 0 };
    this.#batch = batch;
    response.once('close', () => this.#taken(batch));
  }

  /** Cuts the client off. Safe to call twice. */
  cut(reason: CutReason): void {
    if (this.#cut) return;
    this.#cut = true;
    this.#onCut(reason);
    this.#transport.close(true);
    // A graceful close would continue to read, and to hold unread bytes.
    this.#webSocket?.terminate();
    // Frames that were already read must not be parsed.
    this.#webSocket?.removeAllListeners('message');
  }

  #countWebSocket(webSocket: RawWebSocket): void {
    const frame = () => this.#receive(1, 0);
    webSocket.prependListener('message', frame);
    webSocket.on('ping', frame);
    webSocket.on('pong', frame);
    // Also counts bytes of incomplete frames.
    this.#transport.request.socket.prependListener('data', (chunk: Buffer) => this.#receive(0, chunk.length));
    this.#transport.transport.on('drain', () => this.#taken(this.#batch));
  }

  #receive(frames: number, bytes: number): void {
    const now = Date.now();
    if (now >= this.#windowEndsAt) {
      this.#windowEndsAt = now + this.#limits.windowMs;
      this.#frames = 0;
      this.#bytes = 0;
    }
    this.#frames += frames;
    this.#bytes += bytes;
    if (this.#frames > this.#budget.frames || this.#bytes > this.#budget.bytes) this.cut('frames');
  }

  #send(bytes: number): void {
    // Checks before adding, so that a client that keeps up may get one frame larger than the limit.
    if (this.unsentBytes > this.#limits.unsentBytes) {
      this.cut('unread');
      return;
    }
    this.#queuedBytes += bytes;
    this.unsentBytes += bytes;
    this.#onUnsent(bytes);
  }

  #handOver(): void {
    this.#batch.bytes += this.#queuedBytes;
    this.#queuedBytes = 0;
  }

  #taken(batch: { bytes: number }): void {
    const bytes = Math.min(batch.bytes, this.unsentBytes);
    batch.bytes = 0;
    this.unsentBytes -= bytes;
    this.#onUnsent(-bytes);
  }

  #closed(): void {
    if (this.unsentBytes > FAREWELL_BYTES) this.#webSocket?.terminate();
    this.#onUnsent(-this.unsentBytes);
    this.unsentBytes = 0;
  }
}

type Packet = { data?: string | Uint8Array };

function sizeOf(data: Packet['data']): number {
  return typeof data === 'string' ? Buffer.byteLength(data) : (data?.byteLength ?? 0);
}
