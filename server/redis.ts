import { Redis } from 'ioredis';
import type { Logger } from './log.ts';
import { StartupError } from './startupErrors.ts';

const CONNECT_TIMEOUT_MS = 3_000;
const RECONNECT_MAX_MS = 2_000;

/**
 * Connects to Redis. Rejects with `StartupError` when it cannot be reached at the start; afterwards the client reconnects by
 * itself for as long as it takes. The caller ends it with `disconnect()`.
 */
export async function connectRedis(redisUrl: string, log: Logger): Promise<Redis> {
  let started = false;
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: null,
    retryStrategy: attempt => (started ? Math.min(attempt * 100, RECONNECT_MAX_MS) : null),
  });
  let lastError: unknown;
  redis.on('error', error => {
    lastError = error;
    if (started) log.warn({ err: error }, 'Redis is not reachable');
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    throw StartupError.redis(redisUrl, lastError ?? error);
  }
  started = true;
  return redis;
}
