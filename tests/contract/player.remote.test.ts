import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { RedisNodeDirectory } from '../../server/media/RedisNodeDirectory.ts';
import { RemoteMediaPlane } from '../../server/media/RemoteMediaPlane.ts';
import { eventually } from '../support/eventually.ts';
import { startRedis } from '../support/redisServer.ts';
import { startSfu } from '../support/sfuProcess.ts';
import { describePlayers } from './player.contract.ts';

describePlayers(
  'over the network',
  async () => {
    const secret = randomBytes(32).toString('base64url');
    const logger = pino({ level: 'silent' });
    const redis = await startRedis();
    const sfu = await startSfu({ MEDIA_SECRET: secret, REDIS_URL: redis.url });
    const directory = new RedisNodeDirectory(redis.url, logger);
    const plane = new RemoteMediaPlane({ directory, secret, logger });
    await eventually('a media server to be found', () => plane.ready());
    return {
      plane,
      killWorkers: () => {
        for (const pid of sfu.childPids) process.kill(pid, 'SIGKILL');
      },
      close: async () => {
        await plane.close();
        await sfu.stop('SIGINT');
        await redis.close();
      },
    };
  },
  { brief: true },
);
