import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LEASE_MS } from '../../server/live/liveBus.ts';
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

it('gives a lease to one server at a time, and to the next when it is given back', async () => {
  const [one, other] = [await openBus('first'), await openBus('second')];
  expect(await one.lease('room')).toBe('held');
  expect(await one.lease('room')).toBe('held');
  expect(await other.lease('room')).toBe('taken');
  expect(await other.lease('another')).toBe('held');
  await other.release('room');
  expect(await other.lease('room')).toBe('taken');
  await one.release('room');
  expect(await other.lease('room')).toBe('held');
});

it('gives a lease of a server that does not renew it to the next', async () => {
  const [dead, next] = [await openBus('dead'), await openBus('next')];
  await dead.lease('abandoned');
  const taken = async () => (await next.lease('abandoned')) === 'held';
  await eventually('the lease to run out', taken, LEASE_MS * 3);
});

it('does not know of a lease while Redis is away, and nobody takes one', async () => {
  const bus = await openBus('alone');
  await bus.lease('kept');
  await server.kill();
  expect(await bus.lease('kept')).toBe('unknown');
  await server.start();
});
