import { afterEach, describe, expect, it, vi } from 'vitest';
import { recordingIdOf } from '../../../server/features/recording/live/recordingIds.ts';
import { AppError } from '../../../shared/errors.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { recordingDue } from '../../../shared/recording/recordingDue.ts';
import type { CapturePlane } from '../../support/capturePlane.ts';
import { eventually } from '../../support/eventually.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { RecordedLog, stretchId } from '../../support/recordedLog.ts';
import { RecordingStage } from '../../support/recordingStage.ts';

const SECRET = 'a secret that all servers share';

afterEach(() => void vi.useRealTimers());

async function recorded() {
  const stage = await RecordingStage.create();
  const server = await stage.startServer();
  const running = await stage.untilOn();
  return { stage, server, running };
}

const lead = { stop: { order: 'stop' }, resume: { order: 'resume' } } as const;

/** What a server that died left running on the media server, of this interview's recording. */
function leaveRunning(stretch: string) {
  return (plane: CapturePlane, state: InterviewState) =>
    plane.request('capture.start', {
      room: { nodeId: plane.nodeId, roomId: state.interviewId as never, epoch: 1 },
      recordingId: recordingIdOf(state, SECRET),
      stretchId: stretchId(stretch),
      groups: [],
    });
}

describe('the desk', () => {
  it('records candidate, interviewers and recruiter once the candidate is in the room and agrees', async () => {
    const stage = await RecordingStage.create({ log: new RecordedLog().answer(true) });
    const server = await stage.startServer();
    const { seatId } = stage.log.candidate;
    stage.plane.makeRoom(stage.roomId, 1);
    await stage.add(server, 'session.opened', {});
    await stage.add(server, 'media.placed', { nodeId: stage.plane.nodeId, epoch: 1 });
    const clientId = stage.log.enter(stage.log.candidate);
    await stage.add(server, 'seat.connected', { seatId, clientId, serverId: 'server-1' });
    await stage.add(server, 'seat.entered', { seatId, clientId });
    expect(stage.plane.countOf('capture.start')).toBe(0);
    await stage.add(server, 'seat.admitted', { seatId });
    const running = await stage.untilOn();
    expect(stage.plane.asked.filter(({ name }) => name === 'capture.start')).toMatchObject([
      { params: { stretchId: running.stretchId, groups: ['candidate', 'interviewer', 'recruiter'] } },
    ]);
    expect((await stage.state()).recording?.recordingId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('asks for nothing where the candidate refuses', async () => {
    const stage = await RecordingStage.create({ log: RecordedLog.inTheRoom().answer(false) });
    const server = await stage.startServer();
    await stage.plane.until('a look at what there is', plane => plane.countOf('capture.list') > 0);
    await stage.add(server, 'session.extended', { minutes: 5 });
    await server.desk.close();
    expect(stage.plane.countOf('capture.start')).toBe(0);
    expect((await stage.state()).recording).toBeUndefined();
  });

  it('stops when consent is withdrawn, and says so only once the media server has stopped', async () => {
    const { stage, server, running } = await recorded();
    const stopping = stage.plane.holdNext('capture.stop');
    await stage.consent(server, false);
    await stopping.reached;
    expect(await stage.countOf('recording.stopped')).toBe(0);
    stopping.letGo();
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ stretchId: running.stretchId, reason: 'consent' }]);
  });

  it('begins another stretch of the same recording when they agree again', async () => {
    const { stage, server, running } = await recorded();
    const { recordingId } = (await stage.state()).recording ?? {};
    await stage.consent(server, false);
    await stage.untilOff();
    await stage.consent(server, true);
    const next = await stage.untilOn();
    expect(next.stretchId).not.toBe(running.stretchId);
    expect((await stage.state()).recording).toMatchObject({ recordingId, stretches: [{}, {}] });
  });

  it.each([
    ['lead', 'recording.directed', lead.stop],
    ['closed', 'session.closed', {}],
  ] as const)('ends a stretch because of %s', async (reason, kind, payload) => {
    const { stage, server } = await recorded();
    await stage.add(server, kind, payload);
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ reason }]);
    expect(stage.plane.open).toEqual([]);
  });

  it('stops while a second candidate who has not agreed is in the room', async () => {
    const second = newSeat('candidate', 'Alan');
    const log = RecordedLog.inTheRoom().add('seat.added', { seat: second });
    log.enter(second);
    const stage = await RecordingStage.create({ log });
    const server = await stage.startServer();
    await stage.untilOn();
    await stage.add(server, 'seat.admitted', { seatId: second.seatId });
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ reason: 'consent' }]);
  });

  it('stops at the end of the interview, also where the room stays open for a while', async () => {
    const { stage, server, running } = await recorded();
    await stage.add(server, 'session.ended', {});
    await stage.plane.until('the media server to stop', plane => plane.open.length === 0);
    expect(await stage.stretches()).toMatchObject([{ stretchId: running.stretchId, reason: 'closed' }]);
    await eventually('the lease to be given back', () => server.desk.interviewIds().length === 0);
  });

  it('leaves what it records to whoever goes on, when it is closed', async () => {
    const { stage, server, running } = await recorded();
    await server.desk.close();
    await server.desk.close();
    expect(stage.plane.open).toEqual([running.stretchId]);
    expect(await stage.countOf('recording.stopped')).toBe(0);
  });
});

