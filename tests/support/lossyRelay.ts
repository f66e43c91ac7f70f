import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type RandomSource, seededRandom } from '../../shared/agreement/estimate.ts';

/** Conditions for each datagram, in both directions. */
export interface NetworkConditions {
  /** Share of lost datagrams, 0 to 1. */
  lossShare?: number;
  delayMs?: number;
  /** Largest random extra delay, evenly distributed; datagrams can overtake each other. */
  jitterMs?: number;
}

export interface RelayOptions extends NetworkConditions {
  /** Where clients send to, and the real target. */
  from: { address: string; port: number };
  to: { address: string; port: number };
  seed?: number;
}

const NOTHING_LOST: Required<NetworkConditions> = { lossShare: 0, delayMs: 0, jitterMs: 0 };

/**
 * A network between clients and a media server that delays, reorders, and loses UDP datagrams. One seed
 * gives one pattern of losses; which packets it hits depends on who sends first.
 */
export class LossyRelay implements AsyncDisposable {
  readonly #options: RelayOptions;
  readonly #entrance: Socket;
  readonly #clients = new Map<string, Socket>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #random: RandomSource;
  #conditions: Required<NetworkConditions>;
  #cut = false;
  #passed = 0;
  #lost = 0;

  static async open(options: RelayOptions): Promise<LossyRelay> {
    const entrance = createSocket({ type: 'udp4', recvBufferSize: 1 << 20, sendBufferSize: 1 << 20 });
    entrance.bind(options.from.port, options.from.address);
    await once(entrance, 'listening');
    return new LossyRelay(options, entrance);
  }

  private constructor(options: RelayOptions, entrance: Socket) {
    this.#options = options;
    this.#entrance = entrance;
    this.#random = seededRandom(options.seed ?? 1);
    this.#conditions = { ...NOTHING_LOST, ...options };
    entrance.on('message', (datagram, client) => this.#takeIn(datagram, client));
  }

  /** Number of datagrams passed and lost so far. */
  get figures(): { passed: number; lost: number } {
    return { passed: this.#passed, lost: this.#lost };
  }

  /** Applies to everyone from now on. */
  set(conditions: NetworkConditions): void {
    this.#conditions = { ...NOTHING_LOST, ...conditions };
  }

  /** Drops everything silently. */
  cut(): void {
    this.#cut = true;
  }

  restore(): void {
    this.#cut = false;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of [this.#entrance, ...this.#clients.values()]) socket.close();
    this.#clients.clear();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #takeIn(datagram: Buffer, client: RemoteInfo): void {
    const { address, port } = this.#options.to;
    this.#pass(() => this.#exitOf(client).send(datagram, port, address));
  }

  /** Each client has a port toward the server, so that responses find their way back. */
  #exitOf(client: RemoteInfo): Socket {
    const key = `${client.address}:${client.port}`;
    const known = this.#clients.get(key);
    if (known) return known;
    const exit = createSocket({ type: 'udp4', recvBufferSize: 1 << 20, sendBufferSize: 1 << 20 });
    this.#clients.set(key, exit);
    exit.on('message', answer => this.#pass(() => this.#entrance.send(answer, client.port, client.address)));
    return exit;
  }

  #pass(send: () => void): void {
    const { lossShare, delayMs, jitterMs } = this.#conditions;
    if (this.#cut || this.#random(1_000_000) < lossShare * 1_000_000) {
      this.#lost += 1;
      return;
    }
    this.#passed += 1;
    const waitMs = delayMs + (jitterMs > 0 ? this.#random(1_000) * (jitterMs / 1_000) : 0);
    if (waitMs === 0) {
      send();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      send();
    }, waitMs);
    this.#timers.add(timer);
  }
}
