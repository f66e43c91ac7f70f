import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ProofOfWork } from '../../server/features/practice/ProofOfWork.ts';
import { RateLimits } from '../../server/limits/RateLimits.ts';
import { connectRedis } from '../../server/live/redisBus.ts';
import { type RedisServer, startRedis } from '../support/redisServer.ts';

const log = pino({ level: 'silent' });
const limits = { join: { points: 3, seconds: 60 } };
let server: RedisServer;

beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.close());

it('a proof that one server has accepted is refused by every other one', async () => {
  const connections = await Promise.all([connectRedis(server.url, log), connectRedis(server.url, log)]);
  const [one, other] = connections.map(
    redis =>
      new ProofOfWork({
        secret: 'the secret of all servers',
        limits: new RateLimits({ redis }),
        work: { cost: 2, counter: [1, 5] },
      }),
  );
  if (!one || !other) throw new Error('There are no servers.');
  const challenge = (await one.challenge()) as unknown as Challenge;
  const proof = JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
  // Any server accepts a challenge that another one issued.
  await other.spend(proof);
  await expect(one.spend(proof)).rejects.toMatchObject({ code: 'invalid' });
  for (const redis of connections) redis.disconnect();
});

it('servers count attempts together, and each on its own while Redis is away', async () => {
  const connections = await Promise.all([connectRedis(server.url, log), connectRedis(server.url, log)]);
  const [one, other] = connections.map(redis => new RateLimits({ redis, limits }));
  if (!one || !other) throw new Error('There are no servers.');
  const tooMany = { code: 'rate-limited' };

  await one.spend('join', '203.0.113.5');
  await other.spend('join', '203.0.113.5');
  await one.spend('join', '203.0.113.5');
  await expect(other.spend('join', '203.0.113.5')).rejects.toMatchObject(tooMany);

  using redis = await server.look();
  expect(await redis.get('limit:join:203.0.113.5')).toBe('4');
  const forgottenInSeconds = await redis.ttl('limit:join:203.0.113.5');
  expect(forgottenInSeconds).toBeGreaterThan(50);
  expect(forgottenInSeconds).toBeLessThanOrEqual(60);
  await other.forget('join', '203.0.113.5');
  expect(await redis.keys('limit:join:*')).toEqual([]);
  await one.spend('join', '203.0.113.5');

  await server.kill();
  for (let count = 0; count < 3; count += 1) await other.spend('join', '203.0.113.9');
  await expect(other.spend('join', '203.0.113.9')).rejects.toMatchObject(tooMany);
  await one.forget('join', '203.0.113.9');
  for (const redis of connections) redis.disconnect();
});