describe('an erasure', () => {
  it('ends what runs, and nothing begins again before the lead wants it to', async () => {
    const { stage, server, running } = await recorded();
    const { recordingId = '' } = (await stage.state()).recording ?? {};
    await stage.add(server, 'recording.erased', { recordingId: recordingId as never });
    const off = await stage.untilOff();
    expect(off.recording).toMatchObject({ stretches: [], erased: [{ recordingId }] });
    expect(recordingDue(off)).toBe('lead');
    await stage.consent(server, true);
    expect(stage.plane.countOf('capture.start')).toBe(1);
    await stage.add(server, 'recording.directed', lead.resume);
    const next = await stage.untilOn();
    expect(next.stretchId).not.toBe(running.stretchId);
    expect((await stage.state()).recording?.recordingId).not.toBe(recordingId);
  });

  it('does not let an erased recording go on because it is resumed at once', async () => {
    const { stage, server, running } = await recorded();
    const { recordingId } = (await stage.state()).recording ?? {};
    stage.plane.refuse('capture.stop', new AppError('media-unavailable', 'No answer.'));
    await stage.add(server, 'recording.erased', { recordingId: recordingId as never });
    await stage.plane.until('an attempt to stop', plane => plane.countOf('capture.stop') > 0);
    await stage.add(server, 'recording.directed', lead.resume);
    stage.plane.accept('capture.stop');
    await stage.until('another recording', ({ recording }) => recording?.recordingId !== undefined);
    await stage.untilOn();
    expect(stage.plane.open).not.toContain(running.stretchId);
  });
});

describe('where one thing overtakes another', () => {
  it('a start that is on its way when consent is withdrawn is taken back, and nothing of it is kept', async () => {
    const stage = await RecordingStage.create();
    const starting = stage.plane.holdNext('capture.start');
    const server = await stage.startServer();
    await starting.reached;
    await stage.consent(server, false);
    starting.letGo();
    await stage.plane.until('nothing on the disk', plane => plane.onDisk.length === 0);
    expect(await stage.countOf('recording.started')).toBe(0);
  });

  it('a start that is on its way when the session closes is taken back', async () => {
    const stage = await RecordingStage.create();
    const starting = stage.plane.holdNext('capture.start');
    const server = await stage.startServer();
    await starting.reached;
    await stage.add(server, 'session.closed', {});
    starting.letGo();
    await stage.plane.until('nothing on the disk', plane => plane.onDisk.length === 0);
    expect(await stage.countOf('recording.started')).toBe(0);
  });

  it('consent that is given back while a stop is on its way begins a new stretch', async () => {
    const { stage, server, running } = await recorded();
    const stopping = stage.plane.holdNext('capture.stop');
    await stage.consent(server, false);
    await stopping.reached;
    await stage.consent(server, true);
    stopping.letGo();
    await stage.until('the next stretch', ({ recording }) => recording?.stretches.length === 2);
    expect((await stage.untilOn()).stretchId).not.toBe(running.stretchId);
    expect((await stage.stretches())[0]).toMatchObject({ stretchId: running.stretchId });
  });

  it('a room that is lost while a start is on its way: the next one is recorded', async () => {
    const stage = await RecordingStage.create();
    const starting = stage.plane.holdNext('capture.start');
    const server = await stage.startServer();
    await starting.reached;
    await stage.remakeRoom(server, 2);
    starting.letGo();
    await stage.untilOn();
    expect(await stage.countOf('recording.started')).toBe(1);
  });

  it('a room that is made anew is recorded at once, as a new stretch', async () => {
    const { stage, server, running } = await recorded();
    const lostAt = performance.now();
    await stage.remakeRoom(server, 2);
    const next = await stage.untilOn();
    expect(performance.now() - lostAt).toBeLessThan(2_000);
    expect(await stage.stretches()).toMatchObject([
      { stretchId: running.stretchId, reason: 'media-lost' },
      { stretchId: next.stretchId },
    ]);
  });

  it('a room that the media server has lost and nobody has noticed: recording goes on once there is another', async () => {
    const { stage, server } = await recorded();
    stage.plane.dropRoom(stage.roomId);
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ reason: 'media-lost' }]);
    await stage.remakeRoom(server, 2);
    await stage.untilOn();
  });
});

