import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import { createLogger } from '../../server/log.ts';
import { RemoteMediaPlane } from '../../server/media/RemoteMediaPlane.ts';
import { createStore } from '../../server/store/store.ts';
import { peerIdOf, RoomId } from '../../shared/ids.ts';
import { CONSENT_VERSION } from '../../shared/interview/setup.ts';
import { NodeRegistration } from '../../shared/media/controlChannel.ts';
import { ApiClient, OWNER } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import { handMadeAudio } from '../support/handMadeMedia.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { type PostgresServer, startPostgres } from '../support/postgresServer.ts';
import type { Program } from '../support/program.ts';
import { type RedisServer, startRedis } from '../support/redisServer.ts';
import { StaticNodeDirectory } from '../support/StaticNodeDirectory.ts';
import { joinMedia, sendMicrophone } from '../support/seatMedia.ts';
import { ServerProcess, type Variables } from '../support/serverProcess.ts';
import { startSfu } from '../support/sfuProcess.ts';

const MEDIA_SECRET = 'a secret that servers and media share'.padEnd(40, '.');

let postgres: PostgresServer;
let databaseUrl: string;
let redis: RedisServer;
let sfu: Program;
let first: ServerProcess;
let second: ServerProcess;
let owner: ApiClient;
let stage: InterviewStage;

/** Starts two servers, one sfu, PostgreSQL, and Redis: the services of docker-compose.yml, without Docker. */
beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  databaseUrl = await postgres.createDatabase();
  const shared: Variables = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    MEDIA: 'remote',
    MEDIA_SECRET,
    SECRET: 'one secret for both servers'.padEnd(40, '.'),
  };
  sfu = await startSfu({ REDIS_URL: redis.url, MEDIA_SECRET });
  first = await ServerProcess.start(shared);
  second = await ServerProcess.start(shared);
  owner = new ApiClient(first.url);
  // The second server has created a newer setup link, so the first server's link no longer works.
  await owner.setUpOwner((await second.setupLink()).replace(second.url, first.url));
});
afterAll(async () => {
  stage?.close();
  await first?.close();
  await second?.close();
  if (sfu?.running) await sfu.stop();
  await redis?.close();
  await postgres?.close();
});

