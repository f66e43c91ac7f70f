import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { RedisNodeDirectory } from '../../server/media/RedisNodeDirectory.ts';
import { RemoteMediaPlane } from '../../server/media/RemoteMediaPlane.ts';
import { eventually } from './eventually.ts';
import { type RedisServer, startRedis } from './redisServer.ts';
import type { Variables } from './serverProcess.ts';
import { startSfu } from './sfuProcess.ts';

/** Secret that media servers and their clients share in these tests. */
export const MEDIA_SECRET = randomBytes(32).toString('base64url');
const logger = pino({ level: 'silent' });

/** A plane that finds media servers through Redis; there may be none yet. */
export function remotePlane(redis: Pick<RedisServer, 'url'>): RemoteMediaPlane {
  return new RemoteMediaPlane({
    directory: new RedisNodeDirectory(redis.url, logger),
    secret: MEDIA_SECRET,
    logger,
  });
}

/** A plane that has found a media server. */
export async function readyRemotePlane(redis: Pick<RedisServer, 'url'>): Promise<RemoteMediaPlane> {
  const plane = remotePlane(redis);
  await eventually('a media server to be found', () => plane.ready());
  return plane;
}

/** A media server in a process of its own, and a plane for it. */
export async function remoteMedia(variables: Variables = {}) {
  const redis = await startRedis();
  const sfu = await startSfu({ MEDIA_SECRET, REDIS_URL: redis.url, ...variables });
  const plane = await readyRemotePlane(redis);
  return {
    plane,
    processId: sfu.pid,
    killWorkers: () => {
      for (const pid of sfu.childPids) process.kill(pid, 'SIGKILL');
    },
    close: async () => {
      await plane.close();
      await sfu.stop('SIGINT');
      await redis.close();
    },
  };
}
