import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RemoteMediaPlane } from '../../server/media/RemoteMediaPlane.ts';
import { NodeId, PeerId, RoomId } from '../../shared/ids.ts';
import { NODE_LEASE_MS } from '../../shared/media/controlChannel.ts';
import type { MediaPlane } from '../../shared/media/mediaPlane.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/freePort.ts';
import { RTP_CAPABILITIES } from '../support/handMadeMedia.ts';
import { MediaEvents } from '../support/mediaEvents.ts';
import { isAlive, type Program } from '../support/program.ts';
import { type RedisServer, startRedis } from '../support/redisServer.ts';
import { MEDIA_SECRET, readyRemotePlane, remoteMedia } from '../support/remoteMedia.ts';
import { StaticNodeDirectory } from '../support/StaticNodeDirectory.ts';
import { launchSfu, startSfu } from '../support/sfuProcess.ts';
import { describeMediaPlane } from './mediaPlane.contract.ts';

const logger = pino({ level: 'silent' });

describeMediaPlane('over the network', remoteMedia, { brief: true });

// Both tests wait for a lease to expire, each with its own Redis.
describe.concurrent('media servers that no longer answer', () => {
  it('lose the rooms of a killed node within its lease, and other nodes take new rooms', async () => {
    await using cleanUp = new AsyncDisposableStack();
    const redis = cleanUp.use(await startRedis());
    const first = await startNode(redis, cleanUp, { SFU_NODE_ID: 'first' });
    const media = await openPlane(redis, cleanUp);
    const events = cleanUp.use(new MediaEvents(media));
    const room = await roomOn(media);
    expect(await leaseAtRedis(redis, 'first')).toMatchObject({ nodeId: 'first', draining: false });
    await startNode(redis, cleanUp, { SFU_NODE_ID: 'second' });
    const killedAt = performance.now();
    await first.kill();
    const lost = await events.waitFor('room.lost');
    expect(performance.now() - killedAt).toBeLessThan(5_500);
    expect(lost).toEqual({ room, reason: 'node-lost' });
    expect(await leaseAtRedis(redis, 'first')).toBeUndefined();
    const elsewhere = await media.request('room.create', { roomId: room.roomId, epoch: 2 });
    expect(elsewhere.room.nodeId).toBe('second');
    await expect(media.request('room.close', { room })).rejects.toMatchObject({
      code: 'media-unavailable',
      retryable: true,
    });
  });

  it('close a room that was reported lost while they were unreachable', async () => {
    await using cleanUp = new AsyncDisposableStack();
    const redis = cleanUp.use(await startRedis());
    const sfu = await startNode(redis, cleanUp);
    const media = await openPlane(redis, cleanUp);
    const events = cleanUp.use(new MediaEvents(media));
    const room = await roomOn(media);
    sfu.signal('SIGSTOP');
    expect(await events.waitFor('room.lost')).toEqual({ room, reason: 'node-lost' });
    sfu.signal('SIGCONT');
    await eventually('the node to be back', () => media.ready());
    const peer = { room, peerId: PeerId.parse('ada') };
    const rights = { group: 'candidate', sources: [], receivesFrom: [] };
    await eventually('the abandoned room to be closed', () =>
      media.request('peer.join', { ...peer, rights, rtpCapabilities: RTP_CAPABILITIES }).then(
        () => false,
        error => error.code === 'not-found',
      ),
    );
  });
});

