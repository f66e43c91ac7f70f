import { Redis } from 'ioredis';
import type { Logger } from '../log.ts';
import { StartupError } from '../startupErrors.ts';

/** Commands fail at once while Redis is away: nothing may wait for it, and nothing may pile up for a later flood. */
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
    // The connection's own error says why; what `connect` rejects with only says that it ended.
    throw StartupError.redis(url, lastError ?? error);
  }
}
