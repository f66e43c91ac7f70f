import type { ServerResponse } from 'node:http';
import type { ClientSocket } from './connection.ts';

/** A transport as engine.io has it: what socket.io's sockets run over. */
export type Transport = ClientSocket['conn'];

/** What may come in within a window of time. */
interface FrameBudget {
  frames: number;
  bytes: number;
}

export interface TransportLimits {
  windowMs: number;
  /** Until a proof held: the proof itself, and pongs. */
  stranger: FrameBudget;
  /** Far above what requests are answered at, so that a page that asks too fast is told so before it is cut off. */
  page: FrameBudget;
  /** Proofs that may be shown until one holds. */
  proofs: number;
  /** What a client may leave unread; the next frame to it cuts it off. */
  unsentBytes: number;
}

export type CutReason = 'frames' | 'proofs' | 'unread' | 'unread by all';

/** What may be left unsent while a transport closes in good order, which can take half a minute. */
const FAREWELL_BYTES = 64 * 1024;

/** The WebSocket under a transport, of which engine.io's types know nothing. */
interface RawWebSocket {
  on(event: 'ping' | 'pong', listener: () => void): void;
  prependListener(event: 'message', listener: () => void): void;
  removeAllListeners(event: 'message'): void;
  terminate(): void;
}

/**
 * One transport and what it costs: what comes in is counted before it is parsed, what goes out until the client has taken it. Excess
 * cuts it off at once, and what waited goes with it. Ends with its transport.
 */
export class GuardedTransport {
  readonly #transport: Transport;
  /** Absent while polling. */
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
  #unsentBytes = 0;
  /** The part of `#unsentBytes` that engine.io still holds back. */
  #queuedBytes = 0;
  /** The part that the WebSocket has, or the answer to a poll. */
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
    // Kept from the types because it is a secret between the two ends.
    return (this.#transport as unknown as { id: string }).id;
  }

  get unsentBytes(): number {
    return this.#unsentBytes;
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

  /** What is flushed next is the answer to this poll, and on its way until the answer has ended. */
  poll(response: ServerResponse): void {
    const batch = { bytes: 0 };
    this.#batch = batch;
    response.once('close', () => this.#taken(batch));
  }

  /** Safe to call twice. */
  cut(reason: CutReason): void {
    if (this.#cut) return;
    this.#cut = true;
    this.#onCut(reason);
    this.#transport.close(true);
    // Waiting for the other end's farewell would mean to go on reading, and to keep what it does not read.
    this.#webSocket?.terminate();
    // The rest of what was read at once would still be parsed.
    this.#webSocket?.removeAllListeners('message');
  }

  #countWebSocket(webSocket: RawWebSocket): void {
    const frame = () => this.#receive(1, 0);
    webSocket.prependListener('message', frame);
    webSocket.on('ping', frame);
    webSocket.on('pong', frame);
    // Pieces of a frame as well, which only the last of them makes one.
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
    // One frame may be larger than what is left: a client that reads gets it in any case.
    if (this.#unsentBytes > this.#limits.unsentBytes) {
      this.cut('unread');
      return;
    }
    this.#queuedBytes += bytes;
    this.#unsentBytes += bytes;
    this.#onUnsent(bytes);
  }

  #handOver(): void {
    this.#batch.bytes += this.#queuedBytes;
    this.#queuedBytes = 0;
  }

  #taken(batch: { bytes: number }): void {
    const bytes = Math.min(batch.bytes, this.#unsentBytes);
    batch.bytes = 0;
    this.#unsentBytes -= bytes;
    this.#onUnsent(-bytes);
  }

  #closed(): void {
    if (this.#unsentBytes > FAREWELL_BYTES) this.#webSocket?.terminate();
    this.#onUnsent(-this.#unsentBytes);
    this.#unsentBytes = 0;
  }
}

interface Packet {
  data?: string | Uint8Array;
}

function sizeOf(data: Packet['data']): number {
  return typeof data === 'string' ? Buffer.byteLength(data) : (data?.byteLength ?? 0);
}
