import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import {
  NODE_HEARTBEAT_MS,
  NODE_INDEX_KEY,
  NODE_LEASE_MS,
  type NodeRegistration,
  nodeKey,
} from '../../shared/media/controlChannel.ts';
import { SfuStartError } from '../config.ts';

type NodeHeartbeatOptions = { redisUrl: string; describe: () => NodeRegistration; logger: Logger };

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Renews this node's lease in Redis, which expires when the process ends. A Redis outage is harmless, because servers keep
 * nodes that they are connected to. Closing gives up the lease.
 */
export class NodeHeartbeat {
  readonly #redis: Redis;
  readonly #describe: () => NodeRegistration;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #reachable = true;

  static async create(options: NodeHeartbeatOptions): Promise<NodeHeartbeat> {
    const redis = new Redis(options.redisUrl, {
      lazyConnect: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: NODE_HEARTBEAT_MS,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      retryStrategy: attempt => Math.min(attempt * 100, 1_000),
    });
    // Connection errors are ignored here, because the next heartbeat fails and logs the outage.
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      const heartbeat = new NodeHeartbeat(redis, options);
      await heartbeat.beat();
      heartbeat.#timer = setInterval(() => heartbeat.#tryBeat(), NODE_HEARTBEAT_MS);
      redis.on('ready', () => heartbeat.#tryBeat());
      return heartbeat;
    } catch (error) {
      redis.disconnect();
      const { host } = new URL(options.redisUrl);
      throw new SfuStartError(`Redis at ${host} cannot be reached: start it, or correct REDIS_URL.`, error);
    }
  }

  private constructor(redis: Redis, options: NodeHeartbeatOptions) {
    this.#redis = redis;
    this.#describe = options.describe;
    this.#logger = options.logger;
  }

  async beat(): Promise<void> {
    const registration = this.#describe();
    const { nodeId } = registration;
    await Promise.all([
      this.#redis.set(nodeKey(nodeId), JSON.stringify(registration), 'PX', NODE_LEASE_MS),
      this.#redis.sadd(NODE_INDEX_KEY, nodeId),
    ]);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    const { nodeId } = this.#describe();
    // Ignores a failure, because the lease then expires.
    await Promise.allSettled([this.#redis.del(nodeKey(nodeId)), this.#redis.srem(NODE_INDEX_KEY, nodeId)]);
    this.#redis.disconnect();
  }

  #tryBeat(): void {
    this.beat().then(
      () => this.#setReachable(true),
      (error: unknown) => this.#setReachable(false, error),
    );
  }

  #setReachable(reachable: boolean, error?: unknown): void {
    if (this.#reachable === reachable) return;
    this.#reachable = reachable;
    if (reachable) this.#logger.info('Redis is back, lease renewed');
    else this.#logger.warn({ err: error }, 'Redis is unavailable, lease not renewed');
  }
}