describe('two servers with a separate sfu, PostgreSQL, and Redis', () => {
  it('are ready', async () => {
    for (const server of [first, second])
      await eventually(`${server.url} to be ready`, () => server.answers('/readyz'));
  });

  it('share one interview: people on either server see the same view and hear each other', async () => {
    stage = await InterviewStage.create(owner);
    const lead = await stage.enter('lead', undefined, first.url);
    const candidate = await stage.enter('candidate', undefined, second.url);
    const observer = await stage.enter('observer', undefined, second.url);
    await lead.request('session.open', {});
    await lead.request('seat.admit', { seatId: stage.seatId('candidate') });
    await candidate.waitForView('inside', () => candidate.own.presence === 'inside');
    await candidate.request('chat.send', { text: 'from the second server' });
    await lead.waitForView('the line', view => Object.keys(view.chat).length === 1);
    expect(candidate.view.watching).toBe(1);
    await expect(candidate.request('chat.send', { text: 'a\0b' })).rejects.toMatchObject({ code: 'invalid' });

    await joinMedia(lead);
    const { send } = await joinMedia(observer);
    expect(send).toBeUndefined();
    await sendMicrophone(candidate);
    for (const page of [lead, observer]) {
      const { consumer } = await page.notice('media.consumerAdded');
      expect(consumer.producerPeerId).toContain(stage.seatId('candidate'));
    }
  });

  it('share captions: a candidate on one server reads what a captioner on the other types', async () => {
    const candidate = await stage.enter('candidate', undefined, first.url);
    const lead = await stage.enter('lead', undefined, second.url);
    const seat = { role: 'captioner' as const, displayName: 'Ida' };
    const { link } = await owner.call('seats.add', { interviewId: stage.interviewId, seat });
    const captioner = await stage.openLink(link.url, second.url);
    await captioner.request('seat.enter', {});
    await captioner.waitForView('inside', () => captioner.own.presence === 'inside');
    await joinMedia(captioner);
    for (const page of [candidate, lead]) await page.request('captions.set', { on: true });
    for (const [index, text] of ['GRACE: Hello.', 'ADA: Hello.'].entries()) {
      const line = { lineId: `${index}`, text, final: true };
      await captioner.request('captions.write', { line });
      expect(await candidate.notice('captions.line', ({ line }) => line.lineId === `${index}`)).toMatchObject(
        {
          seatId: captioner.own.seatId,
          line: { ...line, typed: true },
        },
      );
    }
    await lead.resume();
    expect(JSON.stringify(lead.notices)).not.toContain('captions.line');
  });

  it('keep an observer silent at the sfu, even if a server would let media pass', async () => {
    const [nodeId = ''] = /sfu-[0-9a-f-]{36}/.exec(sfu.output) ?? [];
    using witness = await redis.look();
    const registration = NodeRegistration.parse(
      JSON.parse((await witness.get(`vivavoce:sfu:node:${nodeId}`)) ?? '{}'),
    );
    const plane = new RemoteMediaPlane({
      directory: new StaticNodeDirectory([registration]),
      secret: MEDIA_SECRET,
      logger: createLogger('silent'),
    });
    try {
      await eventually('the sfu to be found', () => plane.ready());
      const observer = await stage.enter('observer', undefined, first.url);
      await observer.waitForView('inside', () => observer.own.presence === 'inside');
      const { epoch, receive } = await joinMedia(observer);
      const room = { nodeId: registration.nodeId, roomId: RoomId.parse(stage.interviewId), epoch };
      const peerId = peerIdOf(stage.seatId('observer'), observer.clientId);
      await expect(
        plane.request('producer.create', {
          room,
          peerId,
          transportId: receive.transportId,
          source: 'microphone',
          kind: 'audio',
          rtpParameters: handMadeAudio(),
          paused: false,
        }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    } finally {
      await plane.close();
    }
  });

  it('give a command repeated at the other server the same answer, and carry it out once', async () => {
    const candidate = await stage.enter('candidate', undefined, first.url);
    await candidate.waitForView('inside', () => candidate.own.presence === 'inside');
    const commandId = '01945b3c-7a00-7000-8000-00000000c0de';
    const answer = await candidate.request('chat.send', { text: 'once' }, commandId);
    const elsewhere = await stage.open('candidate', candidate.clientId, second.url);
    expect(await elsewhere.request('chat.send', { text: 'once' }, commandId)).toEqual(answer);
    expect(Object.values(elsewhere.view.chat).filter(line => line.text === 'once')).toHaveLength(1);
  });

  it('keep a page inside that moved to the other server when its old connection ends', async () => {
    const lead = await stage.enter('lead', undefined, first.url);
    const candidate = await stage.enter('candidate', undefined, first.url);
    const moved = await stage.open('candidate', candidate.clientId, second.url);
    await moved.waitForView('inside', () => moved.own.presence === 'inside');
    const { length: heardBefore } = lead.notices;
    candidate.close();
    // The first server handles the end of that connection before it welcomes a later person.
    await stage.open('observer', undefined, first.url);
    await moved.request('chat.send', { text: 'still here' });
    await lead.waitForView('the line', view =>
      Object.values(view.chat).some(({ text }) => text === 'still here'),
    );
    expect(JSON.stringify(lead.notices.slice(heardBefore))).not.toContain('reconnecting');
    expect(lead.seat(stage.seatId('candidate'))?.presence).toBe('inside');
  });

  it('keep the seat of a person whom a third server reported as disconnected by mistake', async () => {
    const lead = await stage.enter('lead', undefined, first.url);
    const candidate = await stage.enter('candidate', undefined, second.url);
    const seatId = stage.seatId('candidate');
    await lead.waitForView('inside', () => lead.seat(seatId)?.presence === 'inside');
    const logger = createLogger('silent');
    const store = await createStore(loadConfig({ SECRET: MEDIA_SECRET, DATABASE_URL: databaseUrl }), logger);
    const third = new Interviews({ store: store.interviews });
    const presence = async () => (await third.read(stage.interviewId)).seats[seatId]?.presence;
    await third.execute(stage.interviewId, { type: 'system' }, () => ({
      events: [{ kind: 'seat.disconnected', payload: { seatId, clientId: candidate.clientId } }],
      result: {},
    }));
    await eventually('the seat to be held again', async () => (await presence()) === 'inside');
    await store.close();
    await lead.waitForView('inside', () => lead.seat(seatId)?.presence === 'inside');
    expect(candidate.socket.connected).toBe(true);
  });

  it('lose one server: its people are cut off, reconnect to the other server, and are inside again', async () => {
    const lead = await stage.enter('lead', undefined, first.url);
    const candidate = await stage.enter('candidate', undefined, second.url);
    await candidate.waitForView('inside', () => candidate.own.presence === 'inside');
    await second.kill();
    await candidate.disconnected;
    const presence = () => lead.seat(stage.seatId('candidate'))?.presence;
    await lead.waitForView('reconnecting', () => presence() === 'reconnecting', 20_000);
    const back = await stage.open('candidate', candidate.clientId, first.url);
    expect(back.own.presence).toBe('inside');
    await lead.waitForView('inside again', () => presence() === 'inside');
    // If the killed server started the recording, the other one ends it immediately and continues it.
    await lead.waitForView('the recording', view => view.recording.state === 'on');
    const answer = (recording: boolean) =>
      back.request('consent.give', { consent: { version: CONSENT_VERSION, recording, observers: true } });
    const withdrawnAt = performance.now();
    await answer(false);
    await lead.waitForView('the end of it', view => view.recording.state === 'off');
    expect(performance.now() - withdrawnAt).toBeLessThan(1_000);
    await answer(true);
    await lead.waitForView('the recording again', view => view.recording.state === 'on');
    await second.launch();
  });

  it('continue while Redis is away for three seconds: nothing is lost or doubled, and no one is disconnected', async () => {
    const lead = await stage.enter('lead', undefined, first.url);
    const candidate = await stage.enter('candidate', undefined, second.url);
    await candidate.waitForView('inside', () => candidate.own.presence === 'inside');
    const before = Object.keys(lead.view.chat).length;
    await redis.kill();
    await candidate.request('chat.send', { text: 'without Redis' });
    await lead.request('session.extend', { minutes: 3 });
    await redis.start();
    await candidate.request('chat.send', { text: 'with Redis' });
    for (const page of [lead, candidate]) {
      await page.waitForView('both lines', view => Object.keys(view.chat).length === before + 2, 20_000);
      await page.waitForView('the same end', () => candidate.view.endsAt === lead.view.endsAt, 20_000);
      expect(page.socket.connected).toBe(true);
    }
    for (const server of [first, second])
      await eventually(`${server.url} to be ready`, () => server.answers('/readyz'), 20_000);
  });

  it('report that a command was not carried out while the database is away, and carry it out once later', async () => {
    const candidate = await stage.enter('candidate', undefined, first.url);
    await candidate.waitForView('inside', () => candidate.own.presence === 'inside');
    const commandId = '01945b3c-7a00-7000-8000-00000000dead';
    await postgres.kill();
    await expect(candidate.request('chat.send', { text: 'kept' }, commandId)).rejects.toMatchObject({
      code: 'unavailable',
      retryable: true,
    });
    expect(await first.answers('/readyz')).toBe(false);
    await postgres.start();
    await eventually('the command to be taken', async () => {
      try {
        return await candidate.request('chat.send', { text: 'kept' }, commandId);
      } catch {
        // The database is still coming back.
        return undefined;
      }
    });
    await candidate.resume();
    expect(Object.values(candidate.view.chat).filter(line => line.text === 'kept')).toHaveLength(1);
  });

  it('find another sfu when theirs is killed', async () => {
    const lead = await stage.enter('lead', undefined, first.url);
    const before = await joinMedia(lead);
    const other = await startSfu({ REDIS_URL: redis.url, MEDIA_SECRET });
    const killedAt = performance.now();
    await sfu.kill();
    sfu = other;
    const { epoch } = await lead.notice('media.restarted', notice => notice.epoch > before.epoch, 10_000);
    expect(performance.now() - killedAt).toBeLessThan(10_000);
    expect((await joinMedia(lead)).epoch).toBe(epoch);
    const restartedAt = performance.now();
    await lead.waitForView('the recording to go on', view => view.recording.state === 'on');
    expect(performance.now() - restartedAt).toBeLessThan(2_000);
  });

  it('let the owner sign in at either server', async () => {
    const elsewhere = new ApiClient(second.url);
    await elsewhere.signIn(OWNER.email, OWNER.password);
    expect((await elsewhere.call('interviews.list', {})).interviews).toHaveLength(1);
  });
});
