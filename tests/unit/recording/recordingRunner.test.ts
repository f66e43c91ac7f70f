import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { recordingDue } from '../../../shared/recording/recordingDue.ts';
import { eventually } from '../../support/eventually.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { RecordedLog } from '../../support/recordedLog.ts';
import { RecordingStage } from '../../support/recordingStage.ts';
import { lead, recorded } from '../../support/runningRecording.ts';

describe('RecordingRunner', () => {
  it('records candidate, interviewers, and virtual recruiter once the candidate is in the room and agrees', async () => {
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

  it('records nothing when the candidate refuses', async () => {
    const stage = await RecordingStage.create({ log: RecordedLog.inTheRoom().answer(false) });
    const server = await stage.startServer();
    await stage.plane.until('a look at what there is', plane => plane.countOf('capture.list') > 0);
    await stage.add(server, 'session.extended', { minutes: 5 });
    await server.runners.close();
    expect(stage.plane.countOf('capture.start')).toBe(0);
    expect((await stage.state()).recording).toBeUndefined();
  });

  it('stops when consent is withdrawn, and reports that only once the media server has stopped', async () => {
    const { stage, server, running } = await recorded();
    const stopping = stage.plane.holdNext('capture.stop');
    await stage.consent(server, false);
    await stopping.reached;
    expect(await stage.countOf('recording.stopped')).toBe(0);
    stopping.letGo();
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ stretchId: running.stretchId, reason: 'consent' }]);
  });

  it('starts another segment run of the same recording when the candidate agrees again', async () => {
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
  ] as const)('ends a segment run because of %s', async (reason, kind, payload) => {
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

  it('stops at the end of the interview, even while the room stays open for a while', async () => {
    const { stage, server, running } = await recorded();
    await stage.add(server, 'session.ended', {});
    await stage.plane.until('the media server to stop', plane => plane.open.length === 0);
    expect(await stage.stretches()).toMatchObject([{ stretchId: running.stretchId, reason: 'closed' }]);
    await eventually('the lease to be given back', () => server.runners.interviewIds().length === 0);
  });

  it('leaves its recording to another server when it is closed', async () => {
    const { stage, server, running } = await recorded();
    await server.runners.close();
    await server.runners.close();
    expect(stage.plane.open).toEqual([running.stretchId]);
    expect(await stage.countOf('recording.stopped')).toBe(0);
  });
});

describe('RecordingRunner after a deletion', () => {
  it('ends the current recording, and starts none before the lead resumes', async () => {
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

  it('starts a new recording when the lead resumes immediately', async () => {
    const { stage, server, running } = await recorded();
    const { recordingId } = (await stage.state()).recording ?? {};
    stage.plane.refuse('capture.stop', new AppError('media-unavailable'));
    await stage.add(server, 'recording.erased', { recordingId: recordingId as never });
    await stage.plane.until('an attempt to stop', plane => plane.countOf('capture.stop') > 0);
    await stage.add(server, 'recording.directed', lead.resume);
    stage.plane.accept('capture.stop');
    await stage.until('another recording', ({ recording }) => recording?.recordingId !== undefined);
    await stage.untilOn();
    expect(stage.plane.open).not.toContain(running.stretchId);
  });
});

describe('RecordingRunner with overlapping requests', () => {
  it('cancels a pending start when consent is withdrawn, and keeps none of its media', async () => {
    const stage = await RecordingStage.create();
    const starting = stage.plane.holdNext('capture.start');
    const server = await stage.startServer();
    await starting.reached;
    await stage.consent(server, false);
    starting.letGo();
    await stage.plane.until('nothing on the disk', plane => plane.onDisk.length === 0);
    expect(await stage.countOf('recording.started')).toBe(0);
  });

  it('cancels a pending start when the session closes', async () => {
    const stage = await RecordingStage.create();
    const starting = stage.plane.holdNext('capture.start');
    const server = await stage.startServer();
    await starting.reached;
    await stage.add(server, 'session.closed', {});
    starting.letGo();
    await stage.plane.until('nothing on the disk', plane => plane.onDisk.length === 0);
    expect(await stage.countOf('recording.started')).toBe(0);
  });

  it('starts a new segment run when consent returns while a stop is pending', async () => {
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

  it('records the next media room when the room is lost while a start is pending', async () => {
    const stage = await RecordingStage.create();
    const starting = stage.plane.holdNext('capture.start');
    const server = await stage.startServer();
    await starting.reached;
    await stage.remakeRoom(server, 2);
    starting.letGo();
    await stage.untilOn();
    expect(await stage.countOf('recording.started')).toBe(1);
  });

  it('records a recreated media room immediately, as a new segment run', async () => {
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

  it('continues in the next media room when the media server lost the room without a notice', async () => {
    const { stage, server } = await recorded();
    stage.plane.dropRoom(stage.roomId);
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ reason: 'media-lost' }]);
    await stage.remakeRoom(server, 2);
    await stage.untilOn();
  });
});