describe('a media server that cannot write', () => {
  const full = new AppError('storage-full', 'The disk is full.');

  it('is asked again every thirty seconds, and what it says is written down once', async () => {
    const stage = await RecordingStage.create();
    stage.plane.refuse('capture.start', full);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const server = await stage.startServer();
    await stage.until('the trouble', ({ recording }) => recording?.trouble === 'storage-full');
    expect(stage.plane.countOf('capture.start')).toBe(1);
    await stage.add(server, 'session.extended', { minutes: 5 });
    vi.advanceTimersByTime(29_000);
    await stage.add(server, 'session.extended', { minutes: 5 });
    expect(stage.plane.countOf('capture.start')).toBe(1);
    vi.advanceTimersByTime(1_000);
    await stage.plane.until('the second attempt', plane => plane.countOf('capture.start') === 2);
    expect(await stage.countOf('recording.refused')).toBe(1);
    stage.plane.accept('capture.start');
    await eventually('the recording to run', async () => {
      vi.advanceTimersByTime(30_000);
      return stage.plane.open.length === 1;
    });
    const state = await stage.until('the start', ({ recording }) => recording?.trouble === undefined);
    expect(state.recording?.stretches).toHaveLength(1);
  });

  it.each(['storage-full', 'failed'] as const)(
    'and ends a stretch as %s is not asked at once',
    async reason => {
      const { stage } = await recorded();
      stage.plane.endAll(reason);
      const state = await stage.untilOff();
      expect(state.recording).toMatchObject({ trouble: reason, stretches: [{ reason }] });
      expect(stage.plane.countOf('capture.start')).toBe(1);
    },
  );

  it('is asked at once after the lead has stopped and resumed', async () => {
    const { stage, server } = await recorded();
    stage.plane.endAll('storage-full');
    await stage.untilOff();
    await stage.add(server, 'recording.directed', lead.stop);
    await stage.add(server, 'recording.directed', lead.resume);
    await stage.untilOn();
  });

  it.each([
    AppError.unavailable('The media server cannot write.'),
    new Error('no space for an inode'),
    new AppError('internal', 'Something else.'),
  ])('for whatever reason ($message) is told as failed', async error => {
    const stage = await RecordingStage.create();
    stage.plane.refuse('capture.start', error);
    await stage.startServer();
    await stage.until('the trouble', ({ recording }) => recording?.trouble === 'failed');
  });
});

describe('a disk that fills while it is recorded', () => {
  it('is in the log at once, and no longer when there is room again', async () => {
    const { stage } = await recorded();
    stage.plane.setStorageLow(true);
    await stage.until('the warning', ({ recording }) => recording?.storageLow === true);
    stage.plane.setStorageLow(true);
    expect(stage.plane.open).toHaveLength(1);
    stage.plane.setStorageLow(false);
    // As soon as it is asked again, which it is every ten seconds.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    await eventually('the room', async () => {
      vi.advanceTimersByTime(10_000);
      return (await stage.countOf('recording.storageChanged')) === 2;
    });
  });

  it('is told of a stretch that begins on it, too', async () => {
    const stage = await RecordingStage.create();
    stage.plane.setStorageLow(true);
    await stage.startServer();
    await stage.until('the warning', ({ recording }) => recording?.storageLow === true);
  });
});

