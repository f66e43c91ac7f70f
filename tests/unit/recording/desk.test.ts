import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { recordingDue } from '../../../shared/recording/recordingDue.ts';
import { eventually } from '../../support/eventually.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { RecordedLog } from '../../support/recordedLog.ts';
import { RecordingStage } from '../../support/recordingStage.ts';
import { lead, recorded } from '../../support/runningRecording.ts';

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

  it('leaves what it records to the server that goes on, when it is closed', async () => {
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

  it('a room that the media server has lost and no one has noticed: recording goes on once there is another', async () => {
    const { stage, server } = await recorded();
    stage.plane.dropRoom(stage.roomId);
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ reason: 'media-lost' }]);
    await stage.remakeRoom(server, 2);
    await stage.untilOn();
  });
});