describe('separate media servers', () => {
  let redis: RedisServer;
  let cleanUp: AsyncDisposableStack;
  let roomCount = 0;

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());
  beforeEach(() => {
    cleanUp = new AsyncDisposableStack();
  });
  afterEach(() => cleanUp.disposeAsync());

  const node = (variables?: Record<string, string>) => startNode(redis, cleanUp, variables);
  const plane = () => openPlane(redis, cleanUp);
  const newRoom = (on: MediaPlane) => {
    roomCount += 1;
    return roomOn(on, `room-${roomCount}`);
  };

  it('share new rooms by load', async () => {
    await node({ SFU_NODE_ID: 'left' });
    const media = await plane();
    await newRoom(media);
    await node({ SFU_NODE_ID: 'right' });
    const rooms = await eventually('both to be in use', async () => {
      const room = await newRoom(media);
      return room.nodeId === 'right' && room;
    });
    expect(rooms.nodeId).toBe('right');
  });

  it('keep their rooms while Redis is away, and are found again when it returns empty', async () => {
    await node({ SFU_NODE_ID: 'steady' });
    const media = await plane();
    const events = cleanUp.use(new MediaEvents(media));
    const room = await newRoom(media);
    await redis.kill();
    await expect(media.request('room.create', room)).resolves.toMatchObject({ room });
    await newRoom(media);
    await redis.start();
    await plane();
    await expect(media.request('room.create', room)).resolves.toMatchObject({ room });
    expect(events.of('room.lost')).toEqual([]);
  });

  it('tell a later server about existing rooms', async () => {
    await node();
    const room = await newRoom(await plane());
    const later = await plane();
    await expect(later.request('room.create', room)).resolves.toMatchObject({ room });
  });

  it('take no new room after SIGTERM, keep the old one until it ends, and then exit', async () => {
    const sfu = await node({ SFU_NODE_ID: 'draining' });
    const media = await plane();
    const room = await newRoom(media);
    sfu.signal('SIGTERM');
    await eventually('the node to be draining', () => !media.ready());
    expect(await leaseAtRedis(redis, 'draining')).toMatchObject({ draining: true });
    sfu.signal('SIGTERM');
    await expect(newRoom(media)).rejects.toMatchObject({ code: 'media-unavailable' });
    await expect(media.request('room.create', room)).resolves.toMatchObject({ room });
    expect(sfu.running).toBe(true);
    const workers = sfu.childPids;
    expect(workers.length).toBeGreaterThan(0);
    await media.request('room.close', { room });
    expect(await sfu.exited).toEqual({ code: 0, signal: null });
    await eventually('the workers to be gone', () => !workers.some(isAlive));
  });

  it('close immediately on SIGINT, which servers learn without waiting for a lease', async () => {
    const sfu = await node({ SFU_NODE_ID: 'leaving' });
    const media = await plane();
    const events = cleanUp.use(new MediaEvents(media));
    const room = await newRoom(media);
    const closedAt = performance.now();
    expect(await sfu.stop('SIGINT')).toEqual({ code: 0, signal: null });
    expect(await leaseAtRedis(redis, 'leaving')).toBeUndefined();
    expect(await events.waitFor('room.lost')).toMatchObject({ room });
    expect(performance.now() - closedAt).toBeLessThan(3_000);
  });

  it('report the rooms that a node no longer has when its connection is back', async () => {
    const variables = { SFU_NODE_ID: 'restarted', SFU_CONTROL_PORT: `${await freePort()}` };
    const sfu = await node(variables);
    const media = await plane();
    const events = cleanUp.use(new MediaEvents(media));
    const room = await newRoom(media);
    await sfu.kill();
    // Keeps the lease of the killed server until the new one has started, however long that takes.
    using witness = await redis.look();
    await witness.persist('vivavoce:sfu:node:restarted');
    await node(variables);
    expect(await events.waitFor('room.lost')).toEqual({ room, reason: 'worker-died' });
    await eventually('the node to be back', () => media.ready());
    const again = await media.request('room.create', { ...room, epoch: room.epoch + 1 });
    expect(again.room.nodeId).toBe('restarted');
  });

  it('are found at another address after a restart under the same name', async () => {
    const sfu = await node({ SFU_NODE_ID: 'moved', SFU_CONTROL_PORT: `${await freePort()}` });
    const media = await plane();
    const events = cleanUp.use(new MediaEvents(media));
    const room = await newRoom(media);
    await sfu.kill();
    await node({ SFU_NODE_ID: 'moved', SFU_CONTROL_PORT: `${await freePort()}` });
    expect(await events.waitFor('room.lost')).toMatchObject({ room });
    await eventually('the node to be back', () => media.ready());
    const again = await media.request('room.create', { ...room, epoch: room.epoch + 1 });
    expect(again.room.nodeId).toBe('moved');
  });

  it('are distinguished when one has the address of another that was killed', async () => {
    const SFU_CONTROL_PORT = `${await freePort()}`;
    const killed = await node({ SFU_NODE_ID: 'killed', SFU_CONTROL_PORT });
    const media = await plane();
    const events = cleanUp.use(new MediaEvents(media));
    const room = await newRoom(media);
    await killed.kill();
    await node({ SFU_NODE_ID: 'follower', SFU_CONTROL_PORT });
    expect(await events.waitFor('room.lost')).toMatchObject({ room });
    await eventually('the other one to be found', () => media.ready());
    expect(media.nodeIds()).toEqual(['follower']);
    await expect(media.request('room.close', { room })).rejects.toMatchObject({ code: 'media-unavailable' });
    const next = await media.request('room.create', { roomId: room.roomId, epoch: room.epoch + 1 });
    expect(next.room.nodeId).toBe('follower');
  });

  it('refuse clients that do not know the secret', async () => {
    const sfu = await node({ SFU_NODE_ID: 'any' });
    const controlUrl = /"controlUrl":"([^"]+)"/.exec(sfu.output)?.[1] ?? '';
    const registration = { nodeId: NodeId.parse('any'), controlUrl, load: 0, draining: false };
    const open = (secret: string) =>
      cleanUp.adopt(
        new RemoteMediaPlane({ directory: new StaticNodeDirectory([registration]), secret, logger }),
        media => media.close(),
      );
    const stranger = open(randomBytes(32).toString('base64url'));
    const friend = open(MEDIA_SECRET);
    await eventually('the friend to be let in', () => friend.ready());
    expect(stranger.ready()).toBe(false);
    await expect(newRoom(stranger)).rejects.toMatchObject({ code: 'media-unavailable' });
    expect((await fetch(`${controlUrl}/livez`)).status).toBe(200);
  });

  it('do not start with a Redis that accepts no lease', async () => {
    const readOnly = cleanUp.use(await startRedis());
    const client = cleanUp.use(await readOnly.look());
    await client.sendCommand(['REPLICAOF', '127.0.0.1', '1']); // A replica is read-only.
    const sfu = launchSfu({ MEDIA_SECRET, LOG_LEVEL: 'silent', REDIS_URL: readOnly.url });
    cleanUp.defer(() => (sfu.running ? sfu.kill() : undefined));
    expect((await sfu.exited).code).toBe(1);
    expect(sfu.output).toMatch(/^Redis at .* cannot be reached/);
  });

  it('name the port that another program uses', async () => {
    const taken = await node({ SFU_PORT_MIN: '0' });
    const port = Number(/"port":(\d+)/.exec(taken.output)?.[1]);
    const control = launchSfu({ MEDIA_SECRET, LOG_LEVEL: 'silent', SFU_CONTROL_PORT: `${port}` });
    expect((await control.exited).code).toBe(1);
    expect(control.output).toMatch(new RegExp(`^Control port ${port} .*SFU_CONTROL_PORT\\.$`, 'm'));
    const media = launchSfu({ MEDIA_SECRET, LOG_LEVEL: 'silent', SFU_PORT_MIN: `${port}` });
    expect((await media.exited).code).toBe(1);
    expect(media.output).toMatch(new RegExp(`^Media port ${port} is in use .*SFU_PORT_MIN=\\d+\\.$`, 'm'));
  });
});

