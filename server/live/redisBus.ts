import type { Redis } from 'ioredis';
import { InterviewId } from '../../shared/ids.ts';
import type { LiveBus } from './liveBus.ts';

const CHANNEL = 'vivavoce:changes';
const SERVERS = 'vivavoce:servers:';
/** A server that has not renewed its key for this long is dead. */
const LEASE_MS = 5_000;
const RENEW_MS = 1_500;

/**
 * Servers that share Redis. Messages go through publish/subscribe; who is alive is a key with an expiry per server.
 * While Redis is away, announcements are lost on purpose (the log is the truth) and nothing here throws.
 */
export class RedisBus implements LiveBus {
  readonly serverId: string;
  readonly shared = true;
  readonly #commands: Redis;
  readonly #subscriber: Redis;
  readonly #renewal: NodeJS.Timeout;
  #closed = false;

  /** Uses `commands` without owning it, and a connection of its own to listen. Rejects when Redis cannot be reached. */
  static async create(commands: Redis, serverId: string): Promise<RedisBus> {
    const subscriber = commands.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null });
    // Errors are logged by the connection it was copied from.
    subscriber.on('error', () => {});
    const bus = new RedisBus(commands, subscriber, serverId);
    try {
      await subscriber.subscribe(CHANNEL);
      await bus.#renew();
      return bus;
    } catch (error) {
      await bus.close();
      throw error;
    }
  }

  private constructor(commands: Redis, subscriber: Redis, serverId: string) {
    this.#commands = commands;
    this.#subscriber = subscriber;
    this.serverId = serverId;
    this.#renewal = setInterval(() => void this.#renew().catch(() => {}), RENEW_MS);
  }

  announceChange(interviewId: InterviewId, seq: number): void {
    // A lost announcement is made up for by the regular look at the log.
    void this.#commands.publish(CHANNEL, `${this.serverId} ${interviewId} ${seq}`).catch(() => {});
  }

  onChange(listener: (interviewId: InterviewId, seq: number) => void): void {
    this.#subscriber.on('message', (_channel, message) => {
      const [from, id, seq] = message.split(' ');
      const interviewId = InterviewId.safeParse(id);
      if (from === this.serverId || !interviewId.success) return;
      listener(interviewId.data, Number(seq));
    });
  }

  async aliveServers(): Promise<ReadonlySet<string> | undefined> {
    try {
      const keys = await this.#commands.keys(`${SERVERS}*`);
      return new Set([this.serverId, ...keys.map(key => key.slice(SERVERS.length))]);
    } catch {
      return undefined;
    }
  }

  healthy(): boolean {
    return this.#commands.status === 'ready' && this.#subscriber.status === 'ready';
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#renewal);
    await this.#commands.del(SERVERS + this.serverId).catch(() => {});
    this.#subscriber.disconnect();
  }

  async #renew(): Promise<void> {
    await this.#commands.set(SERVERS + this.serverId, '1', 'PX', LEASE_MS);
  }
}