describe('a media server that does not answer', () => {
  it('is asked again for the same stretch, which it may have begun', async () => {
    const stage = await RecordingStage.create();
    const away = new AppError('media-unavailable', 'No answer.');
    stage.plane.refuse('capture.start', away);
    await stage.startServer();
    await stage.plane.until('a second attempt', plane => plane.countOf('capture.start') >= 2);
    stage.plane.accept('capture.start');
    await stage.untilOn();
    const ids = stage.plane.asked.flatMap(({ name, params }) =>
      name === 'capture.start' ? [(params as { stretchId: string }).stretchId] : [],
    );
    expect(new Set(ids).size).toBe(1);
    expect(await stage.countOf('recording.refused')).toBe(0);
  });

  it('and has begun all the same is not begun twice; the log tells since when', async () => {
    const stage = await RecordingStage.create();
    stage.plane.loseNextAnswer('capture.start');
    await stage.startServer();
    const running = await stage.untilOn();
    expect(stage.plane.onDisk).toEqual([running.stretchId]);
    const { stretches = [] } = (await stage.state()).recording ?? {};
    expect(stretches).toHaveLength(1);
    expect(await stage.agoMsOfStart()).toBeGreaterThanOrEqual(40);
  });

  it('and has begun all the same stops when nobody wants it any more, and keeps nothing', async () => {
    const stage = await RecordingStage.create();
    stage.plane.loseNextAnswer('capture.start');
    const server = await stage.startServer();
    await stage.plane.until('a start', plane => plane.open.length === 1);
    await stage.consent(server, false);
    await stage.plane.until('nothing on the disk', plane => plane.onDisk.length === 0);
    expect(await stage.countOf('recording.started')).toBe(0);
  });

  it('and has begun all the same is stopped by a server that ends before it could ask again', async () => {
    const stage = await RecordingStage.create();
    stage.plane.loseNextAnswer('capture.start');
    const server = await stage.startServer();
    await stage.plane.until('a start', plane => plane.open.length === 1);
    await server.desk.close();
    expect(stage.plane.open).toEqual([]);
  });

  it('keeps the badge on until it is known to have stopped', async () => {
    const { stage, server } = await recorded();
    stage.plane.refuse('capture.stop', new AppError('media-unavailable', 'No answer.'));
    await stage.consent(server, false);
    await stage.plane.until('attempts to stop', plane => plane.countOf('capture.stop') >= 2);
    expect(await stage.countOf('recording.stopped')).toBe(0);
    stage.plane.accept('capture.stop');
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ reason: 'consent' }]);
  });

  it.each([
    ['media-lost', undefined, 2],
    ['storage-full', new AppError('storage-full', 'The disk is full.'), 1],
  ] as const)(
    'and has ended a stretch without anybody hearing of it is found out (%s)',
    async (reason, refusal, stretches) => {
      const stage = await RecordingStage.create();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
      const server = await stage.startServer();
      await stage.until('a start', ({ recording }) => recording?.stretches.length === 1);
      stage.plane.endAll('failed', { silently: true });
      if (refusal) stage.plane.refuse('capture.start', refusal);
      await stage.add(server, 'session.extended', { minutes: 5 });
      vi.advanceTimersByTime(10_000);
      await stage.until('its end', ({ recording }) => recording?.stretches[0]?.reason === reason);
      await stage.until('what comes then', ({ recording }) => recording?.stretches.length === stretches);
    },
  );
});