async function startNode(
  redis: RedisServer,
  cleanUp: AsyncDisposableStack,
  variables: Record<string, string> = {},
): Promise<Program> {
  const sfu = await startSfu({ MEDIA_SECRET, REDIS_URL: redis.url, ...variables });
  cleanUp.defer(() => (sfu.running ? sfu.kill() : undefined));
  return sfu;
}

async function openPlane(redis: RedisServer, cleanUp: AsyncDisposableStack): Promise<RemoteMediaPlane> {
  return cleanUp.adopt(await readyRemotePlane(redis), open => open.close());
}

async function roomOn(media: MediaPlane, name = 'room') {
  return (await media.request('room.create', { roomId: RoomId.parse(name), epoch: 1 })).room;
}

/** Returns the node's lease, which Redis deletes unless it is renewed. */
async function leaseAtRedis(redis: RedisServer, nodeId: string) {
  using witness = await redis.look();
  const forgottenInMs = await witness.pTTL(`vivavoce:sfu:node:${nodeId}`);
  const lease = await witness.get(`vivavoce:sfu:node:${nodeId}`);
  if (lease === null) return undefined;
  expect(forgottenInMs).toBeGreaterThan(0);
  expect(forgottenInMs).toBeLessThanOrEqual(NODE_LEASE_MS);
  expect(await witness.sMembers('vivavoce:sfu:nodes')).toContain(nodeId);
  return JSON.parse(lease);
}
