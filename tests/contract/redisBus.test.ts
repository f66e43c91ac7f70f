import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RedisBus } from '../../server/live/redisBus.ts';
import { connectRedis } from '../../server/live/redisConnection.ts';
import { InterviewId } from '../../shared/ids.ts';
import { eventually } from '../support/eventually.ts';
import { type RedisServer, startRedis } from '../support/redisServer.ts';

const log = pino({ level: 'silent' });
let server: RedisServer;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  server = await startRedis();
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await server.close();
});

async function openBus(serverId: string): Promise<RedisBus> {
  const redis = await connectRedis(server.url, log);
  closers.push(() => redis.disconnect());
  const bus = await RedisBus.create(redis, serverId);
  closers.push(() => bus.close());
  return bus;
}

it('never takes a living server for dead because Redis was away and has forgotten everybody', async () => {
  const here = await openBus('here');
  await openBus('there');
  expect(await here.aliveServers()).toEqual(new Set(['here', 'there']));

  await server.kill();
  await eventually('Redis to be missed', () => !here.healthy());
  expect(await here.aliveServers()).toBeUndefined();

  await server.start();
  const known = await eventually('who is alive to be known again', () => here.aliveServers(), 20_000);
  expect(known).toEqual(new Set(['here', 'there']));
});

it('tells the others, and not itself, that a log grew', async () => {
  const [one, other] = [await openBus('one'), await openBus('other')];
  const interviewId = InterviewId.parse('01945b3c-7a00-7000-8000-000000000001');
  const heard: string[] = [];
  one.onChange(() => heard.push('one'));
  const told = new Promise(resolve => other.onChange(resolve));
  one.announceChange(interviewId);
  expect(await told).toBe(interviewId);
  expect(heard).toEqual([]);
});
