import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { NodeId } from '../../shared/ids.ts';
import { NODE_INDEX_KEY, NodeRegistration, nodeKey } from '../../shared/media/controlChannel.ts';
import { Poller } from '../Poller.ts';
import type { NodeDirectory } from './RemoteMediaPlane.ts';

const POLL_MS = 500;
const COMMAND_TIMEOUT_MS = 1_000;

/** Reads the leases of sfu nodes. While Redis is away, the last list stays valid. */
export class RedisNodeDirectory implements NodeDirectory {
  readonly #redis: Redis;
  readonly #logger: Logger;
  readonly #listeners = new Set<(nodes: readonly NodeRegistration[]) => void>();
  readonly #poller: Poller;
  #nodes: readonly NodeRegistration[] | undefined;
  #reachable = true;

  constructor(redisUrl: string, logger: Logger) {
    this.#logger = logger;
    this.#redis = new Redis(redisUrl, {
      commandTimeout: COMMAND_TIMEOUT_MS,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      retryStrategy: attempt => Math.min(attempt * 100, 1_000),
    });
    this.#redis.on('error', () => undefined);
    this.#redis.on('ready', () => this.refresh());
    this.#poller = new Poller({
      task: () => this.#poll(),
      intervalMs: POLL_MS,
      onError: error => this.#setReachable(false, error),
    });
  }

  watch(listener: (nodes: readonly NodeRegistration[]) => void): () => void {
    this.#listeners.add(listener);
    if (this.#nodes) listener(this.#nodes);
    return () => this.#listeners.delete(listener);
  }

  refresh(): void {
    void this.#poller.run();
  }

  async close(): Promise<void> {
    const closed = this.#poller.close();
    this.#listeners.clear();
    this.#redis.disconnect();
    await closed;
  }

  async #poll(): Promise<void> {
    if (this.#redis.status !== 'ready') return;
    const nodeIds = (await this.#redis.smembers(NODE_INDEX_KEY)) as NodeId[];
    const leases = nodeIds.length > 0 ? await this.#redis.mget(nodeIds.map(nodeKey)) : [];
    await this.#removeExpired(nodeIds.filter((_, index) => leases[index] === null));
    this.#setReachable(true);
    this.#notify(leases.flatMap(lease => this.#decode(lease)));
  }

  /** Removes nodes with expired leases. A node that is still alive is added again by its next heartbeat. */
  async #removeExpired(nodeIds: readonly NodeId[]): Promise<void> {
    if (nodeIds.length > 0) await this.#redis.srem(NODE_INDEX_KEY, ...nodeIds);
  }

  #decode(lease: string | null): NodeRegistration[] {
    if (lease === null) return [];
    try {
      return [NodeRegistration.parse(JSON.parse(lease))];
    } catch (error) {
      this.#logger.error({ err: error }, 'an sfu registration cannot be read');
      return [];
    }
  }

  #notify(nodes: readonly NodeRegistration[]): void {
    if (this.#poller.closed || JSON.stringify(nodes) === JSON.stringify(this.#nodes)) return;
    this.#nodes = nodes;
    for (const listener of this.#listeners) listener(nodes);
  }

  #setReachable(reachable: boolean, error?: unknown): void {
    if (this.#poller.closed || this.#reachable === reachable) return;
    this.#reachable = reachable;
    if (reachable) this.#logger.info('media registry can be read again');
    else this.#logger.warn({ err: error }, 'media registry cannot be read');
  }
}
