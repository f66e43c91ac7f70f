import { Redis } from 'ioredis';
import { InterviewId } from '../../shared/ids.ts';
import type { Logger } from '../log.ts';
import { StartupError } from '../startupErrors.ts';
import { LEASE_MS, type LiveBus } from './liveBus.ts';

const CHANGES = 'vivavoce:changes';
const STAFF_CHANGES = 'vivavoce:staff';
const SERVERS = 'vivavoce:servers:';
const LEASES = 'vivavoce:leases:';
/** A server counts as dead when its key is older than this. */
const ALIVE_MS = 5_000;
const RENEW_MS = 1_500;
/** Time after an outage in which a missing key doesn't mean a dead server, as servers have to reconnect. */
const DOUBT_MS = ALIVE_MS + RENEW_MS;
/** Takes or renews a lease atomically. Returns 1 when this server has the lease. */
const TAKE_LEASE = `
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end
if redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0`;
const RELEASE_LEASE = `
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0`;

/** Sends messages by publish/subscribe and keeps a key per live server. Never throws while Redis is away. */
export class RedisBus implements LiveBus {
  readonly serverId: string;
  readonly shared = true;
  readonly #commands: Redis;
  readonly #subscriber: Redis;
  readonly #renewal: NodeJS.Timeout;
  readonly #doubt = () => {
    this.#doubtUntil = performance.now() + DOUBT_MS;
  };
  readonly #startOver = () => {
    if (!this.#closed) this.#subscriber.disconnect(true);
  };
  #subscribed = false;
  /** Until this time, a missing key does not mean that its server is dead. */
  #doubtUntil = 0;
  #closed = false;

  /** Creates a connected bus. The caller still has to close `commands`. Rejects if Redis can't be reached. */
  static async create(commands: Redis, serverId: string): Promise<RedisBus> {
    // Resubscribes by hand, because a refused automatic resubscription would end the process.
    const subscriber = commands.duplicate({ autoResubscribe: false });
    // Errors are ignored here, because the original connection logs them.
    subscriber.on('error', () => {});
    const bus = new RedisBus(commands, subscriber, serverId);
    try {
      await subscriber.connect();
      await bus.#subscribe();
      subscriber.on('ready', () => void bus.#subscribe().catch(bus.#startOver));
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
    commands.on('ready', this.#doubt);
    this.#renewal = setInterval(() => void this.#renew().catch(this.#doubt), RENEW_MS);
  }

  announceChange(interviewId: InterviewId): void {
    this.#announce(CHANGES, interviewId);
  }

  onChange(listener: (interviewId: InterviewId) => void): void {
    this.#listen(CHANGES, message => {
      const interviewId = InterviewId.safeParse(message);
      if (interviewId.success) listener(interviewId.data);
    });
  }

  announceStaffChange(userId: string): void {
    this.#announce(STAFF_CHANGES, userId);
  }

  onStaffChange(listener: (userId: string) => void): void {
    this.#listen(STAFF_CHANGES, listener);
  }

  async aliveServers(): Promise<ReadonlySet<string> | undefined> {
    if (performance.now() < this.#doubtUntil) return undefined;
    try {
      const keys = await this.#commands.keys(`${SERVERS}*`);
      return new Set([this.serverId, ...keys.map(key => key.slice(SERVERS.length))]);
    } catch {
      return undefined;
    }
  }

  async lease(name: string): Promise<'held' | 'taken' | 'unknown'> {
    try {
      const taken = await this.#commands.eval(TAKE_LEASE, 1, LEASES + name, this.serverId, LEASE_MS);
      return taken === 1 ? 'held' : 'taken';
    } catch {
      return 'unknown';
    }
  }

  async release(name: string): Promise<void> {
    // Ignores errors, because the lease expires anyway while Redis is away.
    await this.#commands.eval(RELEASE_LEASE, 1, LEASES + name, this.serverId).catch(() => {});
  }

  healthy(): boolean {
    return this.#commands.status === 'ready' && this.#subscriber.status === 'ready' && this.#subscribed;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#renewal);
    this.#commands.off('ready', this.#doubt);
    await this.#commands.del(SERVERS + this.serverId).catch(() => {});
    this.#subscriber.disconnect();
  }

  #announce(channel: string, message: string): void {
    void this.#commands.publish(channel, `${this.serverId} ${message}`).catch(() => {});
  }

  #listen(channel: string, listener: (message: string) => void): void {
    this.#subscriber.on('message', (from, text) => {
      const [sender = ''] = text.split(' ', 1);
      if (from === channel && sender !== this.serverId) listener(text.slice(sender.length + 1));
    });
  }

  async #subscribe(): Promise<void> {
    this.#subscribed = false;
    await this.#subscriber.subscribe(CHANGES, STAFF_CHANGES);
    this.#subscribed = true;
  }

  async #renew(): Promise<void> {
    await this.#commands.set(SERVERS + this.serverId, '1', 'PX', ALIVE_MS);
  }
}

/** Connects to Redis. Commands fail immediately while Redis is away, so that they don't pile up. */
export async function connectRedis(url: string, logger: Logger): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 1_000,
    retryStrategy: attempt => Math.min(attempt * 100, 1_000),
  });
  let reachable = false;
  let lastError: unknown;
  redis.on('ready', () => {
    reachable = true;
  });
  redis.on('error', error => {
    lastError = error;
    if (reachable) logger.warn({ err: error }, 'redis is away');
    reachable = false;
  });
  try {
    await redis.connect();
    return redis;
  } catch (error) {
    redis.disconnect();
    // `connect` rejects without the reason, which only the last `error` event gave.
    throw StartupError.redis(url, lastError ?? error);
  }
}