describe('a server that dies', () => {
  it('leaves a recording that another one goes on with, without a break', async () => {
    const { stage, server, running } = await recorded();
    stage.kill(server);
    const other = await stage.startServer();
    await eventually('the other server to take over', () => other.desk.interviewIds().length === 1);
    await stage.consent(other, false);
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ stretchId: running.stretchId, reason: 'consent' }]);
    expect(stage.plane.open).toEqual([]);
  });

  it('between a start and its writing leaves something that is ended and deleted by the next one', async () => {
    const stage = await RecordingStage.create();
    const starting = stage.plane.holdNext('capture.start');
    const first = await stage.startServer();
    await starting.reached;
    stage.kill(first);
    starting.letGo();
    const [orphan] = stage.plane.open;
    expect(orphan).toBeDefined();
    await stage.startServer();
    const running = await stage.untilOn();
    expect(running.stretchId).not.toBe(orphan);
    await stage.plane.until('the orphan to be gone', plane => !plane.onDisk.includes(orphan as never));
  });

  it('leaves nothing running where nothing may be recorded any more', async () => {
    const log = RecordedLog.inTheRoom().answer(false);
    const stage = await RecordingStage.create({ log, prepare: leaveRunning('1') });
    await stage.startServer();
    await stage.plane.until('nothing on the disk', plane => plane.onDisk.length === 0);
    expect((await stage.state()).recording).toBeUndefined();
  });

  it('together with the media server: what ran by the log has ended, and goes on in the next room', async () => {
    const log = RecordedLog.inTheRoom().start('1');
    const stage = await RecordingStage.create({ log });
    stage.plane.dropRoom(stage.roomId);
    const server = await stage.startServer();
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ stretchId: stretchId('1'), reason: 'media-lost' }]);
    await stage.remakeRoom(server, 2);
    await stage.untilOn();
  });

  it('leaves other recordings on the media server alone', async () => {
    const stage = await RecordingStage.create({
      prepare: async plane => {
        const roomId = '01945b3c-7a00-7000-8000-00000000abcd' as never;
        await plane.request('capture.start', {
          room: plane.makeRoom(roomId, 1),
          recordingId: 'e'.repeat(32) as never,
          stretchId: stretchId('e'),
          groups: [],
        });
      },
    });
    await stage.startServer();
    const running = await stage.untilOn();
    expect(stage.plane.open.toSorted()).toEqual([stretchId('e'), running.stretchId].toSorted());
  });
});

describe('two servers', () => {
  it('record an interview once', async () => {
    const stage = await RecordingStage.create();
    const [first, second] = await Promise.all([stage.startServer(), stage.startServer()]);
    await stage.untilOn();
    expect(first.desk.interviewIds().length + second.desk.interviewIds().length).toBe(1);
    expect(await stage.countOf('recording.started')).toBe(1);
    expect(stage.plane.open).toHaveLength(1);
  });

  it('stop wherever consent is withdrawn, also while they do not hear of each other', async () => {
    const stage = await RecordingStage.create();
    const holder = await stage.startServer();
    await stage.untilOn();
    const other = await stage.startServer();
    await other.interviews.catchUp(stage.interviewId);
    expect(holder.desk.interviewIds()).toHaveLength(1);
    stage.announces = false;
    const withdrawnAt = performance.now();
    await stage.consent(other, false);
    await stage.untilOff();
    expect(performance.now() - withdrawnAt).toBeLessThan(1_000);
    expect(stage.plane.open).toEqual([]);
    expect(await stage.stretches()).toMatchObject([{ reason: 'consent' }]);
  });

  it('of which one takes over too late do nothing in an interview that has ended meanwhile', async () => {
    const { stage, server } = await recorded();
    const other = await stage.startServer();
    stage.announces = false;
    await stage.add(server, 'session.ended', {});
    await stage.plane.until('the media server to stop', plane => plane.open.length === 0);
    await eventually('the other server to look', async () => {
      const { phase } = await other.interviews.current(stage.interviewId);
      return phase === 'ended';
    });
    await other.desk.close();
    expect(stage.plane.countOf('capture.list')).toBe(1);
    expect(stage.plane.countOf('capture.start')).toBe(1);
  });

  it('that both believe to be the one end with one stretch that runs, and a log that says so', async () => {
    const { stage, server } = await recorded();
    stage.announces = false;
    stage.takeLeasesFrom(server);
    const other = await stage.startServer();
    await eventually('the other server to take over', () => other.desk.interviewIds().length === 1);
    await stage.add(other, 'recording.directed', lead.stop);
    await stage.untilOff();
    await stage.add(other, 'recording.directed', lead.resume);
    await server.interviews.catchUp(stage.interviewId);
    const running = await stage.untilOn();
    expect(stage.plane.open).toEqual([running.stretchId]);
  });
});
