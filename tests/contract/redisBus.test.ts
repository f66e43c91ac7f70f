import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LEASE_MS } from '../../server/live/liveBus.ts';
import { connectRedis, RedisBus } from '../../server/live/redisBus.ts';
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

/** Returns the server names stored at Redis, each of which expires. */
async function namesAtRedis(): Promise<string[]> {
  using redis = await server.look();
  const keys = (await redis.keys('vivavoce:servers:*')).toSorted();
  for (const key of keys) {
    const forgottenInMs = await redis.pTTL(key);
    expect(forgottenInMs).toBeGreaterThan(0);
    expect(forgottenInMs).toBeLessThanOrEqual(5_000);
  }
  return keys.map(key => key.replace('vivavoce:servers:', ''));
}

it('a living server never counts as dead when Redis was away and lost its data', async () => {
  const here = await openBus('here');
  const there = await openBus('there');
  expect(await here.aliveServers()).toEqual(new Set(['here', 'there']));
  expect(await namesAtRedis()).toEqual(['here', 'there']);

  await server.kill();
  await eventually('Redis to be missed', () => !here.healthy());
  expect(await here.aliveServers()).toBeUndefined();

  await server.start();
  const known = await eventually('who is alive to be known again', () => here.aliveServers(), 20_000);
  expect(known).toEqual(new Set(['here', 'there']));
  expect(await namesAtRedis()).toEqual(['here', 'there']);

  await there.close();
  expect(await namesAtRedis()).toEqual(['here']);
});

it('a changed log is announced to the other servers, and not to its own', async () => {
  const [one, other] = [await openBus('one'), await openBus('other')];
  const interviewId = InterviewId.parse('01945b3c-7a00-7000-8000-000000000001');
  const heard: string[] = [];
  const sent: string[] = [];
  one.onChange(() => heard.push('one'));
  other.onChange(id => heard.push(id));
  using redis = await server.look();
  using listening = await server.look();
  await listening.subscribe('vivavoce:changes', message => sent.push(message));

  one.announceChange(interviewId);
  await eventually('it to be told', () => heard.length > 0 && sent.length > 0);
  expect(sent).toEqual([`one ${interviewId}`]);
  // Ids that are not of an interview are skipped.
  await redis.publish('vivavoce:changes', 'stranger nonsense');
  await redis.publish('vivavoce:changes', `one ${interviewId}`);
  await eventually('it to be told again', () => heard.length > 1);
  expect(heard).toEqual([interviewId, interviewId]);
});

it('changes arrive again after Redis has closed the connection and refused subscriptions for a while', async () => {
  const [cutOff, other] = [await openBus('cut-off'), await openBus('heard')];
  const interviewId = InterviewId.parse('01945b3c-7a00-7000-8000-000000000002');
  const heard: string[] = [];
  cutOff.onChange(id => heard.push(id));
  using redis = await server.look();
  await redis.sendCommand(['ACL', 'SETUSER', 'default', '-subscribe']);
  await redis.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
  const isRefused = async () => (await redis.sendCommand<unknown[]>(['ACL', 'LOG'])).length > 0;
  await eventually('it to be refused', isRefused);
  expect(cutOff.healthy()).toBe(false);

  await redis.sendCommand(['ACL', 'SETUSER', 'default', '+subscribe']);
  await eventually('it to listen again', () => cutOff.healthy());
  other.announceChange(interviewId);
  await eventually('it to be told', () => heard.includes(interviewId));
});

it('a lease goes to one server at a time, and to the next after it is released', async () => {
  const [one, other] = [await openBus('first'), await openBus('second')];
  expect(await one.lease('room')).toBe('held');
  expect(await one.lease('room')).toBe('held');
  expect(await other.lease('room')).toBe('taken');
  expect(await other.lease('another')).toBe('held');
  await other.release('room');
  expect(await other.lease('room')).toBe('taken');
  using redis = await server.look();
  expect(await redis.get('vivavoce:leases:room')).toBe('first');
  const runsOutInMs = await redis.pTTL('vivavoce:leases:room');
  expect(runsOutInMs).toBeGreaterThan(LEASE_MS - 2_000);
  expect(runsOutInMs).toBeLessThanOrEqual(LEASE_MS);
  await one.release('room');
  expect(await redis.exists('vivavoce:leases:room')).toBe(0);
  expect(await other.lease('room')).toBe('held');
  expect(await redis.get('vivavoce:leases:room')).toBe('second');
});

it('a lease that its server does not renew goes to the next', async () => {
  const [dead, next] = [await openBus('dead'), await openBus('next')];
  await dead.lease('abandoned');
  const taken = async () => (await next.lease('abandoned')) === 'held';
  await eventually('the lease to run out', taken, LEASE_MS * 3);
});

it('a lease is unknown while Redis is away, and no server gets it', async () => {
  const bus = await openBus('alone');
  await bus.lease('kept');
  await server.kill();
  expect(await bus.lease('kept')).toBe('unknown');
  await server.start();
});
